"""Nobody agrees to what they wrote themselves, under a hat of the other side: PostgreSQL holds it too."""

from django.db import migrations

_PARTENARIAT = "SELECT FROM partenariats_partenariat p WHERE p.id = partenariat_id AND"
DES_DEUX = f"EXISTS ({_PARTENARIAT} contexte_structure() IN (p.porteur_id, p.mission_locale_id))"
DE_CE_COTE = f"""EXISTS ({_PARTENARIAT} contexte_structure() =
        CASE cote WHEN 'porteur' THEN p.porteur_id ELSE p.mission_locale_id END)"""
ECRITE_PAR_SOI = "EXISTS (SELECT FROM acteurs_appartenance a WHERE a.id = ecrite_par_id AND a.compte_id = contexte_compte())"

REPONDRE = f"""
ALTER POLICY repondre ON partenariats_pratiquelocale
    WITH CHECK ({DES_DEUX} AND (ecartee_par_id = contexte_appartenance()
                OR (convenue_par_id = contexte_appartenance() AND NOT {DE_CE_COTE} {{suite}})));
"""


class Migration(migrations.Migration):
    dependencies = [("partenariats", "0004_mur_des_pratiques")]

    operations = [
        migrations.RunSQL(REPONDRE.format(suite=f"AND NOT {ECRITE_PAR_SOI}"), REPONDRE.format(suite="")),
    ]
