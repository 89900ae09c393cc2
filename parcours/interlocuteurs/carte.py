"""The card that a youth keeps: who helps them, for what, how to reach them. Nothing else, not even their name."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from parcours.interlocuteurs.equipe import Equipe, Interlocuteur
from parcours.interlocuteurs.models import NE_S_OUVRENT_PAS
from regles.noyau.temps import en_toutes_lettres
from socle.documents.rendu import rendre_pdf

GABARIT = Path(__file__).resolve().parent / "gabarits" / "carte.typ"
TITRE = "Mon équipe"
SOUS_TITRE = "Les personnes qui m’aident. Je peux les appeler."
DE_LA_STRUCTURE = "L’emploi, la formation, les démarches."
SECOURS = (
    {"nom": "Je me sens en danger", "numero": "112", "dit": "C’est gratuit, jour et nuit."},
    {"nom": "Je ne sais pas où dormir ce soir", "numero": "115", "dit": "C’est gratuit, jour et nuit."},
)
# (up to so many people, points, columns): one page, in letters as large as it holds.
TAILLES = ((3, 16.0, 1), (4, 14.0, 1), (8, 12.0, 2))
PLUS_PETITE = (10.0, 2)


def d_office(personne: Interlocuteur) -> bool:
    """Whether somebody is on the card unless one says otherwise: a card is lost, and health and justice show."""
    return personne.partenaire is None or personne.partenaire.sorte not in NE_S_OUVRENT_PAS


def rendre(equipe: Equipe, *, choisis: Collection[str] | None, le: date) -> bytes:
    """The card as a tagged PDF. `choisis`: the keys of who is on it; None, those who are there d’office."""
    return rendre_pdf(GABARIT, donnees(equipe, choisis=choisis, le=le))


def donnees(equipe: Equipe, *, choisis: Collection[str] | None, le: date) -> dict[str, Any]:
    """What the template prints, of those who are there that day."""
    gens = [p for p in equipe.presents if (d_office(p) if choisis is None else p.cle in choisis)]
    taille, colonnes = next((t[1:] for t in TAILLES if len(gens) <= t[0]), PLUS_PETITE)
    return {
        "titre": TITRE,
        "sous_titre": SOUS_TITRE,
        "taille": taille,
        "colonnes": colonnes,
        "gens": [_personne(p) for p in gens],
        "secours": SECOURS,
        "imprime": f"Carte du {en_toutes_lettres(le)}. Les numéros peuvent changer : demandez-en une autre.",
    }


def _personne(personne: Interlocuteur) -> dict[str, str]:
    structure = personne.cle.startswith("structure-")
    return {
        "nom": personne.nom,
        "role": personne.role,
        "pour_quoi": DE_LA_STRUCTURE if structure else personne.pour_quoi,
        "telephone": personne.telephone,
        "courriel": personne.courriel,
        "quand": " ".join(filter(None, (_phrase(personne.heures), personne.absence))),
    }


def _phrase(texte: str) -> str:
    """Words that somebody typed, as a sentence."""
    return texte[:1].upper() + texte[1:] + ("" if texte[-1:] in ".!?" else ".") if texte else ""
