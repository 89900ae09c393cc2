"""What a test of the plan stands on: a youth who entered, and what each side wrote."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from parcours.plan import ecritures
from parcours.plan.ecritures import ActionDite, ObjectifDit
from parcours.plan.models import Action, Objectif
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from tests.monde import MAINTENANT, Monde, agir

UN_TOIT = ObjectifDit("logement", "Avoir un toit à moi", "Dormir sans avoir peur.")
DES_DENTS = ObjectifDit("sante", "Soigner ses dents", "")


def viser(par: Appartenance, dossier: Dossier, dit: ObjectifDit = UN_TOIT, *, id: UUID | None = None) -> Objectif:
    """Somebody writes an objective."""
    with agir(par) as acteur:
        return ecritures.ajouter_objectif(
            acteur=acteur, objectif_id=id or uuid4(), dossier_id=dossier.pk, dit=dit, maintenant=MAINTENANT
        )


def prevoir(
    par: Appartenance, objectif: Objectif, titre: str = "Appeler le bailleur", tenue_par: str = "porteur", *,
    avant_le: date | None = None, heures: str | None = None, partenaire: str = "", id: UUID | None = None,
) -> Action:  # fmt: skip
    """Somebody writes an action."""
    dite = ActionDite(titre, tenue_par, partenaire, avant_le, Decimal(heures) if heures else None)
    with agir(par) as acteur:
        return ecritures.ajouter_action(
            acteur=acteur, action_id=id or uuid4(), objectif=objectif, dite=dite, maintenant=MAINTENANT
        )


def changer(par: Appartenance, action: Action, *, version: int = 1, **champs: Any) -> bool:
    """Somebody writes it anew, from the page that showed `version`."""
    noms = ("titre", "tenue_par", "partenaire", "avant_le", "heures")
    dite = ActionDite(**{n: getattr(action, n) for n in noms} | champs)
    with agir(par) as acteur:
        return ecritures.modifier_action(
            acteur=acteur, action=action, version=version, dite=dite, maintenant=MAINTENANT
        )


def avancer(par: Appartenance, action: Action, etat: str, *, version: int = 1, pourquoi: str = "") -> bool:
    """Somebody says where it stands."""
    with agir(par) as acteur:
        return ecritures.avancer_action(
            acteur=acteur, action=action, version=version, etat=etat, pourquoi=pourquoi, resultat="",
            maintenant=MAINTENANT,
        )  # fmt: skip


def retirer(par: Appartenance, objet: Objectif | Action, *, version: int = 1) -> None:
    """Somebody takes it back."""
    with agir(par) as acteur:
        ecritures.retirer(acteur=acteur, objet=objet, version=version, maintenant=MAINTENANT)


def partage(monde: Monde, **champs: Any) -> Dossier:
    """A dossier that both sides see."""
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, **champs)
    monde.accord(monde.nadia, dossier)
    return dossier
