"""PDF documents: a Typst template and data as JSON. Tagged (PDF/UA-1), our own fonts, nothing of the system's.

What people typed never becomes Typst source: it travels in a JSON string that the template decodes.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

import typst

POLICES = Path(__file__).resolve().parent / "polices"
NORME = "ua-1"
_BLANCS = {"\n", "\t"}
# Joiners, directions and variation selectors have no shape of their own: the shaper hides them.
_SANS_FORME = {0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFE0E, 0xFE0F}
_INTERDITES = {"Cc", "Cs", "Co", "Cn"}


def rendre_pdf(gabarit: Path, donnees: Mapping[str, Any]) -> bytes:
    """Render `gabarit` (a `.typ` file, which may include those of its own folder) with `donnees`.

    The template reads them as `json(bytes(sys.inputs.donnees))`. A character that none of our fonts draws is written
    by its number, « [U+1200] »: PDF/UA refuses an empty box, and a text that vanished would lie.
    """
    return typst.compile(
        str(gabarit),
        root=str(gabarit.parent),
        font_paths=[str(POLICES)],
        ignore_system_fonts=True,
        sys_inputs={"donnees": json.dumps(_dessinables(donnees), ensure_ascii=False)},
        pdf_standards=[NORME],
    )


def _dessinables(valeur: Any) -> Any:
    if isinstance(valeur, str):
        return "".join(_dessinable(c) for c in valeur.replace("\r\n", "\n"))
    if isinstance(valeur, Mapping):
        return {nom: _dessinables(v) for nom, v in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [_dessinables(v) for v in valeur]
    return valeur


def _dessinable(caractere: str) -> str:
    point = ord(caractere)
    if caractere in _BLANCS or point in _SANS_FORME:
        return caractere
    if category(caractere) not in _INTERDITES and _couvert(point):
        return caractere
    return f"[U+{point:04X}]"


@cache
def _plages() -> list[tuple[int, int]]:
    return [(a, b) for a, b in json.loads((POLICES / "couverture.json").read_text(encoding="utf-8"))]


@cache
def _couvert(point: int) -> bool:
    return any(a <= point <= b for a, b in _plages())
