"""The programmes, each described by its own folder: `baremes/<programme>/programme.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from regles.noyau.bareme import BaremeInvalide
from regles.noyau.chargement import PROGRAMME
from regles.noyau.lecture import lire_cles, lire_jour, lire_texte, lire_yaml

_ICI = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class CompteRendu:
    """A report owed by the porteur. `avant_le` is the month and the day of each year it is owed by, if there is one."""

    code: str
    libelle: str
    avant_le: tuple[int, int] | None
    source: str


@dataclass(frozen=True, slots=True)
class Programme:
    """What a programme is: for whom, since when, by which steps, judged on which criteria.

    `criteres` name rules of `regles.eligibilite`, in the order of the verdict. `contrat`, `aides` and `heures` name the
    folders of values it shares with others: the contract it leads to, the aids one may ask for, the weekly hours that
    apply from the first day (None: only those of the contract, once signed). `durees` are codes of its own values,
    `source` and those of the reports are files of `sources/`.
    """

    code: str
    libelle: str
    public: str
    source: str
    du: date
    au: date | None
    etapes: tuple[str, ...]
    criteres: tuple[str, ...]
    contrat: str | None = None
    aides: tuple[str, ...] = ()
    heures: str | None = None
    durees: tuple[str, ...] = ()
    comptes_rendus: tuple[CompteRendu, ...] = ()


@cache
def programmes() -> Mapping[str, Programme]:
    """Return the programmes carried here by code, read once per process."""
    return MappingProxyType(lire_programmes(_ICI / "baremes"))


def libelle(code: str) -> str:
    """Return the name of a programme; its code when it has no folder here any more."""
    connu = programmes().get(code)
    return code if connu is None else connu.libelle


def mene_au_contrat(code: str) -> bool:
    """Return whether a contract is a step of the programme; of another, one may still follow."""
    return "contrat" in programmes()[code].etapes


def criteres_par_programme() -> dict[str, tuple[str, ...]]:
    """Return the codes of the criteria of each programme."""
    return {code: programme.criteres for code, programme in programmes().items()}


def lire_programmes(dossier: Path) -> dict[str, Programme]:
    """Read every `<programme>/programme.yaml` of a folder; raises `BaremeInvalide`, which says where."""
    lus = {}
    for fichier in sorted(dossier.glob(f"*/{PROGRAMME}")):
        code = fichier.parent.name
        lus[code] = lire_programme(code, fichier.read_bytes(), f"baremes/{code}/{PROGRAMME}")
    return lus


def lire_programme(code: str, texte: str | bytes, ou: str) -> Programme:
    """Read the description of one programme."""
    brut = lire_cles(lire_yaml(texte, ou), ou, _CLES)
    du = lire_jour(brut["du"], ou, "du")
    au = None if brut.get("au") is None else lire_jour(brut["au"], ou, "au")
    if au is not None and au < du:
        raise BaremeInvalide(f"{ou} : « au » précède « du »")
    return Programme(
        code=code,
        libelle=lire_texte(brut["libelle"], ou, "libelle"),
        public=lire_texte(brut["public"], ou, "public"),
        source=lire_texte(brut["source"], ou, "source"),
        du=du,
        au=au,
        etapes=_liste(brut["etapes"], ou, "etapes"),
        criteres=_liste(brut["criteres"], ou, "criteres"),
        contrat=None if brut.get("contrat") is None else lire_texte(brut["contrat"], ou, "contrat"),
        aides=_liste(brut.get("aides", []), ou, "aides"),
        heures=None if brut.get("heures") is None else lire_texte(brut["heures"], ou, "heures"),
        durees=_liste(brut.get("durees", []), ou, "durees"),
        comptes_rendus=_comptes_rendus(brut.get("comptes_rendus", []), ou),
    )


def _liste(brut: Any, ou: str, cle: str) -> tuple[str, ...]:
    if not isinstance(brut, list):
        raise BaremeInvalide(f"{ou} : « {cle} » doit être une liste")
    textes = tuple(lire_texte(valeur, ou, cle) for valeur in brut)
    if len(set(textes)) != len(textes):
        raise BaremeInvalide(f"{ou} : « {cle} » dit deux fois la même chose")
    return textes


def _comptes_rendus(brut: Any, ou: str) -> tuple[CompteRendu, ...]:
    if not isinstance(brut, list):
        raise BaremeInvalide(f"{ou} : « comptes_rendus » doit être une liste")
    lus = []
    for rang, ligne in enumerate(brut):
        place = f"{ou}, comptes_rendus[{rang}]"
        cles = lire_cles(ligne, place, _CLES_COMPTE_RENDU)
        textes = {cle: lire_texte(cles[cle], place, cle) for cle in ("code", "libelle", "source")}
        lus.append(CompteRendu(avant_le=_chaque_annee(cles.get("avant_le"), place), **textes))
    return tuple(lus)


def _chaque_annee(brut: Any, ou: str) -> tuple[int, int] | None:
    """A day of every year, « 06-30 »; 29 February is none."""
    if brut is None:
        return None
    if not isinstance(brut, str) or not re.fullmatch(r"\d\d-\d\d", brut):
        raise BaremeInvalide(f'{ou} : « avant_le » doit être un mois et un jour, comme "06-30"')
    jour = lire_jour(f"2001-{brut}", ou, "avant_le")
    return jour.month, jour.day


_CLES = {
    "libelle": True,
    "public": True,
    "source": True,
    "du": True,
    "au": False,
    "etapes": True,
    "criteres": True,
    "contrat": False,
    "aides": False,
    "heures": False,
    "durees": False,
    "comptes_rendus": False,
}
_CLES_COMPTE_RENDU = {"code": True, "libelle": True, "avant_le": False, "source": True}
