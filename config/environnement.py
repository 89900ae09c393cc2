"""Variables of the environment that production needs, refused in a sentence when missing or weak."""

import os

from django.core.exceptions import ImproperlyConfigured

LONGUEUR_MINIMALE_D_UN_SECRET = 50


def exiger(nom: str) -> str:
    """The value of the variable `nom`.

    Raises ImproperlyConfigured, with a sentence for the operator, when it is absent or empty.
    """
    valeur = os.environ.get(nom, "").strip()
    if not valeur:
        raise ImproperlyConfigured(f"La variable {nom} est absente : voir deploy/README.md.")
    return valeur


def exiger_secret(nom: str) -> str:
    """Like `exiger`, for a secret: at least 50 characters, at least 12 of them different."""
    valeur = exiger(nom)
    if len(valeur) < LONGUEUR_MINIMALE_D_UN_SECRET or len(set(valeur)) < 12:
        raise ImproperlyConfigured(
            f"La variable {nom} est trop faible : il faut au moins {LONGUEUR_MINIMALE_D_UN_SECRET} caractères "
            "tirés au hasard."
        )
    return valeur
