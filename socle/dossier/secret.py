"""What is never written in a dossier: the social security number (NIR). Tandem keeps it nowhere."""

import re

from django.core.exceptions import ValidationError

# Sex, year, month (or a fictive one), département, commune, order, and the key when it is given.
_NIR = re.compile(
    r"(?<!\d)[1278] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[ABab]) ?\d{3} ?\d{3}(?: ?(\d{2}))?(?!\d)"
)
REFUS = "Ceci ressemble à un numéro de sécurité sociale\u00a0: il ne s’écrit jamais dans Tandem."


def sans_nir(valeur: str) -> None:
    """Validator of free text. Raises ValidationError when something in it has the form of a NIR."""
    if any(_cle_possible(trouve) for trouve in _NIR.finditer(valeur)):
        raise ValidationError(REFUS, code="nir")


def _cle_possible(trouve: re.Match[str]) -> bool:
    """With a key, only a right one is a NIR; without, thirteen digits of that shape are taken for one."""
    cle = trouve.group(1)
    if cle is None:
        return True
    corse = trouve.group(0).upper().replace(" ", "")[:13]
    nombre = int(corse.replace("2A", "19").replace("2B", "18"))
    return 97 - nombre % 97 == int(cle)
