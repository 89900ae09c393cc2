"""What to do now at this step, for the side of the hat worn: one sentence, at most one act."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from parcours.remobilisation.attendu import RELANCER_APRES
from parcours.remobilisation.cej import cej_en_cours, vit_cette_etape
from parcours.remobilisation.lectures import Remobilisation
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier
from socle.dossier.noms import de

PAS_ICI = "Cette étape suit l’entrée décidée en commission, tant qu’aucun CEJ n’est en cours."


@dataclass(frozen=True, slots=True)
class Ensuite:
    """`action` says whether the button posts at once instead of opening a page."""

    titre: str
    texte: str
    bouton: str = ""
    url: str = ""
    action: bool = False


def ensuite(dossier: Dossier, vue: Remobilisation, acteur: Acteur) -> Ensuite:
    """What waits for this hat, else who is awaited."""
    if cej_en_cours(vue.cejs, le=acteur.le):
        return Ensuite(
            "Un CEJ est signé",
            "Le PACEA et le CEJ ne vont pas ensemble : plus d’allocation ponctuelle (Code du travail, L5131-5).",
        )
    if not vit_cette_etape(dossier, vue.cejs, le=acteur.le):
        return Ensuite("Pas encore, ou plus", PAS_ICI)
    if acteur.structure_id == dossier.porteur_id:
        return _porteur(dossier, vue, acteur)
    if acteur.structure_id == dossier.mission_locale_id:
        return _mission_locale(dossier, vue, acteur)
    return Ensuite("Rien ne vous attend ici", "Ce jeune est suivi par une autre mission locale.")


def _porteur(dossier: Dossier, vue: Remobilisation, acteur: Acteur) -> Ensuite:
    def vers(nom: str, *args: Any) -> str:
        return reverse(nom, args=[dossier.pk, *args])

    a_completer = next((a for a in vue.allocations if a.reponse == "a_completer" and a.cote == "porteur"), None)
    if a_completer:
        return Ensuite(
            f"Compléter la demande {de(a_completer.libelle_mois)}",
            f"La mission locale répond : « {a_completer.pourquoi} »",
            "Compléter",
            vers("modifier_allocation", a_completer.id),
        )
    if attendu := vue.attendu:
        if attendu.propose_le:
            return Ensuite(
                f"Préparer {dossier.prenom} au diagnostic du {en_toutes_lettres(attendu.propose_le)}",
                attendu.ou or "La mission locale n’a pas dit l’heure : demandez-la-lui.",
            )
        relance_possible = acteur.le >= max(attendu.demande_le, attendu.relance_le or date.min) + RELANCER_APRES
        return Ensuite(
            "La mission locale propose un jour", f"Demandé le {en_toutes_lettres(attendu.demande_le)}.",
            "Relancer" if relance_possible else "", vers("relancer_diagnostic", attendu.id), action=True,
        )  # fmt: skip
    if vue.pacea:
        return Ensuite(
            "Le PACEA est ouvert",
            f"{dossier.prenom} peut recevoir une allocation ponctuelle, selon ses besoins.",
            "Demander une allocation",
            vers("demander_allocation"),
        )
    if vue.diagnostic_en_cours:
        return Ensuite("La mission locale fait signer le PACEA", "Le diagnostic approfondi a eu lieu.")
    return Ensuite(
        f"{dossier.prenom} a besoin d’un soutien financier ?",
        "La mission locale peut tenir un diagnostic approfondi avant la signature du CEJ : il ouvre le PACEA.",
        "Demander un diagnostic",
        vers("demander_diagnostic"),
    )


def _mission_locale(dossier: Dossier, vue: Remobilisation, acteur: Acteur) -> Ensuite:
    def vers(nom: str, *args: Any) -> str:
        return reverse(nom, args=[dossier.pk, *args])

    a_repondre = next((a for a in reversed(vue.allocations) if not a.reponse), None)
    if a_repondre:
        return Ensuite(
            f"Répondre à la demande {de(a_repondre.libelle_mois)}",
            f"Faite le {en_toutes_lettres(a_repondre.demandee_le)} par {a_repondre.demandee_par}.",
            "Répondre", vers("repondre_allocation", a_repondre.id),
        )  # fmt: skip
    if attendu := vue.attendu:
        if attendu.propose_le is None:
            return Ensuite(
                "Proposer un jour pour le diagnostic", f"Le porteur le demande pour : {attendu.pour}",
                "Proposer un jour", vers("proposer_diagnostic", attendu.id),
            )  # fmt: skip
        if attendu.propose_le <= acteur.le:
            return Ensuite(
                "Le diagnostic a-t-il eu lieu ?", f"Il était prévu le {en_toutes_lettres(attendu.propose_le)}.",
                "Répondre", vers("tenir_diagnostic", attendu.id),
            )  # fmt: skip
        return Ensuite(f"Diagnostic approfondi le {en_toutes_lettres(attendu.propose_le)}", attendu.ou)
    a_transmettre = next((a for a in reversed(vue.allocations) if a.reponse == "accordee" and not a.transmise_le), None)
    if a_transmettre:
        return Ensuite(
            f"Transmettre à l’ASP l’allocation {de(a_transmettre.libelle_mois)}", "Elle est accordée.",
            "C’est transmis", vers("transmettre_allocation", a_transmettre.id), action=True,
        )  # fmt: skip
    if vue.pacea is None and vue.diagnostic_en_cours:
        return Ensuite(
            "Noter le PACEA, une fois signé", "Le diagnostic approfondi y conduit.",
            "Noter le PACEA", vers("noter_pacea"),
        )  # fmt: skip
    return Ensuite("Rien ne vous attend ici", "Le porteur peut demander un diagnostic ou une allocation.")
