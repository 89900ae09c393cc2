"""Every field has a decision, and every table that speaks of a youth is behind PostgreSQL's wall."""

import re
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.db import connection

RACINE = Path(__file__).resolve().parents[2]
REGISTRE = yaml.safe_load((RACINE / "docs" / "registre.yaml").read_text(encoding="utf-8"))
MOTS, MODELES = REGISTRE["vocabulaire"], REGISTRE["modeles"]
# « non » and « oui » are booleans in YAML 1.1: the word of the register is « non ».
DECISIONS = ("sensibilite", "fondement", "conservation", "export", "effacement")
D_UN_JEUNE = {"identite", "situation", "sensible"}
NOS_MAISONS = ("socle", "parcours", "web", "demo")


def _les_notres() -> list:
    return [m for m in apps.get_models() if m.__module__.split(".")[0] in NOS_MAISONS]


def _suivis() -> list:
    return [m for m in _les_notres() if not hasattr(m, "pgh_tracked_model")]


def _decisions(modele: str) -> dict[str, dict[str, str]]:
    """Field → its five decisions, the model's default applied."""
    fiche = MODELES[modele]
    dites = {champ: dict(fiche["defaut"]) for champ in fiche["champs"]}
    dites |= {champ: {**fiche["defaut"], **ecart} for champ, ecart in fiche.get("exceptions", {}).items()}
    return {champ: {n: "non" if v is False else v for n, v in d.items()} for champ, d in dites.items()}


def _mots(nom: str) -> set[str]:
    return {"non" if mot is False else mot for mot in MOTS[nom]}


def test_every_field_of_ours_has_a_decision_and_no_other_has_one():
    reels = {m._meta.label: {f.name for f in m._meta.concrete_fields} for m in _suivis()}
    ecrits = {label: set(_decisions(label)) for label in MODELES}
    assert {
        n: sorted(reels.get(n, set()) ^ ecrits.get(n, set())) for n in reels | ecrits if reels.get(n) != ecrits.get(n)
    } == {}


@pytest.mark.parametrize("modele", MODELES)
def test_the_decisions_use_the_words_of_the_register(modele):
    assert MODELES[modele]["mur"] in MOTS["mur"]
    assert not set(MODELES[modele]["champs"]) & set(MODELES[modele].get("exceptions", {}))
    for champ, decision in _decisions(modele).items():
        assert {n: v for n, v in decision.items() if v not in _mots(n)} == {}, champ
        assert set(decision) == set(DECISIONS), champ


@pytest.mark.parametrize("modele", MODELES)
def test_what_speaks_of_a_youth_is_behind_a_wall_and_leaves_with_them(modele):
    for champ, decision in _decisions(modele).items():
        if decision["sensibilite"] in D_UN_JEUNE:
            assert MODELES[modele]["mur"] != "aucun", champ
            assert decision["effacement"] in ("supprimer", "dissocier"), champ


def test_every_history_follows_a_model_of_the_register():
    evenements = [m for m in _les_notres() if hasattr(m, "pgh_tracked_model")]
    assert len(evenements) >= 10
    assert [m._meta.label for m in evenements if m.pgh_tracked_model._meta.label not in MODELES] == []


def test_postgresql_forces_its_wall_on_every_table_the_register_says(db, capsys):
    """Read from pg_class: the tables of the models, and those of their history."""
    attendues = {
        m._meta.db_table
        for m in _les_notres()
        if MODELES[getattr(m, "pgh_tracked_model", m)._meta.label]["mur"] != "aucun"
    }
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity, "
            "has_table_privilege('tandem_web', oid, 'TRUNCATE') OR pg_get_userbyid(relowner) = 'tandem_web' "
            "FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        lignes = curseur.fetchall()
    fermees = {nom for nom, force, _ in lignes if force}
    with capsys.disabled():
        champs = sum(len(_decisions(m)) for m in MODELES)
        print(f"\nmurs : {len(fermees)} tables sous FORCE RLS, {champs} champs au registre")
    assert (sorted(attendues - fermees), sorted(fermees - attendues)) == ([], [])
    assert [nom for nom, _, trop in lignes if trop] == []


def test_no_view_of_the_database_goes_around_the_walls(db):
    """A plain view runs with its owner's rights: one would show every row."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace "
            "AND NOT coalesce(reloptions::text LIKE '%security_invoker=true%', false)"
        )
        assert curseur.fetchall() == []


def test_a_function_that_sees_across_belongs_to_the_guard_and_pins_its_path(db):
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
            "AND (pg_get_userbyid(proowner) <> 'tandem_garde' "
            # `voit` qualifies its names instead: it is called for each row, and pinning the path doubles its cost.
            "OR (proname <> 'voit' AND NOT coalesce(proconfig::text LIKE '%search_path%', false)) "
            "OR has_function_privilege('public', oid, 'EXECUTE'))"
        )
        assert curseur.fetchall() == []


def test_the_web_role_creates_nothing_that_a_function_could_mistake_for_another(db):
    """What lets `voit` leave its path open: no schema but its own temporary one takes anything from the web role."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT nspname FROM pg_namespace WHERE has_schema_privilege('tandem_web', oid, 'CREATE') "
            "AND nspname NOT LIKE 'pg\\_temp%' AND nspname NOT LIKE 'pg\\_toast\\_temp%'"
        )
        assert curseur.fetchall() == []
        curseur.execute("SELECT prosrc FROM pg_proc WHERE proname = 'voit'")
        noms = re.findall(r"(?<![\w.])(acces_\w+|contexte_\w+)", curseur.fetchone()[0])
        assert noms == []
