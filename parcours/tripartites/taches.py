"""How « À faire » tells what waits of the meetings of the three."""

from collections.abc import Callable

from django.urls import reverse

from parcours.suivi.models import Rendezvous
from parcours.suivi.taches import DESCRIPTIONS as DU_SUIVI
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache

# By what is to be done: title, why, button, page. `{jour}` is the day of the meeting, or of its first slot.
GESTES = {
    "repondre": (
        "Répondre aux créneaux de l’entretien à trois de {}", "Le premier est le {jour}. L’autre côté attend votre "
        "réponse.", "Répondre", "repondre_creneaux",
    ),
    "choisir": (
        "Fixer l’entretien à trois de {}", "Plusieurs créneaux conviennent à chacun\u00a0: le premier est le {jour}.",
        "Choisir le créneau", "tripartite",
    ),
    "reproposer": (
        "Proposer d’autres créneaux pour l’entretien à trois de {}", "Aucun de ceux proposés ne va\u00a0: ils ne "
        "conviennent pas, ou sont passés.", "Proposer d’autres créneaux", "tripartite",
    ),
}  # fmt: skip


def _a_venir(ligne: dict, acteur: Acteur) -> Tache:
    geste, cle = ligne["precision"].split(" ")
    ici = [ligne["dossier_id"], cle]
    if geste == "tenir":
        return _tenir(ligne, acteur, ici)
    titre, pourquoi, faire, page = GESTES[geste]
    dit = pourquoi.format(jour=en_toutes_lettres(ligne["avant_le"]))
    return tache(ligne, titre=titre, pourquoi=dit, faire=faire, url=reverse(page, args=ici))


def _tenir(ligne: dict, acteur: Acteur, ici: list) -> Tache:
    jour = ligne["avant_le"]
    if jour > acteur.le:
        return tache(
            ligne, titre="Préparer l’entretien à trois de {}", pourquoi="C’est demain. Le plan est sur la même page.",
            faire="Voir le rendez-vous", url=reverse("tripartite", args=ici),
        )  # fmt: skip
    quand = "C’est aujourd’hui" if jour == acteur.le else f"Il était fixé au {en_toutes_lettres(jour)}"
    return tache(
        ligne, titre="Tenir l’entretien à trois de {}",
        pourquoi=f"{quand}\u00a0: dites qui était là et ce qui change, ou déplacez-le.",
        faire="Ouvrir l’entretien", url=reverse("tenir_tripartite", args=ici),
    )  # fmt: skip


def _signer(ligne: dict, acteur: Acteur) -> Tache:
    jour = en_toutes_lettres(ligne["depuis"])
    return tache(
        ligne, titre="Signer l’entretien à trois de {}",
        pourquoi=f"Tenu le {jour}. Il manque la signature du jeune ou de votre structure, ou la raison.",
        faire="Relire et signer", url=reverse("tripartite", args=[ligne["dossier_id"], ligne["precision"]]),
    )  # fmt: skip


def _revient(dire: Callable[[dict, Acteur], Tache]) -> Callable[[dict, Acteur], Tache]:
    """What the suivi says of the one that is due, led to the page that says what to do of it now."""

    def decrire(ligne: dict, acteur: Acteur) -> Tache:
        dit = dire(ligne, acteur)
        en_retard = ligne["avant_le"] < acteur.le
        return tache(
            ligne, titre="Tenir l’entretien à trois de {}" if en_retard else "Prévoir l’entretien à trois de {}",
            pourquoi=dit.pourquoi, faire="Voir où il en est", url=reverse("tripartites", args=[ligne["dossier_id"]]),
        )  # fmt: skip

    return decrire


TRIPARTITE = Rendezvous.TRIPARTITE.value
DESCRIPTIONS = {
    "tripartite_a_venir": _a_venir,
    "signer_tripartite": _signer,
    TRIPARTITE: _revient(DU_SUIVI[TRIPARTITE]),
}
