"""French typography for our own sentences. Never applied to what a person typed: that is shown as typed."""

import re

INSECABLE = "\u00a0"
UNITES = r"(?:h|min|km|€|%|ans?|mois|jours?|semaines?)"


def francais(texte: str) -> str:
    """Set no-break spaces before `: ; ? ! »`, after `«`, before a unit, and curl the apostrophes."""
    texte = re.sub(r"[ \u00a0]+([:;?!»])", rf"{INSECABLE}\1", texte.replace("'", "’"))
    texte = re.sub(r"«[ \u00a0]*", f"«{INSECABLE}", texte)
    return re.sub(rf"(\d) ({UNITES})(?!\w)", rf"\1{INSECABLE}\2", texte)
