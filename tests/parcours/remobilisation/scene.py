"""What a test of the remobilisation stands on: a youth who entered, and what each side wrote."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from parcours.remobilisation import ecritures, ecritures_pacea
from parcours.remobilisation import ecritures_allocation as allocations
from parcours.remobilisation.models import DemandeAllocation, Diagnostic, ParcoursPacea
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, Monde, agir
from tests.parcours.commission.scene import decider, presenter

AVANT = LE - timedelta(days=30)
CE_MOIS = date(2026, 11, 1)
CONNU = date(2026, 3, 1)
"""The last month whose ceiling is known."""


def entrer(monde: Monde, **champs: Any) -> Dossier:
    """A youth whose entry both sides signed."""
    dossier = presenter(monde, **champs)
    decider(monde, dossier)
    return dossier


def demander_diagnostic(
    monde: Monde,
    dossier: Dossier,
    *,
    le: date = LE,
    pour: str = "Plus rien pour finir le mois.",
    id: UUID | None = None,
) -> Diagnostic:
    """Nadia asks."""
    with agir(monde.nadia, le=le) as acteur:
        return ecritures.demander_diagnostic(
            acteur=acteur, diagnostic_id=id or uuid4(), dossier_id=dossier.pk, pour=pour, le=le, maintenant=MAINTENANT
        )


def proposer(monde: Monde, diagnostic: Diagnostic, jour: date, *, version: int = 1, le: date = LE) -> None:
    """Karim proposes a day."""
    with agir(monde.karim, le=le) as acteur:
        ecritures.proposer_un_jour(
            acteur=acteur, diagnostic=diagnostic, version=version, propose_le=jour, ou="10 h, bureau 3",
            maintenant=MAINTENANT,
        )  # fmt: skip


def tenir(monde: Monde, diagnostic: Diagnostic, *, version: int = 2, suite: str = "pacea", pourquoi: str = "") -> None:
    """Karim held it today."""
    with agir(monde.karim) as acteur:
        ecritures.dire_tenu(
            acteur=acteur, diagnostic=diagnostic, version=version, tenu_le=LE, mene_par_id=monde.karim.pk, suite=suite,
            pourquoi=pourquoi, le=LE, maintenant=MAINTENANT,
        )  # fmt: skip


def noter_pacea(
    monde: Monde, dossier: Dossier, *, signe_le: date = AVANT, fin: date | None = None, id: UUID | None = None
) -> ParcoursPacea:
    """Karim notes it."""
    with agir(monde.karim) as acteur:
        return ecritures_pacea.noter_pacea(
            acteur=acteur, pacea_id=id or uuid4(), dossier_id=dossier.pk, signe_le=signe_le,
            fin_prevue_le=fin or signe_le + timedelta(days=700), premiere_phase_le=None, objectifs="", le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip


def demander(
    monde: Monde, dossier: Dossier, *, par: Any = None, mois: date = CE_MOIS, montant: str = "300",
    revenus: str | None = "0", recueil: str = "oral", id: UUID | None = None, precision: str = "",
) -> DemandeAllocation:  # fmt: skip
    """Nadia asks, and reads to the youth what it shares."""
    dite = allocations.Dite(
        mois, Decimal(montant), None if revenus is None else Decimal(revenus), ["manger"], precision
    )
    with agir(par or monde.nadia) as acteur:
        return allocations.demander(
            acteur=acteur, demande_id=id or uuid4(), dossier_id=dossier.pk, dite=dite, accord_id=uuid4(),
            recueil=recueil, le=LE, maintenant=MAINTENANT,
        )  # fmt: skip


def repondre(
    monde: Monde, demande: DemandeAllocation, reponse: str = "accordee", *, accorde: str | None = "300",
    pourquoi: str = "", version: int = 1, par: Any = None,
) -> DemandeAllocation:  # fmt: skip
    """Karim answers."""
    with agir(par or monde.karim) as acteur:
        return allocations.repondre(
            acteur=acteur, demande=demande, version=version, reponse=reponse,
            accorde=None if accorde is None else Decimal(accorde), pourquoi=pourquoi, le=LE, maintenant=MAINTENANT,
        )  # fmt: skip
