"""The words of a PDF, well enough to look for one: every text decoded with every font's table of characters."""

import re
import zlib

_FLUX = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
# A range has three codes, a character two: read as a range, every other character would be lost.
_CODES = {
    "bfchar": re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>()"),
    "bfrange": re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>"),
}
_SECTION = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.S)
_TEXTE = re.compile(rb"<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\()])*)\)", re.S)
_ECHAPPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def mots(contenu: bytes) -> str:
    """All the text of the file, in an order that is that of its streams; fonts mixed up add noise, and hide nothing."""
    flux = [_deplier(f) for f in _FLUX.findall(contenu)]
    tables = [_table(f.decode("latin-1")) for f in flux if b"beginbfchar" in f or b"beginbfrange" in f]
    lignes = [b"".join(_octets(*t) for t in _TEXTE.findall(f)) for f in flux if b" Tf" in f]
    lus = [
        "".join(t.get(int.from_bytes(li[i : i + 2], "big"), "") for i in range(0, len(li), 2))
        for li in lignes
        for t in tables
    ]
    return "\n".join([*lus, contenu.decode("latin-1"), *(f.decode("latin-1") for f in flux)])


def _deplier(flux: bytes) -> bytes:
    try:
        return zlib.decompress(flux)
    except zlib.error:
        return flux


def _octets(hexa: bytes, litteral: bytes) -> bytes:
    if hexa:
        return bytes.fromhex(hexa.decode() + "0" * (len(hexa) % 2))
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda m: _ECHAPPES.get(m[1]) or (bytes([int(m[1], 8)]) if m[1].isdigit() else m[1]),
        litteral,
        flags=re.S,
    )


def _table(cmap: str) -> dict[int, str]:
    table: dict[int, str] = {}
    for genre, corps in _SECTION.findall(cmap):
        for debut, milieu, fin in _CODES[genre].findall(corps):
            if genre == "bfchar":
                table[int(debut, 16)] = bytes.fromhex(milieu).decode("utf-16-be", "replace")
            else:
                premier = int.from_bytes(bytes.fromhex(fin), "big")
                for rang, cid in enumerate(range(int(debut, 16), int(milieu, 16) + 1)):
                    table[cid] = chr(premier + rang)
    return table
