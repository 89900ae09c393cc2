"""An act is signed for one's own territory, never edited, ended or replaced; the walls say it as well as the code."""

from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from regles.noyau.bareme import Effet
from socle.acteurs.models import Structure
from socle.droit import ecritures
from socle.droit.lectures import Territoire, territoire_de
from socle.droit.models import Derogation, Edition
from tests.monde import LE, MAINTENANT, agir, embaucher
from tests.socle.droit.conftest import dit, signer


def refuse(par, sql: str, *valeurs) -> None:
    """The web role, under that hat, is refused this statement by PostgreSQL."""
    with agir(par), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql, valeurs)


def sans_effet(par, sql: str, *valeurs) -> None:
    """Under that hat, the statement finds nothing to change."""
    with agir(par), connection.cursor() as curseur:
        curseur.execute(sql, valeurs)
        assert curseur.rowcount == 0


INSERER = """
INSERT INTO droit_derogation (id, structure_id, departement, region, programme, effet, cible, valeur, public, du,
    acte_titre, acte_date, acte_citation, acte_lien, signee_par_id, signee_le)
VALUES (%s, %s, %s, %s, 'cej-jr', 'remplacer', 'carence_en_mois', '3', '', '2026-12-01', 'Acte', '2026-11-20', '', '',
    %s, now())"""


def test_a_pilote_signs_for_its_territory(monde):
    acte = signer(monde.odile)
    assert (acte.structure, acte.departement, acte.region) == (monde.ddets, "35", "")
    assert acte.signee_par == monde.odile
    assert territoire_de(monde.ddets.pk) == Territoire(departement="35")


@pytest.mark.parametrize("qui", ["nadia", "karim", "paul", "ines"])
def test_nobody_else_signs(monde, qui):
    with pytest.raises(ecritures.SansTerritoire):
        signer(monde.gens[qui])
    hat = monde.gens[qui]
    refuse(hat, INSERER, uuid4(), hat.structure_id, "35", "", hat.pk)


def test_a_pilote_without_territory_signs_nothing(monde):
    nationale = Structure.objects.create(nature="pilote", nom="Délégation nationale")
    hat = embaucher("Nora", "Zitoun", nationale, "charge_de_mission", portee="aucune", decide=False)
    with pytest.raises(ecritures.SansTerritoire):
        signer(hat)
    refuse(hat, INSERER, uuid4(), nationale.pk, "35", "", hat.pk)
    refuse(hat, INSERER, uuid4(), nationale.pk, "", "53", hat.pk)


def test_the_territory_the_structure_and_the_signer_are_ones_own(monde, rolande, regine):
    refuse(monde.odile, INSERER, uuid4(), monde.ddets.pk, "56", "", monde.odile.pk)
    refuse(monde.odile, INSERER, uuid4(), monde.ddets.pk, "", "53", monde.odile.pk)
    refuse(monde.odile, INSERER, uuid4(), rolande.structure_id, "56", "", monde.odile.pk)
    refuse(monde.odile, INSERER, uuid4(), monde.ddets.pk, "35", "", rolande.pk)
    refuse(regine, INSERER, uuid4(), regine.structure_id, "35", "", regine.pk)
    assert signer(regine).region == "53"
    assert Derogation.objects.count() == 1


def test_an_act_that_overlaps_is_refused_by_the_rules_and_by_the_database(monde):
    premier = signer(monde.odile, au=date(2027, 3, 31))
    with pytest.raises(ecritures.Chevauche) as refus:
        signer(monde.odile, du=date(2027, 3, 31), valeur="4")
    assert refus.value.acte == premier
    refuse(monde.odile, INSERER, uuid4(), monde.ddets.pk, "35", "", monde.odile.pk)
    # The next day, another object, another public: nothing overlaps.
    signer(monde.odile, du=date(2027, 4, 1), valeur="4")
    signer(monde.odile, cible="age_maximum", valeur="26")
    for public in ("sorti_ase", "suivi_pjj"):
        signer(monde.odile, effet=Effet.DISPENSER.value, cible="ELOIGNEMENT", public=public, valeur="")
    assert Derogation.objects.count() == 5


def test_two_territories_do_not_overlap(monde, rolande, regine):
    for par in (monde.odile, rolande, regine):
        signer(par)
    assert Derogation.objects.count() == 3


@pytest.mark.parametrize(
    ("ecarts", "raison"),
    [
        ({"cible": "inconnue"}, "ne désigne aucune valeur"),
        ({"programme": "autre"}, "programme inconnu"),
        ({"valeur": "1201"}, "entre 0 et 1200"),
        ({"valeur": "3.5"}, "entier"),
        ({"effet": "lever", "cible": "MAJORITE"}, "inconnu"),
        ({"effet": "dispenser", "cible": "AGE", "public": "martien"}, "« public » inconnu"),
        ({"au": date(2026, 11, 30)}, "fin précède"),
        ({"titre": "  "}, "titre"),
    ],
)
def test_what_the_rules_would_refuse_is_refused(monde, ecarts, raison):
    with pytest.raises(ecritures.ActeRefuse, match=raison):
        signer(monde.odile, **ecarts)
    assert not Derogation.objects.exists()


@pytest.mark.parametrize(
    "changement",
    ["valeur = '4'", "du = '2026-11-24'", "au = '2030-01-01'", "acte_titre = 'Autre'", "departement = '56'",
     "signee_le = now()", "signee_par_id = signee_par_id + 1", "acte_citation = 'x'", "public = 'x'"],
)  # fmt: skip
def test_a_signed_act_is_not_edited(monde, changement):
    acte = signer(monde.odile)
    refuse(monde.odile, f"UPDATE droit_derogation SET {changement} WHERE id = %s", acte.pk)
    refuse(monde.odile, "DELETE FROM droit_derogation WHERE id = %s", acte.pk)


FINIR = """UPDATE droit_derogation SET dernier_jour = %s, terminee_le = now(), terminee_par_id = %s{} WHERE id = %s"""


def test_only_its_own_pilote_ends_an_act_and_says_so_once(monde, rolande, regine):
    acte = signer(monde.odile)
    for autre in (monde.nadia, rolande, regine):
        sans_effet(autre, FINIR.format(""), LE, autre.pk, acte.pk)
        with agir(autre) as acteur, pytest.raises(ecritures.SansTerritoire):
            ecritures.finir(acteur=acteur, acte=acte, dernier_jour=LE, le=LE, maintenant=MAINTENANT)
    # In somebody else's name, in the past, or changing something else by the way.
    refuse(monde.odile, FINIR.format(""), date(2027, 1, 1), rolande.pk, acte.pk)
    refuse(monde.odile, FINIR.format(", valeur = '4'"), date(2027, 1, 1), monde.odile.pk, acte.pk)
    with agir(monde.odile) as acteur:
        ecritures.finir(acteur=acteur, acte=acte, dernier_jour=date(2027, 1, 1), le=LE, maintenant=MAINTENANT)
    sans_effet(monde.odile, FINIR.format(""), date(2027, 2, 1), monde.odile.pk, acte.pk)
    with agir(monde.odile) as acteur, pytest.raises(ecritures.DejaFini):
        ecritures.finir(acteur=acteur, acte=acte, dernier_jour=date(2027, 2, 1), le=LE, maintenant=MAINTENANT)
    acte.refresh_from_db()
    assert (acte.dernier_jour, acte.terminee_par, acte.au) == (date(2027, 1, 1), monde.odile, None)


def test_what_was_judged_until_yesterday_stays_judged(monde):
    acte = signer(monde.odile, du=date(2026, 1, 1))
    avant_hier, hier = LE - timedelta(days=2), LE - timedelta(days=1)
    refuse(monde.odile, FINIR.format(""), avant_hier, monde.odile.pk, acte.pk)
    with agir(monde.odile) as acteur, pytest.raises(ecritures.FinImpossible):
        ecritures.finir(acteur=acteur, acte=acte, dernier_jour=avant_hier, le=LE, maintenant=MAINTENANT)
    with agir(monde.odile) as acteur:
        fini = ecritures.finir(acteur=acteur, acte=acte, dernier_jour=hier, le=LE, maintenant=MAINTENANT)
    assert fini.dernier_jour == hier


def test_an_act_ended_before_it_began_never_applies_and_leaves_its_place(monde):
    acte = signer(monde.odile)
    with agir(monde.odile) as acteur:
        fini = ecritures.finir(acteur=acteur, acte=acte, dernier_jour=LE, le=LE, maintenant=MAINTENANT)
    assert fini.dernier_jour == date(2026, 11, 30)
    signer(monde.odile, valeur="2")


def test_an_act_is_not_ended_after_the_day_it_says(monde):
    acte = signer(monde.odile, au=date(2027, 1, 31))
    with agir(monde.odile) as acteur, pytest.raises(ecritures.FinImpossible):
        ecritures.finir(acteur=acteur, acte=acte, dernier_jour=date(2027, 2, 1), le=LE, maintenant=MAINTENANT)


def test_a_replacement_takes_over_from_its_first_day(monde):
    ancien = signer(monde.odile)
    neuf = uuid4()
    for _ in range(2):  # two clicks, one act
        with agir(monde.odile) as acteur:
            ecritures.remplacer(
                acteur=acteur, acte=ancien, acte_id=neuf, dit=dit(valeur="2", du=date(2027, 1, 15)), le=LE,
                maintenant=MAINTENANT,
            )  # fmt: skip
    ancien.refresh_from_db()
    assert (ancien.dernier_jour, ancien.remplacee_par_id) == (date(2027, 1, 14), neuf)
    assert list(Derogation.objects.order_by("du").values_list("valeur", flat=True)) == ["3", "2"]


def test_a_replacement_does_not_begin_in_the_past(monde):
    ancien = signer(monde.odile, du=date(2026, 1, 1))
    with agir(monde.odile) as acteur, pytest.raises(ecritures.FinImpossible):
        ecritures.remplacer(
            acteur=acteur, acte=ancien, acte_id=uuid4(), dit=dit(du=LE - timedelta(days=1)), le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip
    ancien.refresh_from_db()
    assert ancien.terminee_le is None


@pytest.mark.parametrize("ecart", [{"cible": "age_maximum"}, {"effet": "lever", "cible": "RESSOURCES", "valeur": ""}])
def test_an_act_is_replaced_on_the_same_object(monde, ecart):
    ancien = signer(monde.odile)
    with agir(monde.odile) as acteur, pytest.raises(ecritures.ActeRefuse, match="même objet"):
        ecritures.remplacer(
            acteur=acteur, acte=ancien, acte_id=uuid4(), dit=dit(**ecart), le=LE, maintenant=MAINTENANT
        )  # fmt: skip


def test_only_its_own_pilote_replaces_an_act(monde, rolande, regine):
    acte = signer(monde.odile)
    for autre in (monde.nadia, rolande, regine):
        with agir(autre) as acteur, pytest.raises(ecritures.SansTerritoire):
            ecritures.remplacer(
                acteur=acteur, acte=acte, acte_id=uuid4(), dit=dit(valeur="1"), le=LE, maintenant=MAINTENANT
            )
    acte.refresh_from_db()
    assert acte.terminee_le is None


def test_postgresql_knows_by_what_an_act_may_be_replaced(monde, rolande, regine):
    """Not by itself, nor by an act of another territory, of another object, or that begins before it ends."""
    acte = signer(monde.odile)
    autres = [
        acte, signer(rolande, du=date(2027, 6, 1)), signer(regine, du=date(2027, 6, 1)),
        signer(monde.odile, cible="age_maximum", valeur="26", du=date(2027, 6, 1)),
        signer(monde.odile, du=date(2025, 1, 1), au=date(2025, 12, 31)),
    ]  # fmt: skip
    for autre in autres:
        refus = pytest.raises(DatabaseError, match="remplacé par un acte du même territoire")
        with agir(monde.odile), refus, transaction.atomic(), connection.cursor() as curseur:
            curseur.execute(
                FINIR.format(f", remplacee_par_id = '{autre.pk}'"), [date(2026, 12, 31), monde.odile.pk, acte.pk]
            )
            curseur.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_act_to_come_may_be_replaced_by_one_that_begins_before(monde):
    ancien = signer(monde.odile, du=date(2027, 3, 1))
    with agir(monde.odile) as acteur:
        neuf = ecritures.remplacer(
            acteur=acteur, acte=ancien, acte_id=uuid4(), dit=dit(valeur="2", du=date(2026, 12, 1)), le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip
        with connection.cursor() as curseur:
            curseur.execute("SET CONSTRAINTS ALL IMMEDIATE")
    ancien.refresh_from_db()
    assert (ancien.dernier_jour, ancien.remplacee_par_id) == (date(2027, 2, 28), neuf.pk)


def test_two_clicks_are_one_act(monde):
    identifiant = uuid4()
    with agir(monde.odile) as acteur:
        for _ in range(2):
            ecritures.signer(acteur=acteur, acte_id=identifiant, dit=dit(), maintenant=MAINTENANT)
    assert Derogation.objects.get().pk == identifiant


def test_history_keeps_who_signed_for_those_who_signed(monde, rolande):
    signer(monde.odile)
    with agir(monde.odile), connection.cursor() as curseur:
        curseur.execute("SELECT pgh_label, (pgh_context->>'appartenance')::int FROM droit_derogationevent")
        assert curseur.fetchall() == [("insert", monde.odile.pk)]
    for autre in (rolande, monde.nadia):
        with agir(autre), connection.cursor() as curseur:
            curseur.execute("SELECT count(*) FROM droit_derogationevent")
            assert curseur.fetchone() == (0,)
    refuse(monde.odile, "DELETE FROM droit_derogationevent")


def test_the_edition_is_written_by_nobody(monde):
    avant = Edition.objects.get().numero
    refuse(monde.odile, "UPDATE droit_edition SET numero = gen_random_uuid()")
    refuse(monde.odile, "INSERT INTO droit_edition VALUES (1, gen_random_uuid())")
    refuse(monde.odile, "DELETE FROM droit_edition")
    acte = signer(monde.odile)
    signee = Edition.objects.get().numero
    with agir(monde.odile) as acteur:
        ecritures.finir(acteur=acteur, acte=acte, dernier_jour=LE, le=LE, maintenant=MAINTENANT)
    assert len({avant, signee, Edition.objects.get().numero}) == 3


@pytest.mark.parametrize(
    ("options", "territoire"),
    [({"departement": "2A"}, Territoire(departement="2A")), ({"region": "94"}, Territoire(region="94")), ({}, None)],
)
def test_the_operator_says_the_territory_of_a_new_pilote(db, options, territoire):
    commun = {"structure": "Pilote neuf", "creer": "pilote", "metier": "direction", "administre": True}
    call_command("inviter", "zoe@exemple.test", stdout=StringIO(), **commun, **options)
    assert territoire_de(Structure.objects.get(nom="Pilote neuf").pk) == territoire


@pytest.mark.parametrize("options", [{"departement": "999"}, {"region": "00"}])
def test_a_territory_that_does_not_exist_is_refused(db, options):
    with pytest.raises(CommandError, match="code"):
        call_command(
            "inviter", "zoe@exemple.test", structure="Pilote neuf", creer="pilote", metier="direction", **options
        )
    assert not Structure.objects.exists()
