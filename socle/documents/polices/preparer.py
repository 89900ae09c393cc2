"""Prepare the fonts of the PDF documents from the woff2 files: static instances that Typst reads, and what they cover.

    python3 -m venv v && v/bin/pip install fonttools brotli
    v/bin/python socle/documents/polices/preparer.py DOSSIER_NOTO

DOSSIER_NOTO holds noto-sans-arabic-arabic-400-normal.woff2 (npm @fontsource/noto-sans-arabic 5.3.0) and
noto-emoji-emoji-400-normal.woff2 (npm @fontsource/noto-emoji 5.3.2). The others are those of the pages.
"""

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ICI = Path(__file__).resolve().parent
PAGES = ICI.parents[2] / "web" / "static" / "tandem" / "polices"
NOTO = Path(sys.argv[1])
ATKINSON, BRICOLAGE = "Atkinson Hyperlegible Next", "Bricolage Grotesque"
VOULUES = [
    *((PAGES / "atkinson-next-latin.woff2", ATKINSON, graisse) for graisse in (400, 600)),
    *((PAGES / "atkinson-next-latin-ext.woff2", f"{ATKINSON} Ext", graisse) for graisse in (400, 600)),
    *((PAGES / "bricolage-latin.woff2", BRICOLAGE, graisse) for graisse in (400, 600)),
    (NOTO / "noto-sans-arabic-arabic-400-normal.woff2", "Noto Sans Arabic", 400),
    (NOTO / "noto-emoji-emoji-400-normal.woff2", "Noto Emoji", 400),
]


def preparer(source: Path, famille: str, graisse: int) -> set[int]:
    police = TTFont(source)
    if "fvar" in police:
        axes = {axe.axisTag: graisse if axe.axisTag == "wght" else None for axe in police["fvar"].axes}
        police = instancer.instantiateVariableFont(police, axes)
    police.flavor = None
    style = "Regular" if graisse == 400 else "SemiBold"
    for nom in list(police["name"].names):
        if nom.nameID in (16, 17, 21, 22, 25):
            police["name"].removeNames(nameID=nom.nameID)
    complet = f"{famille} {style}"
    for identifiant, valeur in ((1, famille), (2, style), (4, complet), (6, complet.replace(" ", "-"))):
        police["name"].setName(valeur, identifiant, 3, 1, 0x409)
    police["OS/2"].usWeightClass = graisse
    police.save(ICI / f"{famille.replace(' ', '')}-{graisse}.ttf")
    return set(police.getBestCmap())


couverts = sorted(set().union(*(preparer(*voulue) for voulue in VOULUES)))
plages: list[list[int]] = []
for point in couverts:
    if plages and point == plages[-1][1] + 1:
        plages[-1][1] = point
    else:
        plages.append([point, point])
(ICI / "couverture.json").write_text(json.dumps(plages, separators=(",", ":")) + "\n", encoding="utf-8")
