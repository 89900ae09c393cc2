"""The roles and rights that config/cluster/roles.sql lays, seen from PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.cluster import Grappe
from tests.machine.conftest import connexion


@pytest.fixture(scope="module")
def racine(fabrique: Callable[..., Path]) -> Path:
    """A project whose cluster runs, shared by the tests of this file."""
    projet = fabrique()
    Grappe(projet, "tests").demarrer()
    return projet


@pytest.fixture
def proprietaire(racine: Path) -> Iterator[psycopg.Connection]:
    """Connected as tandem_owner."""
    with connexion(racine, "owner") as base:
        yield base


@pytest.fixture
def page(racine: Path) -> Iterator[psycopg.Connection]:
    """Connected as tandem_web."""
    with connexion(racine, "web") as base:
        yield base


def test_aucun_role_ne_passe_les_murs(proprietaire: psycopg.Connection) -> None:
    lus = proprietaire.execute(
        "SELECT rolname, rolcanlogin, rolcreatedb, rolinherit, "
        "       rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication "
        "  FROM pg_roles WHERE rolname LIKE 'tandem%' AND rolname <> 'tandem_super' ORDER BY 1"
    ).fetchall()
    assert lus == [
        ("tandem_garde", False, False, True, False),
        ("tandem_owner", True, True, False, False),
        ("tandem_web", True, False, True, False),
    ]


def test_le_role_des_pages_ne_possede_ni_ne_cree_rien(page: psycopg.Connection) -> None:
    assert page.execute(
        "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member  WHERE r.rolname = 'tandem_web'"
    ).fetchone() == (0,)
    for ordre in (
        "CREATE TABLE t (a int)",
        "CREATE SCHEMA s",
        "CREATE TEMP TABLE t (a int)",
        "SET ROLE tandem_owner",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            page.execute(ordre)


def test_le_role_des_pages_n_a_de_droit_que_ceux_qu_on_lui_donne(
    proprietaire: psycopg.Connection, page: psycopg.Connection
) -> None:
    proprietaire.execute("CREATE TABLE sans_droit (a int)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        page.execute("SELECT * FROM sans_droit")
    proprietaire.execute("GRANT SELECT ON sans_droit TO tandem_web")
    assert page.execute("SELECT * FROM sans_droit").fetchall() == []


def test_une_fonction_confiee_a_la_garde_voit_ce_que_le_proprietaire_ne_voit_pas(
    proprietaire: psycopg.Connection, page: psycopg.Connection
) -> None:
    for ordre in (
        "CREATE TABLE secret AS SELECT 7 AS n",
        "ALTER TABLE secret ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE secret FORCE ROW LEVEL SECURITY",
        "CREATE POLICY garde ON secret TO tandem_garde USING (true)",
        "GRANT SELECT ON secret TO tandem_garde, tandem_web",
        "CREATE FUNCTION compter() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
        "SET search_path = public AS 'SELECT count(*) FROM secret'",
        "REVOKE ALL ON FUNCTION compter FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION compter TO tandem_web",
        "ALTER FUNCTION compter OWNER TO tandem_garde",
    ):
        proprietaire.execute(ordre)
    assert proprietaire.execute("SELECT count(*) FROM secret").fetchone() == (0,)
    assert page.execute("SELECT count(*) FROM secret").fetchone() == (0,)
    assert page.execute("SELECT compter()").fetchone() == (1,)


def test_la_base_est_en_utf8_sans_icu_et_fermee_aux_autres(proprietaire: psycopg.Connection) -> None:
    lues = proprietaire.execute(
        "SELECT datname, pg_encoding_to_char(encoding), datlocprovider, datcollate IN ('C.UTF-8', 'C'), "
        "       pg_get_userbyid(datdba), has_database_privilege('tandem_garde', datname, 'CONNECT') "
        "  FROM pg_database WHERE datname LIKE 'tandem%' ORDER BY 1"
    ).fetchall()
    assert lues == [
        ("tandem", "UTF8", "c", True, "tandem_owner", False),
        ("tandem_demo", "UTF8", "c", True, "tandem_owner", False),
    ]


def test_une_base_de_tests_nait_avec_les_memes_droits(proprietaire: psycopg.Connection, racine: Path) -> None:
    proprietaire.execute("CREATE DATABASE test_tandem")
    with psycopg.connect(
        host=proprietaire.info.host, port=proprietaire.info.port, user="tandem_owner", dbname="test_tandem"
    ) as base:
        for nom in ("pg_trgm", "unaccent", "btree_gist"):
            base.execute(f"CREATE EXTENSION {nom}")
        base.execute("CREATE FUNCTION une() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        base.execute("ALTER FUNCTION une OWNER TO tandem_garde")


def test_une_ligne_refusee_ne_laisse_aucun_nom_dans_le_journal(proprietaire: psycopg.Connection, racine: Path) -> None:
    proprietaire.execute("CREATE TABLE personne (nom text UNIQUE)")
    for _ in range(2):
        try:
            proprietaire.execute("INSERT INTO personne VALUES ('Zéphirine-Témoin')")
        except psycopg.errors.UniqueViolation:
            break
    else:
        pytest.fail("the unique constraint let a duplicate in")
    journal = (Grappe(racine, "tests").etat().maison / "postgres.log").read_text()
    assert "duplicate key" in journal
    assert "Zéphirine" not in journal


def test_amorcer_de_nouveau_ne_change_rien(racine: Path, proprietaire: psycopg.Connection) -> None:
    proprietaire.execute("CREATE TABLE reste (a int)")
    grappe = Grappe(racine, "tests")
    (grappe.etat().maison / "amorce").unlink()
    assert grappe.demarrer() is False
    assert proprietaire.execute("SELECT count(*) FROM reste").fetchone() == (0,)
