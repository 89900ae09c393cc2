"""Who does what: each side says what it believes, one proposes, the other agrees; nothing agreed is ever edited."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from socle.partenariats.models import Partenariat
from socle.partenariats.pratiques import DejaRepondu, EcriteParSoi, PasDeCeCote, cote_du
from socle.repartition import ecritures, lectures
from socle.repartition.ecritures import Dite
from socle.repartition.lectures import EtatDeLaTache
from socle.repartition.lignes import Reponse, depuis_json
from socle.repartition.models import Croyance, Repartition, TachePropre
from socle.repartition.referentiel import referentiel
from tests.monde import MAINTENANT, agir, embaucher

INSTANTS = count(1)
"""Two gestures of one day never fall on the same instant."""
LIBRES = [t.code for t in referentiel() if not t.reserve]
PORTEUR, ML, DEUX, PERSONNE, SANS_OBJET = (
    Reponse(q) for q in ("porteur", "mission_locale", "les_deux", "personne", "sans_objet")
)


@pytest.fixture
def lien(monde):
    return Partenariat.objects.get(porteur=monde.le_fil)


def _instant():
    return MAINTENANT + timedelta(milliseconds=next(INSTANTS))


def dire(par, lien, dites=None, *, version=0, maintenant=MAINTENANT, **codes):
    """Say it: by task, an answer; every free task answered alike when `dites` is one answer."""
    reponses = codes or dict.fromkeys(LIBRES, dites)
    with agir(par) as acteur:
        ecritures.dire(
            acteur=acteur, partenariat=lien, maintenant=maintenant,
            dites={code: Dite(reponse, version) for code, reponse in reponses.items()},
        )  # fmt: skip


def proposer(par, lien, *, repartition_id=None, lue=None):
    with agir(par) as acteur:
        cote = cote_du(acteur, lien)
        lue = lue or ecritures.empreinte(ecritures.a_proposer(lien, cote or "porteur"))
        return ecritures.proposer(
            acteur=acteur, repartition_id=repartition_id or uuid4(), partenariat=lien, lue=lue, maintenant=_instant()
        )


def convenir(par, version):
    with agir(par) as acteur:
        return ecritures.convenir(acteur=acteur, version=version, maintenant=_instant())


def ecarter(par, version):
    with agir(par) as acteur:
        return ecritures.ecarter(acteur=acteur, version=version, maintenant=MAINTENANT)


def _vues(par, lien):
    with agir(par) as acteur:
        versions = lectures.versions_de(lien)
        cote = cote_du(acteur, lien)
        return {c.tache.code: c for c in lectures.comparer(lien, cote, versions.en_vigueur)}


def test_each_side_says_first_and_reads_the_other_after(monde, lien):
    dire(monde.nadia, lien, hebergement=PORTEUR, rythme=PORTEUR)
    vue = _vues(monde.karim, lien)["hebergement"]
    assert (vue.etat, vue.a_lire, vue.eux is not None) == (EtatDeLaTache.UN_SEUL, None, True)
    dire(monde.karim, lien, hebergement=DEUX, rythme=PORTEUR)
    for qui in (monde.karim, monde.nadia):
        vues = _vues(qui, lien)
        assert (vues["hebergement"].etat, vues["rythme"].etat) == (EtatDeLaTache.DIFFERE, EtatDeLaTache.PAREIL)
        assert (vues["projet"].etat, vues["ouvrir_le_contrat"].etat) == (EtatDeLaTache.RIEN, EtatDeLaTache.RESERVEE)
    assert _vues(monde.karim, lien)["hebergement"].a_lire == PORTEUR


def test_from_what_one_believes_to_what_both_agreed(monde, lien):
    dire(monde.nadia, lien, PORTEUR)
    dire(monde.karim, lien, **{**dict.fromkeys(LIBRES, PORTEUR), "projet": ML})
    version = proposer(monde.nadia, lien)
    convenir(monde.karim, version)
    with agir(monde.nadia):
        versions = lectures.versions_de(lien)
    assert (versions.en_vigueur, versions.numero(version), versions.attendue) == (version, 1, None)
    lues = {li.tache.code: li.reponse for li in depuis_json(versions.en_vigueur.lignes)}
    assert lues["projet"] == PORTEUR and lues["ouvrir_le_contrat"] == ML and lues["signer_le_contrat"] == DEUX
    # What the mission locale says is what it agreed to.
    vue = _vues(monde.karim, lien)["projet"]
    assert (vue.etat, vue.a_proposer) == (EtatDeLaTache.PAREIL, False)


def test_a_later_version_replaces_and_the_old_one_stays_as_it_was(monde, lien):
    dire(monde.nadia, lien, PORTEUR)
    premiere = convenir(monde.karim, proposer(monde.nadia, lien))
    with agir(monde.karim):
        actuelle = Croyance.objects.get(partenariat=lien, cote="mission_locale", tache="projet")
    dire(monde.karim, lien, projet=ML, version=actuelle.version)
    seconde = convenir(monde.nadia, proposer(monde.karim, lien))
    with agir(monde.nadia):
        versions = lectures.versions_de(lien)
        assert {v.pk for v in versions.convenues} == {premiere.pk, seconde.pk}
        avant = {li.tache.code: li.reponse for li in depuis_json(Repartition.objects.get(pk=premiere.pk).lignes)}
    assert avant["projet"] == PORTEUR


def test_what_nobody_said_is_for_nobody_and_agreeing_to_it_loses_no_word(monde, lien):
    dire(monde.karim, lien, projet=ML, rythme=PORTEUR)
    dire(monde.nadia, lien, rythme=PORTEUR)
    version = convenir(monde.karim, proposer(monde.nadia, lien))
    lues = {li.tache.code: li.reponse for li in depuis_json(version.lignes)}
    assert (lues["projet"], lues["rythme"]) == (PERSONNE, PORTEUR)
    vue = _vues(monde.karim, lien)["projet"]
    assert (vue.nous.qui, vue.convenue, vue.a_proposer) == ("mission_locale", PERSONNE, True)


def test_nobody_agrees_with_themselves_nor_answers_twice(monde, lien):
    dire(monde.nadia, lien, PORTEUR)
    version = proposer(monde.nadia, lien)
    with pytest.raises(PasDeCeCote):
        convenir(monde.bilal, version)
    with agir(monde.bilal), pytest.raises(DatabaseError), transaction.atomic():
        Repartition.objects.filter(pk=version.pk).update(convenue_par=monde.bilal, convenue_le=MAINTENANT)
    convenir(monde.karim, version)
    for geste in (lambda: convenir(monde.karim, version), lambda: ecarter(monde.nadia, version)):
        with pytest.raises(DejaRepondu):
            geste()


def test_with_a_hat_on_both_sides_nobody_agrees_to_what_they_wrote(monde, lien):
    deuxieme = embaucher("", "", monde.val_dore, "conseiller", compte=monde.nadia.compte)
    dire(monde.nadia, lien, PORTEUR)
    version = proposer(monde.nadia, lien)
    with pytest.raises(EcriteParSoi):
        convenir(deuxieme, version)
    with agir(deuxieme), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Repartition.objects.filter(pk=version.pk).update(convenue_par=deuxieme, convenue_le=MAINTENANT)
    assert convenir(monde.karim, version).convenue_par == monde.karim


def test_a_colleague_who_wrote_meanwhile_is_told_and_nothing_is_saved(monde, lien):
    dire(monde.nadia, lien, hebergement=PORTEUR)
    with pytest.raises(ecritures.Conflits) as refus:
        dire(monde.bilal, lien, hebergement=DEUX, rythme=PORTEUR)
    assert refus.value.actuelles["hebergement"].qui == "porteur"
    with agir(monde.nadia):
        assert list(Croyance.objects.values_list("tache", "qui")) == [("hebergement", "porteur")]
    # The same answer is no conflict; seen, it may be replaced.
    dire(monde.bilal, lien, hebergement=PORTEUR)
    dire(monde.bilal, lien, hebergement=DEUX, version=1)
    assert _vues(monde.nadia, lien)["hebergement"].nous.qui == "les_deux"


def test_what_a_text_gives_to_a_side_is_never_shared_out(monde, lien):
    with pytest.raises(ecritures.TacheReservee):
        dire(monde.nadia, lien, ouvrir_le_contrat=PORTEUR, hebergement=PORTEUR)
    # A task taken away meanwhile does not cost the answers to the others.
    dire(monde.nadia, lien, retiree_entre_temps=PORTEUR, **dict.fromkeys(LIBRES, PORTEUR))
    with agir(monde.nadia):
        assert set(Croyance.objects.values_list("tache", flat=True)) == set(LIBRES)
    version = proposer(monde.nadia, lien)
    ecarter(monde.nadia, version)
    fausses = [li | {"qui": "porteur"} for li in version.lignes]
    with agir(monde.nadia), pytest.raises(DatabaseError, match="repartition_respecte_les_textes"), transaction.atomic():
        Repartition.objects.create(
            partenariat=lien, lignes=fausses, cote="porteur", ecrite_par=monde.nadia, ecrite_le=MAINTENANT
        )


def test_one_proposes_exactly_what_one_read_and_once(monde, lien):
    with pytest.raises(ecritures.RienDeNouveau):
        proposer(monde.nadia, lien)
    dire(monde.nadia, lien, PORTEUR)
    with agir(monde.nadia):
        lue = ecritures.empreinte(ecritures.a_proposer(lien, "porteur"))
    dire(monde.bilal, lien, hebergement=DEUX, version=1)
    with pytest.raises(ecritures.AChange):
        proposer(monde.nadia, lien, lue=lue)
    repartition_id = uuid4()
    version = proposer(monde.nadia, lien, repartition_id=repartition_id)
    assert proposer(monde.nadia, lien, repartition_id=repartition_id) == version
    with pytest.raises(ecritures.DejaProposee) as refus:
        proposer(monde.karim, lien)
    assert refus.value.version == version
    convenir(monde.karim, version)
    with pytest.raises(ecritures.RienDeNouveau):
        proposer(monde.karim, lien)


def test_a_partenariat_adds_a_task_of_its_own(monde, lien):
    tache_id = uuid4()
    for _ in range(2):
        with agir(monde.karim) as acteur:
            tache = ecritures.ajouter_tache(
                acteur=acteur, tache_id=tache_id, partenariat=lien, phase="remobilisation", domaine="confiance",
                intitule="Tenir le jardin", maintenant=MAINTENANT,
            )  # fmt: skip
    dire(monde.nadia, lien, **{str(tache_id): PORTEUR})
    version = convenir(monde.karim, proposer(monde.nadia, lien))
    with agir(monde.nadia) as acteur:
        ecritures.retirer_tache(acteur=acteur, tache=tache, maintenant=MAINTENANT)
        assert str(tache_id) not in {t.code for t in lectures.taches_de(lien)}
    assert str(tache_id) in {li["code"] for li in version.lignes}


def test_strangers_see_nothing_and_write_nothing(monde, lien):
    simple = embaucher("Simon", "Roy", monde.le_fil, "benevole", decide=False)
    for intrus in (simple, monde.sacha, monde.lena, monde.odile):
        with pytest.raises(PasDeCeCote):
            dire(intrus, lien, hebergement=PORTEUR)
    dire(monde.nadia, lien, PORTEUR)
    version = proposer(monde.nadia, lien)
    for dehors in (monde.sacha, monde.lena, monde.odile):
        with agir(dehors):
            assert not Croyance.objects.exists() and not Repartition.objects.exists()
            assert Repartition.objects.filter(pk=version.pk).update(ecartee_le=MAINTENANT) == 0
    # One side does not say what the other believes.
    with agir(monde.karim):
        assert Croyance.objects.filter(cote="porteur").update(qui="mission_locale") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Croyance.objects.create(
                partenariat=lien, cote="porteur", tache="x", qui="porteur", dite_par=monde.karim, dite_le=MAINTENANT
            )


@pytest.mark.parametrize("modele", [Repartition, TachePropre])
def test_nothing_agreed_or_added_is_edited_or_erased_whoever_tries(monde, lien, modele):
    dire(monde.nadia, lien, PORTEUR)
    version = convenir(monde.karim, proposer(monde.nadia, lien))
    with agir(monde.nadia) as acteur:
        tache = ecritures.ajouter_tache(
            acteur=acteur, tache_id=uuid4(), partenariat=lien, phase="suites", domaine="autre", intitule="Un goûter",
            maintenant=MAINTENANT,
        )  # fmt: skip
    objet = version if modele is Repartition else tache
    ecarts = {"lignes": [{"qui": "porteur", "reserve": ""}]} if modele is Repartition else {"intitule": "Autre"}
    with agir(monde.karim):
        for geste in (
            lambda: modele.objects.filter(pk=objet.pk).update(**ecarts),
            lambda: modele.objects.filter(pk=objet.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                geste()


def test_a_task_is_worded_anew_or_set_aside_as_the_rest_is_agreed(monde, lien):
    autrement = Reponse("porteur", formule="Trouver où dormir, avec lui")
    dire(monde.nadia, lien, **{**dict.fromkeys(LIBRES, PORTEUR), "hebergement": autrement, "projet": SANS_OBJET})
    dire(monde.karim, lien, hebergement=PORTEUR, projet=ML)
    vues = _vues(monde.karim, lien)
    # The same people in other words, and « not us », are not the same thing said.
    assert {vues[c].etat for c in ("hebergement", "projet")} == {EtatDeLaTache.DIFFERE}
    assert (vues["hebergement"].a_lire, vues["projet"].a_lire) == (autrement, SANS_OBJET)
    convenir(monde.karim, proposer(monde.nadia, lien))
    with agir(monde.karim):
        lignes = {li.tache.code: li for li in depuis_json(lectures.versions_de(lien).en_vigueur.lignes)}
    assert lignes["hebergement"].tache.intitule == "Trouver où dormir, avec lui"
    assert lignes["projet"].reponse == SANS_OBJET
    vues = _vues(monde.karim, lien)
    assert {vues[c].etat for c in ("hebergement", "projet")} == {EtatDeLaTache.PAREIL}
    assert vues["hebergement"].tache.intitule == next(t.intitule for t in referentiel() if t.code == "hebergement")


def test_a_version_written_before_tasks_could_be_worded_anew_still_reads(monde, lien):
    dire(monde.nadia, lien, PORTEUR)
    version = proposer(monde.nadia, lien)
    anciennes = [{cle: dit for cle, dit in li.items() if cle != "formule"} for li in version.lignes]
    assert depuis_json(anciennes) == depuis_json(version.lignes)
