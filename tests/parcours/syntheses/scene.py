"""What a test of the synthèses stands on: a draft, a version submitted, agreed, sent."""

from typing import Any
from uuid import UUID, uuid4

from parcours.syntheses import ecritures, ecritures_envois
from parcours.syntheses.models import EnvoiDeSynthese, Synthese
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, Monde, agir, embaucher

DIT = {"pour": "bilan", "precision": "", "chemin": "Rencontré à la gare.", "suite": "Appeler le bailleur. Puis le FSL."}
VIDE = dict.fromkeys(ecritures.ECRITS, "")


def ecrire(par: Appartenance, dossier: Dossier, *, id: UUID | None = None, **dit: str) -> Synthese:
    """Somebody begins a draft."""
    with agir(par) as acteur:
        return ecritures.ecrire(
            acteur=acteur, synthese_id=id or uuid4(), dossier_id=dossier.pk, dit=VIDE | DIT | dit, maintenant=MAINTENANT
        )


def modifier(par: Appartenance, synthese: Synthese, *, version: int = 1, **dit: str) -> bool:
    """Somebody writes it anew, from the page that showed `version`."""
    with agir(par) as acteur:
        return ecritures.modifier(
            acteur=acteur, synthese=synthese, version=version,
            dit={nom: getattr(synthese, nom) for nom in ecritures.ECRITS} | dit, maintenant=MAINTENANT,
        )  # fmt: skip


def soumettre(par: Appartenance, synthese: Synthese, *, version: int = 1, vu: UUID | None = None) -> Synthese:
    """Somebody submits their draft, having read it."""
    with agir(par) as acteur:
        ecritures.soumettre(acteur=acteur, synthese=synthese, version=version, vu=vu, maintenant=MAINTENANT)
        return Synthese.objects.get(pk=synthese.pk)


def soumise(par: Appartenance, dossier: Dossier, **dit: str) -> Synthese:
    """A version that waits for the other side."""
    return soumettre(par, ecrire(par, dossier, **dit))


def valider(par: Appartenance, synthese: Synthese) -> bool:
    """The other side agrees."""
    with agir(par) as acteur:
        return ecritures.valider(acteur=acteur, synthese=synthese, maintenant=MAINTENANT)


def validee(par: Appartenance, autre: Appartenance, dossier: Dossier, **dit: str) -> Synthese:
    """A version that both sides agree on."""
    synthese = soumise(par, dossier, **dit)
    assert valider(autre, synthese)
    with agir(par):
        return Synthese.objects.get(pk=synthese.pk)


def reprendre(par: Appartenance, synthese: Synthese) -> Synthese:
    """Somebody begins the next version."""
    with agir(par) as acteur:
        return ecritures.reprendre(acteur=acteur, synthese=synthese, brouillon_id=uuid4(), maintenant=MAINTENANT)


def envoyer(par: Appartenance, synthese: Synthese, *a: Structure) -> list[EnvoiDeSynthese]:
    """Somebody sends it."""
    with agir(par) as acteur:
        return ecritures_envois.envoyer(
            acteur=acteur, synthese=synthese, a=[s.pk for s in a], racine="https://tandem.test/", maintenant=MAINTENANT
        )


def observer(
    par: Appartenance, synthese: Synthese, texte: str = "", *, vue: bool = True, id: UUID | None = None
) -> Any:
    """Somebody notes what the youth says."""
    with agir(par) as acteur:
        return ecritures_envois.observer(
            acteur=acteur, observation_id=id or uuid4(), synthese=synthese, vue=vue, texte=texte, dit_le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip


def ouvrir(par: Appartenance, envoi: EnvoiDeSynthese) -> None:
    """The recipient reads it."""
    with agir(par) as acteur:
        ecritures_envois.ouvrir(acteur=acteur, envoi=envoi, maintenant=MAINTENANT)


def siao(monde: Monde) -> Appartenance:
    """A partner invited to what is shared: of the dossier itself, PostgreSQL shows them nothing."""
    structure = Structure.objects.create(nature="partenaire", nom="SIAO de l’Ormelle", departement="35")
    return embaucher("Chloé", "Riou", structure, "partenaire", portee="partage", decide=False)
