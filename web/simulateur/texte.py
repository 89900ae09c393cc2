"""The answer as plain text, to be pasted in a message. The answers given are not in it, only what they lead to."""

from collections.abc import Sequence

from regles.noyau.temps import en_toutes_lettres
from regles.noyau.verdict import Etat
from socle.acteurs.models import Structure
from web.simulateur.resultat import Raison, Resultat

ETATS = {Etat.REMPLI: "Oui", Etat.NON_REMPLI: "Non", Etat.INCONNU: "À préciser"}
PAS_UNE_DECISION = (
    "Ce n’est pas une décision : la mission locale et l’association (le porteur) vérifient et décident ensemble."
)


def en_texte(resultat: Resultat, *, suites: Sequence[str], missions_locales: Sequence[Structure]) -> str:
    """Return the whole answer, reasons and sources included, as one would read it aloud."""
    verdict = resultat.verdict
    lignes = [
        "Contrat d’engagement jeune « jeunes en rupture » : la porte est-elle ouverte ?",
        f"D’après les réponses données le {en_toutes_lettres(verdict.le)}.",
        "",
        f"{resultat.titre}. {resultat.chapo}",
        f"{resultat.reponse}. {PAS_UNE_DECISION}",
        "",
        "Pourquoi",
        *(f"- {_raison(raison)}" for raison in resultat.raisons),
    ]
    if resultat.confirmation:
        lignes += ["", f"Si la mission locale confirme les contacts indiqués : {resultat.confirmation}"]
    if resultat.ce_jour_la:
        lignes += ["", f"Attention, ce jour-là : {resultat.ce_jour_la}"]
    if resultat.questions:
        lignes += ["", "Ce qu’il reste à savoir", *(f"- {q.phrase} {q.a_qui}." for q in resultat.questions)]
    lignes += ["", "Que faire maintenant", *(f"- {suite}" for suite in suites)]
    if missions_locales:
        lignes += ["", "Missions locales du département", *(f"- {_fiche(ml)}" for ml in missions_locales)]
    return "\n".join(lignes)


def _raison(raison: Raison) -> str:
    sources = " ; ".join(texte.titre for texte in raison.textes)
    return f"{ETATS[Etat(raison.etat)]}. {raison.phrase} ({sources})"


def _fiche(ml: Structure) -> str:
    return ", ".join(dit for dit in (ml.nom, ml.commune, ml.telephone) if dit)
