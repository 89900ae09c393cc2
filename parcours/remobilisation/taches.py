"""How « À faire » tells what waits at this step."""

from collections.abc import Callable

from django.urls import reverse

from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _tache(titre: str, pourquoi: str, faire: str, *, vers: str = "remobilisation") -> Callable[[dict, Acteur], Tache]:
    def decrire(ligne: dict, acteur: Acteur) -> Tache:
        dit = pourquoi.format(
            depuis=en_toutes_lettres(ligne["depuis"]),
            avant=en_toutes_lettres(ligne["avant_le"]) if ligne["avant_le"] else "",
        )
        if ligne["precision"]:
            dit = f"{dit} {ligne['precision']}"
        return tache(ligne, titre=titre, pourquoi=dit, faire=faire, url=reverse(vers, args=[ligne["dossier_id"]]))

    return decrire


DESCRIPTIONS = {
    "relancer_diagnostic": _tache(
        "Relancer la mission locale pour le diagnostic de {}",
        "Demandé le {depuis}, il n’a pas encore de jour.",
        "Relancer",
    ),
    "aller_au_diagnostic": _tache(
        "Préparer {} à son diagnostic approfondi",
        "La mission locale propose le {avant}.",
        "Voir le rendez-vous",
    ),
    "proposer_diagnostic": _tache(
        "Proposer un jour pour le diagnostic approfondi de {}",
        "Le porteur le demande depuis le {depuis} :",
        "Proposer un jour",
    ),
    "tenir_diagnostic": _tache(
        "Dire si le diagnostic approfondi de {} a eu lieu",
        "Il était prévu le {depuis}.",
        "Répondre",
    ),
    "signer_pacea": _tache(
        "Noter le PACEA de {}, une fois signé",
        "Le diagnostic tenu le {depuis} y conduit.",
        "Noter le PACEA",
    ),
    "finir_pacea": _tache(
        "Préparer la fin du PACEA de {}",
        "Son dernier jour est le {avant}.",
        "Dire comment il se termine",
    ),
    "repondre_allocation": _tache(
        "Répondre à la demande d’allocation ponctuelle pour {}",
        "Elle attend depuis le {depuis}.",
        "Répondre",
    ),
    "transmettre_allocation": _tache(
        "Transmettre à l’ASP l’allocation accordée à {}",
        "Elle est accordée, et l’ASP la verse une fois qu’elle l’a reçue.",
        "Ouvrir",
    ),
    "completer_allocation": _tache(
        "Compléter la demande d’allocation ponctuelle de {}",
        "La mission locale attend une précision pour répondre.",
        "Compléter",
    ),
}
