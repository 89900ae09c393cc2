"""What the repository promises about itself, checked on its files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from parcours.etapes import ETAPES

RACINE = Path(__file__).resolve().parents[2]
GABARITS = sorted(
    g for salle in ("web", "parcours", "socle", "demo") for g in (RACINE / salle).rglob("templates/**/*") if g.is_file()
)
TEXTES = {".py", ".html", ".css", ".js", ".md", ".toml", ".yaml", ".yml", ".sql", ".sh", ".txt", ".typ", ".cfg", ""}
# An absolute path of somebody's machine; « /var/lib », « /usr/bin » and the like are everybody's.
CHEMINS = re.compile(r"(?<![\w.])/(?:home|Users|root|work|workspace)/[\w.-]+")
EN_DEDANS = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>|<style\b|\son(?:click|load|error|submit|change|input|key\w+)="
    r"|\sstyle=|javascript:",
    re.I,
)
# allauth and Django look these up by name; nothing of ours mentions them.
CHERCHES_PAR_D_AUTRES = ("account/", "mfa/", "usersessions/", "allauth/", "django/", "429.html")


def _suivis() -> list[Path]:
    """The tracked files; all the files of the folder where there is no repository, as in an archive."""
    lus = subprocess.run(["git", "ls-files"], cwd=RACINE, capture_output=True, text=True, check=False)
    noms = lus.stdout.split("\n") if lus.returncode == 0 else []
    fichiers = [RACINE / n for n in noms if n] or list(RACINE.glob("[a-z]*/**/*"))
    return [f for f in fichiers if f.is_file() and f.suffix in TEXTES and "vendor" not in f.parts]


def _nom(gabarit: Path) -> str:
    return gabarit.as_posix().rsplit("/templates/", 1)[1]


def test_no_template_is_an_orphan():
    sources = "\n".join(
        f.read_text(encoding="utf-8", errors="replace")
        for salle in ("web", "parcours", "socle", "demo", "config")
        for f in (RACINE / salle).rglob("*")
        if f.is_file() and f.suffix in (".py", ".html", ".txt")
    )
    # A name put together at run time: « dossier/{nom}.html ».
    composes = [
        re.compile(re.sub(r"\\\{\w+\\\}", r"[\\w-]+", re.escape(n)))
        for n in re.findall(r'f"([\w/{}]+\.html)"', sources)
    ]
    orphelins = [
        n
        for n in map(_nom, GABARITS)
        if n not in sources and not n.startswith(CHERCHES_PAR_D_AUTRES) and not any(c.fullmatch(n) for c in composes)
    ]
    assert len(GABARITS) > 50
    assert orphelins == []


@pytest.mark.parametrize("gabarit", GABARITS, ids=_nom)
def test_a_template_holds_no_script_and_no_style(gabarit):
    trouves = EN_DEDANS.findall(
        re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", gabarit.read_text("utf-8"), flags=re.S)
    )
    assert trouves == []


@pytest.mark.parametrize("etape", ETAPES)
def test_every_step_is_told_to_those_who_walk_it(etape):
    page = RACINE / "docs" / "parcours" / f"{etape.split('.')[1]}.md"
    assert page.is_file(), f"la page docs/parcours/{page.name} manque"
    assert len(page.read_text(encoding="utf-8")) > 500


@pytest.mark.parametrize("etape", ETAPES)
def test_every_step_offers_what_the_way_reads(etape):
    dossier = RACINE / etape.replace(".", "/")
    lectures = (dossier / "lectures.py").read_text(encoding="utf-8")
    assert re.search(r"^def jalons\(", lectures, re.M)
    assert re.search(r"^def a_faire\(", lectures, re.M)
    assert "DESCRIPTIONS" in (dossier / "taches.py").read_text(encoding="utf-8")


def test_imports_go_one_way():
    commande = Path(sys.executable).with_name("lint-imports")
    fini = subprocess.run([commande, "--no-cache"], cwd=RACINE, capture_output=True, text=True, check=False)
    assert fini.returncode == 0, fini.stdout[-3000:] + fini.stderr[-1000:]


def test_no_file_names_a_machine():
    trouves = {
        str(f.relative_to(RACINE)): CHEMINS.findall(f.read_text(encoding="utf-8", errors="replace"))
        for f in _suivis()
        if f != Path(__file__)
    }
    assert {nom: chemins for nom, chemins in trouves.items() if chemins} == {}


def test_the_third_parties_are_served_by_us():
    """No page, style or script of ours fetches anything from somebody else."""
    ailleurs = re.compile(r"""(?:src|href|url|@import|fetch)\s*[=(]\s*["']?(?:https?:)?//(?!www\.w3\.org)""", re.I)
    fichiers = [*GABARITS, *(f for s in ("web", "parcours") for f in (RACINE / s).rglob("static/**/*.[cj]s*"))]
    assert [f.name for f in fichiers if "vendor" not in f.parts and ailleurs.search(f.read_text("utf-8"))] == []
