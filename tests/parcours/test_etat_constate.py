"""The one stored state is what the rule deduces, after any history: replayed over random ones."""

import random

import pytest

from parcours.commission import ecritures as commission
from parcours.commission.models import Decision
from parcours.contrat.lectures import dernier_ouvert, en_preparation, entree_decidee
from parcours.sortie.models import Sortie
from regles.jalons import etape
from socle.consentements import ecritures as consentements
from socle.consentements.models import Accord
from socle.dossier.constater import jalons_de
from socle.dossier.models import Dossier
from tests.monde import MAINTENANT, agir
from tests.parcours.commission.scene import convoquer, decider, pre_cej, presenter, proposer, signer
from tests.parcours.contrat import scene as contrats
from tests.parcours.sortie.scene import annuler as annuler_la_sortie
from tests.parcours.sortie.scene import dire as dire_la_sortie

ISSUES = {
    "entree": {},
    "reorientation": {"issue": "reorientation", "vers": "E2C", "pourquoi_ailleurs": "plus près", "motif": "choisi"},
    "ajournement": {"issue": "ajournement", "manque": "une pièce", "apporte_par": "porteur"},
}


def _textes(monde) -> list[dict]:
    return [*ISSUES.values(), {**pre_cej(monde), "motif": "il préfère attendre"}]


def _gestes(monde, dossier, tirage):
    """What may happen to a dossier; each does nothing when it has no object."""
    en_cours = Decision.objects.filter(dossier_id=dossier.pk, signee_le=None, retiree_le=None).first()
    accord = Accord.objects.filter(dossier_id=dossier.pk, retire_le=None).first()
    sortie = Sortie.objects.filter(dossier_id=dossier.pk, annulee_le=None).first()

    def proposer_ou_changer() -> None:
        texte = tirage.choice(_textes(monde))
        if en_cours is None:
            proposer(monde.nadia, dossier, **texte)
        else:
            proposer(monde.nadia, dossier, decision_id=en_cours.pk, version=en_cours.version, **texte)

    def signer_pour(qui) -> None:
        if en_cours is not None and accord is not None:
            signer(qui, en_cours)

    def retirer_la_proposition() -> None:
        if en_cours is not None:
            with agir(monde.nadia) as acteur:
                commission.retirer_la_proposition(acteur=acteur, decision=en_cours, maintenant=MAINTENANT)

    def retirer_l_accord() -> None:
        if accord is not None:
            with agir(monde.nadia) as acteur:
                consentements.retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)

    def redonner_l_accord() -> None:
        monde.accord(monde.nadia, dossier)

    def sortir_ou_revenir_dessus() -> None:
        dire_la_sortie(monde.nadia, dossier) if sortie is None else annuler_la_sortie(monde.nadia, sortie)

    return [
        sortir_ou_revenir_dessus,
        proposer_ou_changer,
        lambda: signer_pour(monde.nadia),
        lambda: signer_pour(monde.karim),
        retirer_la_proposition,
        retirer_l_accord,
        redonner_l_accord,
    ]


@pytest.mark.parametrize("graine", range(6))
def test_the_stored_step_is_what_the_rule_deduces(monde, graine):
    tirage = random.Random(graine)
    convoquer(monde)
    dossier = presenter(monde)
    vues = {"eligibilite"}
    for _ in range(14):
        with agir(monde.nadia):
            geste = tirage.choice(_gestes(monde, dossier, tirage))
        geste()
        with agir(monde.nadia):
            constatee = Dossier.objects.get(pk=dossier.pk).etape
            assert constatee == etape(jalons_de(dossier.pk)).value
        vues.add(constatee)
    assert len(vues) > 1


def _gestes_du_contrat(monde, dossier):
    """What may happen to a contract; each does nothing when it has no object."""
    prepare, ouvert = en_preparation(dossier.pk), dernier_ouvert(dossier.pk)
    vivant = ouvert is not None and ouvert.rompu_le is None
    a_preparer = prepare is None and ouvert is None and entree_decidee(dossier.pk)

    def preparer_et_signer() -> None:
        if a_preparer:
            contrats.signer_a_trois(monde, contrats.preparer(monde.karim, dossier, referent_id=monde.karim.pk))

    return [
        preparer_et_signer,
        lambda: contrats.ouvrir(monde.karim, prepare) if prepare else None,
        lambda: contrats.prolonger(monde.karim, ouvert) if vivant and ouvert.fin_le == contrats.FIN else None,
        lambda: contrats.rompre(monde.karim, ouvert) if vivant else None,
    ]


@pytest.mark.parametrize("graine", range(4))
def test_the_stored_step_follows_the_contract(monde, graine):
    tirage = random.Random(graine)
    convoquer(monde)
    dossier = presenter(monde)
    decider(monde, dossier)
    vues = set()
    for rang in range(8):
        with agir(monde.nadia):
            gestes = _gestes_du_contrat(monde, dossier)
            # The first two in order, then anything.
            geste = gestes[rang] if rang < 2 else tirage.choice(gestes)
        geste()
        with agir(monde.nadia):
            constatee = Dossier.objects.get(pk=dossier.pk).etape
            assert constatee == etape(jalons_de(dossier.pk)).value
        vues.add(constatee)
    assert "contrat" in vues
