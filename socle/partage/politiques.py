"""Row-level security of a table of shared texts, as migration operations: one line a table."""

from django.db import migrations

from socle.acces.politiques import politique

D_UN_COTE = """EXISTS (SELECT FROM dossier_dossier d WHERE d.id = dossier_id
                   AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
"""The hat worn is of the porteur or of the mission locale of today."""
A_NOUS = "structure_id = contexte_structure()"


def lu(element: str | None = None) -> str:
    """The condition « the hat reads this row ». `element`: what its own author must be open to."""
    return f"lit_partage(dossier_id, structure_id, audience, pour_id, domaine, {f'{element!r}' if element else 'NULL'})"


def sous_partage(
    table: str,
    *,
    auteur: str,
    element: str | None = None,
    ensemble: bool = False,
    ajout: str = "true",
    de_plus: str = "true",
) -> list[migrations.RunSQL]:
    """Close `table` behind `lit_partage`. Only a side of the dossier writes, under its own name (column `auteur`).

    What is common is edited by both sides when `ensemble`, else by its author's structure alone; who reads is in any
    case the author's to choose (trigger). `ajout` is SQL added to the check of an insertion, `de_plus` to every
    reading. Nothing is deleted by the web role.
    """
    lit = f"{lu(element)} AND ({de_plus})"
    change = f"{lit} AND {D_UN_COTE}" + ("" if ensemble else f" AND {A_NOUS}")
    mur = politique(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING ({lit});
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web
            WITH CHECK ({lit} AND {A_NOUS} AND {auteur} = contexte_appartenance() AND {D_UN_COTE} AND ({ajout}));
        CREATE POLICY modifier ON {table} FOR UPDATE TO tandem_web USING ({change}) WITH CHECK ({change});
        GRANT SELECT, INSERT, UPDATE ON {table} TO tandem_web;""",
        ("lire", "ajouter", "modifier"),
    )
    tient = migrations.RunSQL(
        f"CREATE TRIGGER partage_tient BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION partage_tient();",
        f"DROP TRIGGER partage_tient ON {table};",
    )
    return [mur, tient]


def passe_du_partage(table: str, *, element: str | None = None) -> migrations.RunSQL:
    """Close the events of `table`: one reads what was for one's eyes then, of what is for one's eyes today."""
    return politique(
        f"{table}event",
        f"""
        CREATE POLICY lire ON {table}event FOR SELECT TO tandem_web
            USING ({lu(element)} AND EXISTS (SELECT FROM {table} t WHERE t.id = pgh_obj_id));
        CREATE POLICY ajouter ON {table}event FOR INSERT TO tandem_web WITH CHECK (true);
        GRANT SELECT, INSERT ON {table}event TO tandem_web;""",
        ("lire", "ajouter"),
    )
