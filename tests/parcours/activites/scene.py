"""What a test of the weeks stands on."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from parcours.activites import ecritures
from parcours.activites.ecritures import ActiviteDite, MotsDits
from parcours.activites.models import Activite
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir

LUNDI = LE
UNE_HEURE = ActiviteDite(jour=LUNDI, minutes=60, nature="logement", cadre="porteur", etat="faite")


def declarer(
    par: Appartenance, dossier: Dossier, *, id: UUID | None = None, titre: str = "", commentaire: str = "",
    audience: str = "les_deux", **champs: Any,
) -> Activite:  # fmt: skip
    """Somebody declares an hour of that Monday, or what `champs` say."""
    dite = ActiviteDite(**{n: getattr(UNE_HEURE, n) for n in UNE_HEURE.__slots__} | champs)
    with agir(par) as acteur:
        return ecritures.declarer(
            acteur=acteur, activite_id=id or uuid4(), dossier_id=dossier.pk, dite=dite,
            mots=MotsDits(titre, commentaire, audience), maintenant=MAINTENANT,
        )  # fmt: skip


def jour(quantieme: int) -> date:
    """A day of that November."""
    return date(2026, 11, quantieme)
