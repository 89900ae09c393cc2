"""What a test of the contract stands on: a youth who entered, a contract prepared, signed, open."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from parcours.contrat import ecritures, ecritures_suite
from parcours.contrat.models import Contrat
from regles.contrat import Partie
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, Monde, agir
from tests.parcours.commission.scene import decider, presenter

DEBUT = LE
FIN = date(2027, 11, 22)


def entrer(monde: Monde, **champs: Any) -> Dossier:
    """A youth whose entry both sides signed."""
    dossier = presenter(monde, **champs)
    decider(monde, dossier)
    return dossier


def termes(**ecarts: Any) -> dict[str, Any]:
    """What an ordinary paper says."""
    return {
        "debut_le": DEBUT, "fin_prevue_le": FIN, "regime": "ordinaire", "heures": 15, "referent_id": None,
        "reference": "", "circonstances": "", **ecarts,
    }  # fmt: skip


def preparer(
    par: Appartenance, dossier: Dossier, *, contrat_id: Any = None, version: int = 1, le: date = LE, **ecarts: Any
) -> Contrat:
    """Somebody prepares the contract, or corrects it."""
    with agir(par, le=le) as acteur:
        return ecritures.preparer(
            acteur=acteur, contrat_id=contrat_id or uuid4(), version=version, dossier_id=dossier.pk,
            termes=termes(**ecarts), le=le, maintenant=MAINTENANT,
        )  # fmt: skip


def signer(par: Appartenance, contrat: Contrat, partie: str, *, le: date = LE, signee_le: date | None = None) -> bool:
    """Somebody notes a signature."""
    with agir(par, le=le) as acteur:
        return ecritures.noter_signature(
            acteur=acteur, contrat=contrat, partie=Partie(partie), signee_le=signee_le or le, le=le,
            maintenant=MAINTENANT,
        )  # fmt: skip


def signer_a_trois(monde: Monde, contrat: Contrat, *, le: date = LE) -> None:
    """Nadia notes the youth's signature and her own side's, Karim his."""
    signer(monde.nadia, contrat, "jeune", le=le)
    signer(monde.nadia, contrat, "porteur", le=le)
    signer(monde.karim, contrat, "mission_locale", le=le)


def ouvrir(par: Appartenance, contrat: Contrat, *, version: int = 1, le: date = LE) -> Contrat:
    """Somebody opens it as a delegate."""
    with agir(par, le=le) as acteur:
        return ecritures.ouvrir(
            acteur=acteur, contrat=contrat, version=version, en_qualite_de="delegataire", maintenant=MAINTENANT
        )


def en_contrat(monde: Monde, dossier: Dossier | None = None, *, le: date = LE, **ecarts: Any) -> Contrat:
    """A contract open, with its three signatures."""
    dossier = dossier or entrer(monde)
    contrat = preparer(monde.karim, dossier, le=le, **{"referent_id": monde.karim.pk, **ecarts})
    signer_a_trois(monde, contrat, le=le)
    return ouvrir(monde.karim, contrat, le=le)


def rompre(par: Appartenance, contrat: Contrat, *, le: date = LE, rompu_le: date | None = None) -> None:
    """Somebody ends it."""
    with agir(par, le=le) as acteur:
        ecritures_suite.rompre(
            acteur=acteur, contrat=contrat, rompu_le=rompu_le or le, initiative="jeune", motif="emploi", le=le,
            maintenant=MAINTENANT,
        )  # fmt: skip


def prolonger(par: Appartenance, contrat: Contrat, *, le: date = LE, **ecarts: Any) -> Any:
    """Somebody gives it a later end."""
    dits = {
        "prolongation_id": uuid4(), "nature": "motivee", "jusqu_au": FIN + timedelta(days=90),
        "parcours_fini_le": None, "motif": "Le logement vient d’arriver.", **ecarts,
    }  # fmt: skip
    with agir(par, le=le) as acteur:
        return ecritures_suite.prolonger(acteur=acteur, contrat=contrat, le=le, maintenant=MAINTENANT, **dits)


def relu(monde: Monde, contrat: Contrat) -> Contrat:
    """The contract as it is now."""
    with agir(monde.nadia):
        return Contrat.objects.get(pk=contrat.pk)
