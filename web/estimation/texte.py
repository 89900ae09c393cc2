"""The estimate as plain text, to be pasted in a message. Of the answers, only what the arithmetic needs."""

from collections.abc import Sequence

from regles.estimation import Estimation
from regles.noyau.temps import en_toutes_lettres
from web.droit.lectures import Regle
from web.estimation.lectures import Ligne

PAS_UNE_DECISION = (
    "C’est une estimation, jamais une décision : la mission locale décide, "
    "et fixe le montant à la signature du contrat."
)


def en_texte(
    estimation: Estimation, *, titre: str, lieu: str, lignes: Sequence[Ligne], valeurs: Sequence[Regle]
) -> str:
    """Return the whole estimate, each line with its texts, each value with its day and the text or the act it is of."""
    morceaux = [
        f"Allocation du contrat d’engagement jeune, avec les montants du {en_toutes_lettres(estimation.le)}, {lieu}.",
        "",
        f"{titre}.",
        *(f"Une valeur manque depuis le {en_toutes_lettres(i.depuis)}\u00a0: {i.raison}." for i in estimation.inconnus),
        PAS_UNE_DECISION,
        "",
        "Le calcul, ligne par ligne",
        *(f"- {_ligne(ligne)}" for ligne in lignes),
    ]
    if valeurs:
        morceaux += ["", "Les valeurs de ce jour", *(f"- {_valeur(valeur)}" for valeur in valeurs)]
    return "\n".join(morceaux)


def _ligne(ligne: Ligne) -> str:
    resultat = f"\u00a0: {ligne.resultat}" if ligne.resultat else ""
    return f"{ligne.libelle}{resultat}. {ligne.formule.rstrip('.')}. ({ligne.mentions})"


def _valeur(valeur: Regle) -> str:
    depuis = f", depuis le {en_toutes_lettres(valeur.depuis)}" if valeur.depuis else ""
    au_lieu = f", au lieu de {valeur.nationale}" if valeur.nationale else ""
    return (
        f"{valeur.libelle}\u00a0: {valeur.valeur}{au_lieu}{depuis} ({valeur.source.mention if valeur.source else ''})"
    )
