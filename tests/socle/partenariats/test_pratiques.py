"""Local practices: written by one side, agreed by the other, replaced from a day on, never edited."""

from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regles.echeances import Rythme, Unite
from socle.partenariats import pratiques
from socle.partenariats.models import ObjetDePratique, Partenariat, PratiqueLocale
from socle.partenariats.pratiques import PratiqueDite, periodes
from tests.monde import LE, MAINTENANT, PARIS, agir, embaucher

TROIS_MOIS = PratiqueDite("bilans", LE, tous_les=3, unite="mois")


@pytest.fixture
def lien(monde):
    return Partenariat.objects.get(porteur=monde.le_fil)


def proposer(par, lien, dite=TROIS_MOIS, *, le=LE, pratique_id=None):
    with agir(par, le=le) as acteur:
        return pratiques.proposer(
            acteur=acteur, pratique_id=pratique_id or uuid4(), partenariat=lien, dite=dite, le=le,
            maintenant=_instant(le),
        )  # fmt: skip


def convenir(par, pratique, *, le=LE):
    with agir(par, le=le) as acteur:
        return pratiques.convenir(acteur=acteur, pratique=pratique, maintenant=_instant(le))


INSTANTS = count()
"""Two gestures of one day never fall on the same instant."""


def ecarter(par, pratique):
    with agir(par) as acteur:
        return pratiques.ecarter(acteur=acteur, pratique=pratique, maintenant=MAINTENANT)


def _instant(le):
    return datetime(le.year, le.month, le.day, 10, tzinfo=PARIS) + timedelta(milliseconds=next(INSTANTS))


def _bilans(lien, par, *, le=LE):
    with agir(par, le=le):
        return next(o for o in pratiques.objets(pratiques.ecrites_de([lien.pk]), le=le) if o.code == "bilans")


def _lus(par, lien, *, le=LE):
    """What the dossier's statement would carry."""
    with agir(par, le=le):
        (lu,) = Partenariat.objects.filter(pk=lien.pk).values_list(pratiques.en_json("pk", le=le))
        return lu[0]


@pytest.mark.parametrize(("auteur", "autre"), [("nadia", "karim"), ("karim", "nadia"), ("paul", "ines")])
def test_either_side_writes_and_the_other_agrees(monde, lien, auteur, autre):
    pratique = proposer(monde.gens[auteur], lien)
    assert pratiques.rythmes(_lus(monde.nadia, lien)).bilans is None
    assert _bilans(lien, monde.karim).attendue == pratique
    convenir(monde.gens[autre], pratique)
    objet = _bilans(lien, monde.nadia)
    assert (objet.attendue, objet.en_vigueur.pratique, objet.en_vigueur.debut) == (None, pratique, LE)
    assert objet.en_vigueur.pratique.convenue_par == monde.gens[autre]
    assert pratiques.rythmes(_lus(monde.karim, lien)).bilans == Rythme(3, Unite.MOIS, LE)


def test_nobody_agrees_with_themselves_nor_answers_twice(monde, lien):
    pratique = proposer(monde.nadia, lien)
    with pytest.raises(pratiques.PasDeCeCote):
        convenir(monde.bilal, pratique)
    with agir(monde.bilal), pytest.raises(DatabaseError), transaction.atomic():
        PratiqueLocale.objects.filter(pk=pratique.pk).update(convenue_par=monde.bilal, convenue_le=MAINTENANT)
    convenir(monde.karim, pratique)
    for geste in (lambda: convenir(monde.karim, pratique), lambda: ecarter(monde.nadia, pratique)):
        with pytest.raises(pratiques.DejaRepondu):
            geste()


def test_with_a_hat_on_both_sides_nobody_agrees_to_what_they_wrote(monde, lien):
    deuxieme = embaucher("", "", monde.val_dore, "conseiller", compte=monde.nadia.compte)
    pratique = proposer(monde.nadia, lien)
    with pytest.raises(pratiques.EcriteParSoi):
        convenir(deuxieme, pratique)
    with agir(deuxieme), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        PratiqueLocale.objects.filter(pk=pratique.pk).update(convenue_par=deuxieme, convenue_le=MAINTENANT)
    assert convenir(monde.karim, pratique).convenue_par == monde.karim
    ecarter(deuxieme, proposer(monde.nadia, lien))


def test_only_who_may_agree_writes_and_strangers_see_nothing(monde, lien):
    simple = embaucher("Simon", "Roy", monde.le_fil, "benevole", decide=False)
    for intrus in (simple, monde.sacha, monde.lena, monde.odile):
        with pytest.raises(pratiques.PasDeCeCote):
            proposer(intrus, lien)
    pratique = proposer(monde.nadia, lien)
    for intrus in (simple, monde.sacha, monde.lena, monde.odile):
        with pytest.raises(pratiques.PasDeCeCote):
            ecarter(intrus, pratique)
    for dehors in (monde.sacha, monde.lena, monde.odile):
        with agir(dehors):
            assert not PratiqueLocale.objects.exists()
            assert PratiqueLocale.objects.filter(pk=pratique.pk).update(ecartee_le=MAINTENANT) == 0
    with agir(monde.lena), pytest.raises(DatabaseError), transaction.atomic():
        PratiqueLocale.objects.create(
            partenariat=lien, objet="bilans", tous_les=1, unite="mois", du=LE, cote="mission_locale",
            ecrite_par=monde.lena, ecrite_le=MAINTENANT,
        )  # fmt: skip


def test_one_waits_at_a_time_and_the_same_form_twice_writes_once(monde, lien):
    pratique_id = uuid4()
    pratique = proposer(monde.nadia, lien, pratique_id=pratique_id)
    assert proposer(monde.nadia, lien, pratique_id=pratique_id) == pratique
    with pytest.raises(pratiques.DejaProposee) as refus:
        proposer(monde.karim, lien)
    assert refus.value.pratique == pratique
    ecarter(monde.nadia, pratique)
    autre = proposer(monde.karim, lien)
    ecarter(monde.nadia, autre)
    assert [p.pk for p in _bilans(lien, monde.karim).ecartees] == [autre.pk, pratique.pk]


@pytest.mark.parametrize("jour", [LE - timedelta(days=1), LE + timedelta(days=367)])
def test_it_begins_today_at_the_earliest_and_not_in_ten_years(monde, lien, jour):
    with pytest.raises(pratiques.JourImpossible):
        proposer(monde.nadia, lien, PratiqueDite("bilans", jour, tous_les=3, unite="mois"))


def test_nothing_binds_beyond_the_partenariat(monde, lien):
    convenir(monde.karim, proposer(monde.nadia, lien))
    fin = LE + timedelta(days=30)
    Partenariat.objects.filter(pk=lien.pk).update(jusqu_a=fin)
    lien.refresh_from_db()
    with pytest.raises(pratiques.JourImpossible):
        proposer(monde.nadia, lien, PratiqueDite("bilans", fin + timedelta(days=1), tous_les=1, unite="mois"))
    with agir(monde.nadia, le=fin):
        assert [p for p, _ in pratiques.partenariats_de(monde.le_fil.pk, le=fin)] == [lien]
        assert pratiques.partenariats_de(monde.le_fil.pk, le=fin + timedelta(days=1)) == []


def test_a_later_one_replaces_an_earlier_one_from_its_day(monde, lien):
    premiere = convenir(monde.karim, proposer(monde.nadia, lien))
    demain = LE + timedelta(days=30)
    seconde = proposer(monde.karim, lien, PratiqueDite("bilans", demain, tous_les=6, unite="semaines"))
    convenir(monde.nadia, seconde)
    objet = _bilans(lien, monde.nadia)
    assert objet.en_vigueur.pratique == premiere and objet.en_vigueur.fin == demain - timedelta(days=1)
    assert [p.pratique for p in objet.a_venir] == [seconde]
    assert pratiques.rythmes(_lus(monde.nadia, lien, le=demain)).bilans == Rythme(6, Unite.SEMAINES, demain)
    apres = _bilans(lien, monde.nadia, le=demain)
    assert (apres.en_vigueur.pratique, [p.pratique for p in apres.passees]) == (seconde, [premiere])


def test_agreed_after_its_day_it_holds_from_the_day_of_the_answer(monde, lien):
    pratique = proposer(monde.nadia, lien)
    plus_tard = LE + timedelta(days=9)
    convenir(monde.karim, pratique, le=plus_tard)
    assert _bilans(lien, monde.nadia, le=plus_tard).en_vigueur.debut == plus_tard


@pytest.mark.parametrize("objet", ["petits_revenus", "entree", "pieces"])
def test_what_is_not_a_pace_is_a_text(monde, lien, objet):
    dite = PratiqueDite(objet, LE, texte="Sous 200 euros par mois, la commission en parle.")
    convenir(monde.nadia, proposer(monde.karim, lien, dite))
    lues = _lus(monde.nadia, lien)
    assert pratiques.textes(lues) == {objet: dite.texte}
    assert pratiques.rythmes(lues) == pratiques.rythmes([])


@pytest.mark.parametrize(
    "ecart", [{"tous_les": 4}, {"texte": "autre"}, {"du": LE + timedelta(days=3)}, {"convenue_le": None}]
)
def test_nothing_agreed_is_edited_or_erased_whoever_tries(monde, lien, ecart):
    pratique = convenir(monde.karim, proposer(monde.nadia, lien))
    with agir(monde.karim):
        for geste in (
            lambda: PratiqueLocale.objects.filter(pk=pratique.pk).update(**ecart),
            lambda: PratiqueLocale.objects.filter(pk=pratique.pk).delete(),
        ):
            try:
                with transaction.atomic():
                    geste()
            except DatabaseError:
                pass
    with agir(monde.nadia):
        relue = PratiqueLocale.objects.get(pk=pratique.pk)
    assert (relue.tous_les, relue.texte, relue.du, relue.convenue_le) == (3, "", LE, pratique.convenue_le)


@pytest.mark.parametrize(
    "faute",
    [
        {"objet": "bilans", "texte": "trois mois"},
        {"objet": "bilans", "tous_les": 3},
        {"objet": "bilans", "tous_les": 0, "unite": "mois"},
        {"objet": "bilans", "tous_les": 53, "unite": "semaines"},
        {"objet": "petits_revenus"},
        {"objet": "petits_revenus", "texte": "x", "tous_les": 3, "unite": "mois"},
    ],
)
def test_postgresql_refuses_what_says_nothing_or_two_things(monde, lien, faute):
    with agir(monde.nadia), pytest.raises(IntegrityError), transaction.atomic():
        PratiqueLocale.objects.create(
            partenariat=lien, du=LE, cote="porteur", ecrite_par=monde.nadia, ecrite_le=MAINTENANT, **faute
        )


JOURS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(JOURS, st.integers(0, 400)), max_size=6), JOURS)
def test_one_at_most_is_in_force_and_it_is_the_one_that_sql_takes_first(ecrites, le):
    """`en_json` takes, among those agreed and begun, the latest agreed."""
    toutes = [
        PratiqueLocale(du=jour, convenue_le=_instant(jour + timedelta(days=attente)))
        for jour, attente in dict(ecrites).items()
    ]
    connues = [p for p in toutes if p.convenue_le.date() <= le]
    couvrent = [d.pratique for d in periodes(connues) if d.couvre(le)]
    commencees = sorted((p for p in connues if p.du <= le), key=lambda p: p.convenue_le)
    assert len(couvrent) == min(1, len(commencees))
    if couvrent:
        assert couvrent[0].convenue_le == commencees[-1].convenue_le


def test_every_object_has_a_place_on_the_screen():
    assert [o.code for o in pratiques.objets([], le=LE)] == list(ObjetDePratique.values)
