"""Read values, texts and derogations from YAML; refuse what is not law.

A value without a source, two periods that overlap, a hole nobody declared, a key nobody
knows: each raises `BaremeInvalide` on load, with a sentence saying where.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from regles.noyau.bareme import BaremeInvalide, Derogation, Effet, Grandeur, Parametre, Periode
from regles.noyau.lecture import lire_cles, lire_jour, lire_texte, lire_yaml
from regles.noyau.source import Source
from regles.noyau.territoire import REGIONS, departement_valide

VALEUR_MAXIMALE = 1200  # a hundred years in months: beyond it, a slip of the keyboard

PROGRAMME = "programme.yaml"
"""What a folder says of itself when it is a programme; every other file is a value."""

_ENTIERES = frozenset({"ans", "mois", "semaines", "jours", "heures", "pour_cent", "nombre"})
_EXACTES = frozenset({"euros"})
_MONTANT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")


def lire_sources(dossier: Path) -> dict[str, Source]:
    """Read every text of a folder; the file's name is the code of the text."""
    sources = {}
    for fichier in sorted(dossier.glob("*.yaml")):
        ou = f"sources/{fichier.name}"
        brut = lire_cles(lire_yaml(fichier.read_bytes(), ou), ou, _CLES_SOURCE)
        sources[fichier.stem] = _source(fichier.stem, brut, ou)
    return sources


def lire_parametres(dossier: Path, textes: Mapping[str, Source]) -> tuple[Parametre, ...]:
    """Read `<programme>/<code>.yaml` files, `programme.yaml` aside. Every value must cite one of `textes`.

    A value that a text takes from another (« comme ») is read after all those that are written out.
    """
    lus: dict[tuple[str, str], Parametre] = {}
    renvois = []
    for fichier in sorted(dossier.glob("*/*.yaml")):
        if fichier.name == PROGRAMME:
            continue
        programme, code, ou = fichier.parent.name, fichier.stem, f"baremes/{fichier.parent.name}/{fichier.name}"
        brut = lire_yaml(fichier.read_bytes(), ou)
        if isinstance(brut, dict) and "comme" in brut:
            renvois.append((programme, code, brut, ou))
        else:
            lus[programme, code] = _parametre(programme, code, brut, ou, textes)
    ecrits = dict(lus)
    for programme, code, brut, ou in renvois:
        lus[programme, code] = _comme(programme, code, brut, ou, ecrits)
    return tuple(lus[cle] for cle in sorted(lus))


def lire_parametre(programme: str, code: str, texte: str | bytes, ou: str, textes: Mapping[str, Source]) -> Parametre:
    """Read one value through time."""
    return _parametre(programme, code, lire_yaml(texte, ou), ou, textes)


def _parametre(programme: str, code: str, lu: Any, ou: str, textes: Mapping[str, Source]) -> Parametre:
    brut = lire_cles(lu, ou, _CLES_PARAMETRE)
    unite = brut["unite"]
    if unite not in _ENTIERES | _EXACTES:
        raise BaremeInvalide(f"{ou} : unité inconnue, attendu {' ou '.join(sorted(_ENTIERES | _EXACTES))}")
    lignes = brut["valeurs"]
    if not isinstance(lignes, list) or not lignes:
        raise BaremeInvalide(f"{ou} : « valeurs » doit être une liste non vide")
    periodes = [_periode(ligne, f"{ou}, valeurs[{i}]", textes, unite) for i, ligne in enumerate(lignes)]
    periodes.sort(key=lambda periode: periode.du)
    _contigues(periodes, ou)
    return Parametre(programme, code, lire_texte(brut["libelle"], ou, "libelle"), unite, tuple(periodes))


def _comme(programme: str, code: str, lu: Any, ou: str, ecrits: Mapping[tuple[str, str], Parametre]) -> Parametre:
    """The periods of another value, from the day `du` on if it is given."""
    brut = lire_cles(lu, ou, _CLES_RENVOI)
    dossier, _, autre = lire_texte(brut["comme"], ou, "comme").partition("/")
    modele = ecrits.get((dossier, autre))
    if modele is None:
        raise BaremeInvalide(f"{ou} : « comme » doit désigner une valeur écrite, comme cej/age_maximum")
    du = date.min if brut.get("du") is None else lire_jour(brut["du"], ou, "du")
    periodes = tuple(replace(p, du=max(p.du, du)) for p in modele.periodes if p.au is None or p.au >= du)
    return Parametre(programme, code, lire_texte(brut["libelle"], ou, "libelle"), modele.unite, periodes)


def lire_derogations(
    lignes: Any,
    *,
    ou: str,
    parametres: Sequence[Parametre],
    criteres: Mapping[str, Sequence[str]],
    publics: frozenset[str],
) -> tuple[Derogation, ...]:
    """Read a territory's derogations (a list of mappings; format in `baremes/README.md`).

    Two derogations with the same effect on the same target may not overlap in time. `criteres` are those of each
    programme.
    """
    if not isinstance(lignes, list):
        raise BaremeInvalide(f"{ou} : « derogations » doit être une liste")
    unites = {(p.programme, p.code): p.unite for p in parametres}
    lues: list[Derogation] = []
    par_objet: dict[tuple[object, ...], list[Derogation]] = {}
    for i, ligne in enumerate(lignes):
        place = f"{ou}, derogations[{i}]"
        derogation = _derogation(ligne, place, unites)
        _cible_connue(derogation, place, set(unites), criteres, publics)
        memes = par_objet.setdefault(_disputable(derogation), [])
        if any(_se_chevauchent(derogation, autre) for autre in memes):
            raise BaremeInvalide(f"{place} : chevauche une autre dérogation au même objet")
        memes.append(derogation)
        lues.append(derogation)
    return tuple(lues)


def _derogation(ligne: Any, ou: str, unites: Mapping[tuple[str, str], str]) -> Derogation:
    effet = ligne.get("effet") if isinstance(ligne, dict) else None
    if not isinstance(effet, str) or effet not in _CLES_EFFET:
        raise BaremeInvalide(f"{ou} : « effet » doit être remplacer, dispenser ou lever")
    brut = lire_cles(ligne, ou, _CLES_DEROGATION | _CLES_EFFET[effet])
    departement, region = _territoire(brut, ou)
    acte = _acte(brut["acte"], departement or f"region-{region}", f"{ou}, acte")
    du, au = _bornes(brut, ou)
    programme = lire_texte(brut["programme"], ou, "programme")
    cible = lire_texte(brut["code" if effet == "remplacer" else "critere"], ou, "code ou critere")
    return Derogation(
        programme=programme,
        departement=departement,
        region=region,
        du=du,
        au=au,
        acte=acte,
        effet=Effet(effet),
        cible=cible,
        valeur=_grandeur(brut["valeur"], unites.get((programme, cible), "mois"), ou) if effet == "remplacer" else None,
        public=lire_texte(brut["public"], ou, "public") if effet == "dispenser" else None,
    )


def _territoire(brut: Mapping[str, Any], ou: str) -> tuple[str | None, str | None]:
    departement, region = brut.get("departement"), brut.get("region")
    if (departement is None) == (region is None):
        raise BaremeInvalide(f"{ou} : « departement » ou « region » est attendu, l’un des deux")
    if region is not None:
        if not isinstance(region, str) or region not in REGIONS:
            raise BaremeInvalide(f'{ou} : « region » doit être un code entre guillemets, comme "53"')
        return None, region
    if not isinstance(departement, str) or not departement_valide(departement):
        raise BaremeInvalide(f'{ou} : « departement » doit être un code entre guillemets, comme "35"')
    return departement, None


def _acte(brut: Any, territoire: str, ou: str) -> Source:
    cles = lire_cles(brut, ou, _CLES_ACTE)
    return _source(f"acte-{territoire}", {**cles, "date": lire_jour(cles["date"], ou, "date")}, ou)


def _cible_connue(
    derogation: Derogation,
    ou: str,
    codes: set[tuple[str, str]],
    criteres: Mapping[str, Sequence[str]],
    publics: frozenset[str],
) -> None:
    if derogation.programme not in {programme for programme, _ in codes}:
        raise BaremeInvalide(f"{ou} : programme inconnu")
    if derogation.effet is Effet.REMPLACER:
        if (derogation.programme, derogation.cible) not in codes:
            raise BaremeInvalide(f"{ou} : « code » ne désigne aucune valeur")
    elif derogation.cible not in criteres.get(derogation.programme, ()):
        connus = ", ".join(criteres.get(derogation.programme, ())) or "aucun"
        raise BaremeInvalide(f"{ou} : « critere » inconnu, attendu {connus}")
    if derogation.public is not None and derogation.public not in publics:
        raise BaremeInvalide(f"{ou} : « public » inconnu")


def _disputable(d: Derogation) -> tuple[object, ...]:
    """What two acts in force on the same day may not share."""
    return (d.programme, d.departement, d.region, d.effet, d.cible, d.public)


def _se_chevauchent(une: Derogation, autre: Derogation) -> bool:
    return une.du <= (autre.au or date.max) and autre.du <= (une.au or date.max)


def _periode(ligne: Any, ou: str, textes: Mapping[str, Source], unite: str) -> Periode:
    if isinstance(ligne, dict) and "inconnu" in ligne:
        brut = lire_cles(ligne, ou, _CLES_TROU)
        du, au = _bornes(brut, ou)
        return Periode(du, au, None, None, lire_texte(brut["inconnu"], ou, "inconnu"))
    brut = lire_cles(ligne, ou, _CLES_PERIODE)
    source = lire_texte(brut["source"], ou, "source")
    if source not in textes:
        raise BaremeInvalide(f"{ou} : la source « {source} » n’existe pas dans sources/")
    du, au = _bornes(brut, ou)
    return Periode(du, au, _grandeur(brut["valeur"], unite, ou), source)


def _contigues(periodes: list[Periode], ou: str) -> None:
    for avant, apres in zip(periodes, periodes[1:], strict=False):
        if avant.au is None or avant.au >= apres.du:
            raise BaremeInvalide(f"{ou} : deux périodes se chevauchent à partir du {apres.du}")
        if avant.au + timedelta(days=1) != apres.du:
            raise BaremeInvalide(
                f"{ou} : trou non déclaré entre le {avant.au} et le {apres.du} (« inconnu » le déclare)"
            )


def _source(code: str, brut: Mapping[str, Any], ou: str) -> Source:
    titre = lire_texte(brut["titre"], ou, "titre")
    facultatifs = {
        cle: lire_texte(str(brut[cle]) if isinstance(brut[cle], date) else brut[cle], ou, cle)
        for cle in ("article", "date", "citation", "resume", "connu_par")
        if brut.get(cle) is not None
    }
    return Source(code, titre, lire_texte(brut.get("mention", titre), ou, "mention"), **facultatifs)


def _bornes(brut: Mapping[str, Any], ou: str) -> tuple[date, date | None]:
    du = lire_jour(brut["du"], ou, "du")
    au = None if brut.get("au") is None else lire_jour(brut["au"], ou, "au")
    if au is not None and au < du:
        raise BaremeInvalide(f"{ou} : « au » précède « du »")
    return du, au


def _entier(valeur: Any, ou: str) -> int:
    if type(valeur) is not int or not 0 <= valeur <= VALEUR_MAXIMALE:
        raise BaremeInvalide(f"{ou} : « valeur » doit être un entier entre 0 et {VALEUR_MAXIMALE}")
    return valeur


def _grandeur(valeur: Any, unite: str, ou: str) -> Grandeur:
    """A whole number, or an amount written between quotation marks: YAML would read a float."""
    if unite in _ENTIERES:
        return _entier(valeur, ou)
    if not isinstance(valeur, str) or not _MONTANT.fullmatch(valeur):
        raise BaremeInvalide(f'{ou} : « valeur » doit être un montant entre guillemets, comme "561.68"')
    return Decimal(valeur)


# Keys by name; True: required.
_CLES_SOURCE = {
    "titre": True,
    "mention": True,
    "article": False,
    "date": False,
    "citation": False,
    "resume": False,
    "connu_par": False,
}
_CLES_PARAMETRE = {"libelle": True, "unite": True, "valeurs": True}
_CLES_RENVOI = {"libelle": True, "comme": True, "du": False}
_CLES_PERIODE = {"du": True, "au": False, "valeur": True, "source": True}
_CLES_TROU = {"du": True, "au": False, "inconnu": True}
_CLES_ACTE = {"titre": True, "date": True, "citation": False}
_CLES_DEROGATION = {
    "departement": False,
    "region": False,
    "programme": True,
    "du": True,
    "au": False,
    "acte": True,
    "effet": True,
}
_CLES_EFFET: dict[str, dict[str, bool]] = {
    "remplacer": {"code": True, "valeur": True},
    "dispenser": {"critere": True, "public": True},
    "lever": {"critere": True},
}
