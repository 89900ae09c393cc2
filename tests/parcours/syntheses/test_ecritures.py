"""Drafted by one side, validated or amended by the other: the same version for both, and nothing lost."""

import pytest

from parcours.syntheses import ecritures
from parcours.syntheses.changements import changements
from parcours.syntheses.models import Synthese
from parcours.syntheses.proposition import proposer
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.plan.scene import DES_DENTS, avancer, partage, prevoir, viser
from tests.parcours.syntheses.scene import ecrire, modifier, observer, reprendre, soumettre, soumise, validee, valider


def test_what_is_proposed_comes_from_the_dossier_and_leaves_out_what_must_be(monde):
    dossier = partage(monde, recit="Il dort sous le pont.")
    toit = viser(monde.nadia, dossier)
    prevoir(monde.nadia, toit, "Appeler le bailleur", heures="2")
    avancer(monde.nadia, prevoir(monde.nadia, toit, "Visiter"), "fait")
    dents = viser(monde.nadia, dossier, DES_DENTS)
    prevoir(monde.nadia, dents, "Voir un dentiste", heures="3")
    for qui in (monde.nadia, monde.karim):
        with agir(qui):
            dit = proposer(dossier, le=LE)
        assert "a rencontré Idriss le" in dit["chemin"] and "23 novembre 2026" in dit["chemin"]
        assert dit["fait"] == "Logement : « Avoir un toit à moi ».\n– Visiter : fait."
        assert dit["suite"] == "– « Appeler le bailleur », tenue par Le Fil d’Ormelle, 2 h par semaine."
        assert dit["tenu"] == "2 h par semaine sont prévues dans le plan."
        tout = "".join(dit.values())
        assert all(mot not in tout for mot in ("dent", "pont", "Santé"))


def test_a_double_click_begins_one_draft_and_two_colleagues_lose_nothing(monde):
    dossier = partage(monde)
    brouillon = ecrire(monde.nadia, dossier)
    assert ecrire(monde.nadia, dossier, id=brouillon.pk).pk == brouillon.pk
    with pytest.raises(Conflit):
        ecrire(monde.nadia, dossier, id=brouillon.pk, libre="autre")
    assert modifier(monde.bilal, brouillon, libre="de Bilal")
    with pytest.raises(Conflit) as conflit:
        modifier(monde.nadia, brouillon, libre="de Nadia")
    assert conflit.value.actuel.libre == "de Bilal"
    assert not modifier(monde.bilal, brouillon, version=2, libre="de Bilal")


def test_the_other_side_validates_and_the_text_is_frozen(monde):
    synthese = soumise(monde.nadia, partage(monde))
    assert (synthese.numero, synthese.attendue) == (1, True)
    with pytest.raises(ecritures.PlusUnBrouillon):
        modifier(monde.nadia, synthese, libre="x")
    with pytest.raises(ecritures.PlusAttendue):
        valider(monde.bilal, synthese)
    assert valider(monde.karim, synthese)
    assert not valider(monde.karim, synthese)


def test_an_amendment_is_a_new_version_that_the_first_side_validates(monde):
    un = soumise(monde.nadia, partage(monde))
    deux = reprendre(monde.karim, un)
    assert reprendre(monde.ines, un).pk == deux.pk
    with pytest.raises(ecritures.RienDit):
        soumettre(monde.karim, deux, vu=un.pk)
    modifier(monde.karim, deux, suite="Appeler le bailleur. Puis Loca-Pass.", libre="Il est ponctuel.")
    deux = soumettre(monde.karim, deux, version=2, vu=un.pk)
    with agir(monde.nadia):
        un = Synthese.objects.get(pk=un.pk)
        assert (deux.numero, un.retiree_le is not None) == (2, True)
        assert changements(un, deux) == [
            "La suite, et qui la tient : « Puis le FSL. » devient « Puis Loca-Pass. »",
            "Autre chose à dire : la partie est nouvelle.",
        ]
    with pytest.raises(ecritures.PlusAttendue):
        valider(monde.karim, un)
    assert valider(monde.nadia, deux)


def test_a_version_submitted_meanwhile_is_read_before_one_replaces_it(monde):
    un = soumise(monde.nadia, partage(monde))
    mien = reprendre(monde.nadia, un)
    modifier(monde.nadia, mien, libre="de Nadia")
    sien = reprendre(monde.karim, un)
    modifier(monde.karim, sien, libre="de Karim")
    sien = soumettre(monde.karim, sien, version=2, vu=un.pk)
    with pytest.raises(ecritures.AutreVersion):
        soumettre(monde.nadia, mien, version=2, vu=un.pk)
    assert soumettre(monde.nadia, mien, version=2, vu=sien.pk).numero == 3


def test_nothing_is_submitted_empty_alone_or_beyond_the_accord(monde):
    dossier = partage(monde)
    vide = ecrire(monde.nadia, dossier, chemin="", suite="")
    with pytest.raises(ecritures.RienDit):
        soumettre(monde.nadia, vide)
    sante = ecrire(monde.nadia, dossier, sante="Il dort mal.")
    with pytest.raises(ecritures.PasALAutreCote):
        soumettre(monde.nadia, sante)
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "sante"])
    assert soumettre(monde.nadia, sante).attendue
    seul = ecrire(monde.nadia, monde.dossier(monde.nadia))
    with pytest.raises(ecritures.SansAutreCote):
        soumettre(monde.nadia, seul)


def test_a_version_taken_back_waits_no_more_and_one_agreed_stays(monde):
    dossier = partage(monde)
    un = soumise(monde.nadia, dossier)
    with agir(monde.karim) as karim, pytest.raises(ecritures.PlusAttendue):
        ecritures.retirer(acteur=karim, synthese=un, maintenant=MAINTENANT)
    with agir(monde.nadia) as nadia:
        ecritures.retirer(acteur=nadia, synthese=un, maintenant=MAINTENANT)
        assert not Synthese.objects.get(pk=un.pk).attendue
        fini = validee(monde.nadia, monde.karim, dossier)
    with agir(monde.nadia) as nadia, pytest.raises(ecritures.PlusAttendue):
        ecritures.retirer(acteur=nadia, synthese=fini, maintenant=MAINTENANT)


def test_what_the_youth_says_is_noted_once_and_what_was_noted_before_is_kept(monde):
    synthese = soumise(monde.nadia, partage(monde))
    dit = observer(monde.karim, synthese, "C’est vrai, mais je suis fatigué.")
    assert observer(monde.karim, synthese, id=dit.pk).pk == dit.pk
    neuve = observer(monde.nadia, synthese, vue=False)
    assert (neuve.sans, neuve.vue) == (True, False)
    with agir(monde.nadia):
        assert [o.retiree_le is None for o in synthese.observations.order_by("sans")] == [False, True]
    with pytest.raises(ecritures.PlusAttendue):
        observer(monde.nadia, reprendre(monde.nadia, synthese), "x")
