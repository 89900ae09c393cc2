"""A document prints what people typed, is tagged, and needs nothing of the system."""

import re
import zlib
from pathlib import Path

import pytest

from socle.documents.rendu import rendre_pdf

GABARIT = """
#let d = json(bytes(sys.inputs.donnees))
#set document(title: d.titre, date: none)
#let polices = ("Atkinson Hyperlegible Next", "Atkinson Hyperlegible Next Ext", "Noto Sans Arabic", "Noto Emoji")
#set text(lang: "fr", font: polices)
= #d.titre
#d.texte
"""
PIEGES = "#set page(width: 1pt) $x^2$ *gras* _it_ `brut` <etiquette> @ref \\ // note /* note */ ~ [a] {b} = Titre - + "


@pytest.fixture
def gabarit(tmp_path) -> Path:
    chemin = tmp_path / "essai.typ"
    chemin.write_text(GABARIT, encoding="utf-8")
    return chemin


def flux(pdf: bytes) -> list[bytes]:
    """The streams of a PDF, inflated where they are deflated."""
    bruts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    return [_gonfler(brut) for brut in bruts]


def _gonfler(brut: bytes) -> bytes:
    try:
        return zlib.decompress(brut)
    except zlib.error:
        return brut


def caracteres(pdf: bytes) -> str:
    """Every character that the fonts of the document can be copied as: what a reader of the screen will say."""
    lus = ""
    for contenu in flux(pdf):
        if b"begincmap" in contenu:
            for suite in re.findall(rb"<[0-9A-Fa-f]+> <([0-9A-Fa-f]+)>", contenu):
                lus += bytes.fromhex(suite.decode()).decode("utf-16-be", "replace")
    return lus


def test_it_is_tagged_titled_and_says_its_language(gabarit):
    pdf = rendre_pdf(gabarit, {"titre": "Compte rendu", "texte": "Bonjour"})
    tout = pdf + b"".join(flux(pdf))
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in tout
    assert re.search(rb"/Marked true", tout)
    assert re.search(rb"/Lang\s*\(fr\)", tout)
    assert re.search(rb"pdfuaid:part>1<|pdfuaid:part=.1", tout)
    assert b"/H1" in tout


def test_what_is_typed_is_never_source(gabarit):
    pdf = rendre_pdf(gabarit, {"titre": "t", "texte": PIEGES})
    assert set("#$*_`<@\\/~[{=-+^") <= set(caracteres(pdf))
    assert re.search(rb"/MediaBox\s*\[0 0 595", pdf + b"".join(flux(pdf))), "the page keeps its size"


@pytest.mark.parametrize("texte", ["مرحبا بكم", "😀", "Łódź, Ağca, Őrs", "« œuvre » à 12 €", "שלום"])
def test_scripts_print_as_typed(gabarit, texte):
    pdf = rendre_pdf(gabarit, {"titre": "t", "texte": texte})
    dessines = caracteres(pdf)
    if texte == "שלום":
        assert "U" in dessines, "a script without a font is written by its numbers"
    else:
        assert {c for c in texte if not c.isspace() and c not in "\u200f"} <= set(dessines)


@pytest.mark.parametrize(
    "texte", ["ሀ", "中文", "\u0000", "\u0007", "\u202e", "\ud7ff\ue000", "\U0010ffff", "a\tb\nc", ""]
)
def test_nothing_that_can_be_stored_breaks_a_document(gabarit, texte):
    assert rendre_pdf(gabarit, {"titre": "t", "texte": texte}).startswith(b"%PDF-")


def test_every_plane_of_unicode_goes_through(gabarit):
    for debut in range(0x20, 0x20000, 0x1000):
        texte = "".join(chr(c) for c in range(debut, debut + 0x1000) if not 0xD800 <= c <= 0xDFFF)
        assert rendre_pdf(gabarit, {"titre": "t", "texte": texte}).startswith(b"%PDF-")


def test_the_same_data_make_the_same_file(gabarit):
    donnees = {"titre": "t", "texte": "x"}
    assert rendre_pdf(gabarit, donnees) == rendre_pdf(gabarit, donnees)


def test_a_template_reads_nothing_outside_its_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    dedans = tmp_path / "gabarits"
    dedans.mkdir()
    (dedans / "x.typ").write_text('#set document(title: "t")\n#read("../secret.txt")', encoding="utf-8")
    with pytest.raises(RuntimeError):
        rendre_pdf(dedans / "x.typ", {})
