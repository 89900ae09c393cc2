"""What a test of the sortie stands on: a youth shared with the mission locale, who leaves."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from parcours.sortie import ecritures
from parcours.sortie.models import Avis, Sortie
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, Monde, agir

AVANT = LE - timedelta(days=40)
"""The day the youths of these tests are met."""
TEXTE = {
    "le": LE, "motif": "emploi_durable", "precision": "", "vers": "Menuiserie Bréhant", "accompagnement": None,
    "accompagnement_par": "", "accompagnement_jusqu_a": None, "parole": "",
}  # fmt: skip
RELAIS = {"nom": "Odette Lanoë", "structure": "Foyer des Tilleuls", "contact": "01 99 00 77 66"}


def partager(monde: Monde, *, elements: list[str] | None = None, **champs: Any) -> Dossier:
    """A youth met by Nadia forty days ago, whom the mission locale of Val-Doré sees since."""
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, le=AVANT, **champs)
    monde.accord(monde.nadia, dossier, le=AVANT, elements=elements)
    return dossier


def dire(
    par: Appartenance, dossier: Dossier, *, sortie_id: UUID | None = None, relais: dict | None = None,
    maintenant: datetime = MAINTENANT, le: date = LE, **texte: Any,
) -> Sortie:  # fmt: skip
    """Somebody says that the youth left for a job."""
    with agir(par, le=le) as acteur:
        return ecritures.dire(
            acteur=acteur, sortie_id=sortie_id or uuid4(), dossier_id=dossier.pk, texte={**TEXTE, **texte},
            relais=relais, le=le, maintenant=maintenant,
        )  # fmt: skip


def corriger(par: Appartenance, sortie: Sortie, *, version: int = 1, relais: dict | None = None, **texte: Any) -> None:
    """Somebody changes what was said."""
    with agir(par) as acteur:
        ecritures.corriger(
            acteur=acteur, sortie=sortie, version=version, texte={**TEXTE, **texte}, relais=relais, le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip


def annuler(par: Appartenance, sortie: Sortie, pourquoi: str = "Il est revenu à l’atelier.") -> None:
    """Somebody takes it back."""
    with agir(par) as acteur:
        ecritures.annuler(acteur=acteur, sortie=sortie, pourquoi=pourquoi, maintenant=MAINTENANT)


def donner_avis(par: Appartenance, sortie: Sortie, texte: str = "", *, version: int = 1) -> Avis:
    """Somebody read it; with a text, they contest it."""
    with agir(par) as acteur:
        return ecritures.donner_avis(
            acteur=acteur, avis_id=uuid4(), sortie=sortie, version_lue=version, conteste=bool(texte), texte=texte,
            maintenant=MAINTENANT,
        )  # fmt: skip


def maintenir(par: Appartenance, sortie: Sortie, pourquoi: str = "Le contrat est signé.") -> bool:
    """Somebody answers a contest."""
    with agir(par) as acteur:
        return ecritures.maintenir(acteur=acteur, sortie=sortie, pourquoi=pourquoi, maintenant=MAINTENANT)


def etape(monde: Monde, dossier: Dossier) -> str:
    """The stored step, as the porteur sees it."""
    with agir(monde.nadia):
        return Dossier.objects.get(pk=dossier.pk).etape
