"""Other dossiers of the same people, for the addresses that only speak of a youth who left or of O2R."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from parcours.remobilisation import ecritures_duree
from socle.acteurs.models import Structure
from socle.consentements.models import Accord
from socle.dossier.models import Dossier
from tests.acces.gestes import AVANT, PRENOM, contester, decision_sur, signer, sortir
from tests.monde import MAINTENANT, Monde, agir


def un_sorti(monde: Monde, ml: Structure, conseiller: Any, *, jusqu_a: date | None) -> tuple[UUID, Accord]:
    """A youth who left, said by the porteur, contested by the mission locale."""
    identite = {"prenom": PRENOM, "nom": "Sorti", "date_naissance": date(2005, 5, 5)}
    dossier = monde.dossier(monde.nadia, mission_locale=ml, le=AVANT, identite=identite)
    accord = monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=jusqu_a)
    with agir(monde.nadia, le=AVANT) as acteur:
        sortie = sortir(acteur, dossier.pk)
    contester(conseiller, sortie, "Il était là lundi.")
    return dossier.pk, accord


def un_o2r(monde: Monde, ml: Structure, conseiller: Any, *, jusqu_a: date | None) -> tuple[UUID, UUID, Accord]:
    """A youth in an O2R parcours that Nadia extended."""
    identite = {"prenom": PRENOM, "nom": "Odeuzer", "date_naissance": date(2004, 4, 4)}
    dossier = monde.dossier(monde.nadia, mission_locale=ml, le=AVANT, identite=identite)
    accord = monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=jusqu_a)
    with agir(monde.nadia, le=AVANT) as acteur:
        Dossier.objects.filter(pk=dossier.pk).update(programme="o2r-jeunes")
        decision = decision_sur(acteur, dossier.pk, "entree", AVANT, motif="Il vient.")
        signer(acteur, decision)
    with agir(conseiller, le=AVANT) as acteur:
        signer(acteur, decision)
    with agir(monde.nadia, le=AVANT) as acteur:
        prolongation = ecritures_duree.prolonger(
            acteur=acteur, prolongation_id=uuid4(), dossier_id=dossier.pk, jusqu_au=date(2027, 9, 1),
            motif="Il commence à peine.", maintenant=MAINTENANT,
        )  # fmt: skip
    return dossier.pk, prolongation.pk, accord


def un_neuf(monde: Monde, ml: Structure, *, jusqu_a: date | None) -> tuple[UUID, Accord]:
    """A youth whose dossier says a programme that the porteur does not carry."""
    identite = {"prenom": PRENOM, "nom": "Neuf", "date_naissance": date(2004, 7, 7)}
    dossier = monde.dossier(monde.nadia, mission_locale=ml, le=AVANT, identite=identite)
    accord = monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=jusqu_a)
    with agir(monde.nadia, le=AVANT):
        Dossier.objects.filter(pk=dossier.pk).update(programme="o2r-jeunes")
    return dossier.pk, accord
