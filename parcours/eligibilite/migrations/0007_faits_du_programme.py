"""A re-evaluation judges with the porteur's convention and what both sides say of the support, as a page does."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier

LECTURES = """
GRANT SELECT (porteur_id, programme, du, au, age_minimum, age_maximum) ON partenariats_convention TO tandem_garde;
GRANT SELECT (accompagnement_adapte) ON eligibilite_verification TO tandem_garde;
"""
SANS_LECTURES = """
REVOKE SELECT (porteur_id, programme, du, au, age_minimum, age_maximum) ON partenariats_convention FROM tandem_garde;
REVOKE SELECT (accompagnement_adapte) ON eligibilite_verification FROM tandem_garde;
"""
FONCTIONS = ("faits_a_rejuger(uuid, uuid, integer)",)


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0005_accompagnement_adapte"),
        ("eligibilite", "0006_accompagnement_adapte"),
        ("partenariats", "0002_convention"),
    ]

    operations = [
        migrations.RunSQL(LECTURES, SANS_LECTURES),
        # Its answer has more columns: replaced, not amended.
        migrations.RunSQL("SET LOCAL ROLE tandem_garde; DROP FUNCTION faits_a_rejuger(uuid, uuid, integer); RESET ROLE;"),
        fichier("faits_a_rejuger", fonctions=FONCTIONS, gardees=FONCTIONS, ou=Path(__file__).parent.parent / "sql"),
    ]
