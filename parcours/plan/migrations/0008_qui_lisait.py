"""What was reserved stays with its structure; the rest is for both sides. The structure that writes is its author's."""

from django.db import migrations

TABLES = ("plan_objectif", "plan_commentaire", "plan_textedudiagnostic")
MURS = (*TABLES, "plan_action")


def _remplir(table: str) -> str:
    """The owner sees nothing under FORCE, and no trigger should write history of a change nobody made."""
    return f"""
    ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE {table} DISABLE TRIGGER USER;
    UPDATE {table} t SET montre_au_jeune = true,
           audience = CASE WHEN t.reserve_a_id IS NULL THEN 'les_deux' ELSE 'structure' END,
           structure_id = coalesce(t.reserve_a_id, a.structure_id)
      FROM acteurs_appartenance a WHERE a.id = t.ecrit_par_id;
    """


def _domaine(table: str) -> str:
    return f"""
    ALTER TABLE plan_objectif NO FORCE ROW LEVEL SECURITY; ALTER TABLE plan_action NO FORCE ROW LEVEL SECURITY;
    UPDATE {table} t SET domaine = o.domaine
      FROM plan_action a JOIN plan_objectif o ON o.id = a.objectif_id WHERE a.id = t.action_id;
    """


def _rallumer(table: str) -> str:
    return f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} ENABLE TRIGGER USER;"


# The columns that these policies read are about to go.
OUVRIR = "".join(
    f"DROP POLICY lire ON {t}; DROP POLICY ajouter ON {t}; DROP POLICY modifier ON {t};"
    f"DROP POLICY lire ON {t}event; DROP POLICY ajouter ON {t}event;"
    for t in MURS
)


class Migration(migrations.Migration):
    dependencies = [("plan", "0007_audiences")]

    operations = [
        migrations.RunSQL(OUVRIR, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for base in TABLES
            for table in (base, f"{base}event")
            for sql in (
                _remplir(table),
                *([_domaine(table)] if base == "plan_commentaire" else []),
                _rallumer(table),
            )
        ),
    ]
