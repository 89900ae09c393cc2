"""What a test of the meetings stands on: a youth who entered, slots, and what each side says."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from parcours.tripartites import ecritures, ecritures_tenue
from parcours.tripartites.ecritures import CreneauDit
from parcours.tripartites.ecritures_tenue import CompteRendu
from parcours.tripartites.models import Creneau, Tripartite
from regles.contrat import Partie
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, PARIS, agir

LIEN = "https://tandem.test/ici"
PAROLE = "Je veux une chambre à moi."


def dans(jours: int, heure: int = 14, *, lieu: str = "porteur", lieu_dit: str = "", duree: int = 60) -> CreneauDit:
    """A slot in so many days."""
    jour = LE + timedelta(days=jours)
    return CreneauDit(datetime(jour.year, jour.month, jour.day, heure, tzinfo=PARIS), duree, lieu, lieu_dit)


def proposer(par: Appartenance, dossier: Dossier, *creneaux: CreneauDit, id: UUID | None = None) -> Tripartite:
    """One side proposes; two slots by default."""
    with agir(par) as acteur:
        return ecritures.proposer(
            acteur=acteur, tripartite_id=id or uuid4(), dossier_id=dossier.pk,
            creneaux=creneaux or (dans(7), dans(8)), maintenant=MAINTENANT,
        )  # fmt: skip


def creneaux(par: Appartenance, tripartite: Tripartite) -> list[Creneau]:
    """Those that are proposed now, in order."""
    with agir(par):
        return list(Creneau.objects.filter(tripartite=tripartite, retire_le=None).order_by("debut"))


def repondre(par: Appartenance, tripartite: Tripartite, *rangs: int, mot: str = "") -> Tripartite:
    """The other side says which suit, by rank."""
    lus = creneaux(par, tripartite)
    with agir(par) as acteur:
        return ecritures.repondre(
            acteur=acteur, tripartite=tripartite, lus=[c.pk for c in lus], conviennent=[lus[r].pk for r in rangs],
            mot=mot, lien=LIEN, maintenant=MAINTENANT,
        )  # fmt: skip


def fixer(par: Appartenance, creneau: Creneau) -> bool:
    """Somebody fixes that one."""
    with agir(par) as acteur:
        return ecritures.fixer(acteur=acteur, creneau=creneau, lien=LIEN, maintenant=MAINTENANT)


def fixe(monde: Any, dossier: Dossier, jours: int = 7) -> Tripartite:
    """Proposed by Nadia, fixed by Karim's answer."""
    objet = proposer(monde.nadia, dossier, dans(jours))
    return repondre(monde.karim, objet, 0)


def relire(par: Appartenance, tripartite: Tripartite) -> Tripartite:
    """As it is now."""
    with agir(par):
        return Tripartite.objects.get(pk=tripartite.pk)


def tenir(
    par: Appartenance, tripartite: Tripartite, *, tenu_le: date = LE, version: int | None = None,
    presences: dict | None = None, **mots: Any,
) -> Tripartite:  # fmt: skip
    """It was held today."""
    actuel = relire(par, tripartite)
    with agir(par) as acteur:
        ecritures_tenue.tenir(
            acteur=acteur, tripartite=actuel, version=version or actuel.version, tenu_le=tenu_le,
            dit=CompteRendu(**{"parole_jeune": PAROLE, **mots}), presences=presences or {}, le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip
    return relire(par, tripartite)


def corriger(par: Appartenance, tripartite: Tripartite, *, version: int, **mots: Any) -> bool:
    """Somebody writes the compte rendu anew, from the page that showed `version`."""
    with agir(par) as acteur:
        return ecritures_tenue.corriger(
            acteur=acteur, tripartite=tripartite, version=version, dit=CompteRendu(**{"parole_jeune": PAROLE, **mots}),
            presences={}, maintenant=MAINTENANT,
        )  # fmt: skip


def signer(
    par: Appartenance, tripartite: Tripartite, partie: str, *, version: int | None = None, plan: UUID | None = None
) -> bool:
    """One of the three says yes, today."""
    actuel = relire(par, tripartite)
    with agir(par) as acteur:
        return ecritures_tenue.signer(
            acteur=acteur, tripartite=actuel, partie=Partie(partie), version=version or actuel.version, signee_le=LE,
            recueil="oral" if partie == "jeune" else "", plan=plan, le=LE, maintenant=MAINTENANT,
        )  # fmt: skip


def signe(monde: Any, dossier: Dossier) -> Tripartite:
    """Held and signed by the three."""
    objet = tenir(monde.nadia, fixe(monde, dossier))
    signer(monde.nadia, objet, "jeune")
    signer(monde.nadia, objet, "porteur")
    signer(monde.karim, objet, "mission_locale")
    return relire(monde.nadia, objet)
