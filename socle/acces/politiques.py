"""Row-level security, as migration operations: one line per table that hangs from a dossier.

`FORCE` because the owner must not see either; events are append-only, so the web role may only insert and read.
"""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).parent / "sql"


def fichier(
    nom: str, *, fonctions: tuple[str, ...] = (), gardees: tuple[str, ...] = (), ou: Path = _SQL
) -> migrations.RunSQL:
    """Run `{ou}/{nom}.sql`. `fonctions` are dropped backwards; `gardees` among them run as `tandem_garde`.

    Both are given with their argument types. A function that sees across the walls belongs to the NOLOGIN role that
    the policies know; only the web role may call it.
    """
    texte = (ou / f"{nom}.sql").read_text(encoding="utf-8")
    suite = "".join(
        f"REVOKE ALL ON FUNCTION {f} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {f} TO tandem_web, tandem_garde;\n"
        for f in fonctions
    )
    suite += "".join(f"ALTER FUNCTION {f} OWNER TO tandem_garde;\n" for f in gardees)
    retour = "".join(f"DROP FUNCTION {f};\n" for f in reversed(fonctions))
    return migrations.RunSQL(texte + suite, retour or migrations.RunSQL.noop)


def sous_acces(
    table: str,
    *,
    chemin: str = "dossier_id",
    lecture: str | None = None,
    ecriture: str | None = None,
    condition_ajout: str = "",
    gardien_lit: bool = False,
) -> migrations.RunSQL:
    """Close `table` behind `acces`. `chemin` is its column that holds the dossier's id.

    `lecture` and `ecriture` name the element needed to read and to write (None: any access). `condition_ajout` is
    SQL added to the check of an insertion. Nothing is deleted by the web role. `gardien_lit` lets `tandem_garde`,
    and so the functions it owns, read every row.
    """
    lu = _voit(chemin, lecture)
    ecrit = _voit(chemin, ecriture)
    ajout = f"{ecrit} AND ({condition_ajout})" if condition_ajout else ecrit
    gardien = (
        f"GRANT SELECT ON {table} TO tandem_garde; CREATE POLICY gardien ON {table} FOR SELECT TO tandem_garde "
        "USING (true);"
        if gardien_lit
        else ""
    )
    return _fermer(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING ({lu});
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web WITH CHECK ({ajout});
        CREATE POLICY modifier ON {table} FOR UPDATE TO tandem_web USING ({ecrit}) WITH CHECK ({ecrit});
        GRANT SELECT, INSERT, UPDATE ON {table} TO tandem_web;
        {gardien}""",
        ("lire", "ajouter", "modifier", *(["gardien"] if gardien_lit else [])),
    )


def historique(table: str, *, chemin: str = "dossier_id", lecture: str | None = None) -> migrations.RunSQL:
    """Close a table of events: triggers add freely, one reads what one could read in the table it follows."""
    return _fermer(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING ({_voit(chemin, lecture)});
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web WITH CHECK (true);
        GRANT SELECT, INSERT ON {table} TO tandem_web;""",
        ("lire", "ajouter"),
    )


def politique(table: str, sql: str, noms: tuple[str, ...]) -> migrations.RunSQL:
    """Close `table` with policies of its own, written out in `sql` and named in `noms`."""
    return _fermer(table, sql, noms)


def _fermer(table: str, sql: str, noms: tuple[str, ...]) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
        f"REVOKE ALL ON {table} FROM tandem_web;{sql}",
        "".join(f"DROP POLICY {nom} ON {table};\n" for nom in noms)
        + f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def _voit(chemin: str, element: str | None) -> str:
    return f"voit({chemin})" if element is None else f"voit({chemin}, {element!r})"
