"""Dated, territorial, sourced values, and what is in force on a day in a département."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from regles.noyau.source import Source
from regles.noyau.territoire import region_de

Grandeur = int | Decimal
"""A value of the law: a whole number of its unit, or for money an exact decimal. Never a float."""


class BaremeInvalide(ValueError):
    """A value or a derogation that cannot be read as law: says which and why."""


class HorsBareme(ValueError):
    """No value is in force on that day."""


@dataclass(frozen=True, slots=True)
class Periode:
    """A value from the day `du` to the day `au` included, without end when `au` is None.

    `valeur` None is a declared hole, `motif` saying why.
    """

    du: date
    au: date | None
    valeur: Grandeur | None
    source: str | None
    motif: str | None = None


@dataclass(frozen=True, slots=True)
class Parametre:
    """One value through time, periods sorted and contiguous. `programme` is its folder: a programme, or a contract or
    an aid that programmes share.
    """

    programme: str
    code: str
    libelle: str
    unite: str
    periodes: tuple[Periode, ...]

    def au(self, le: date) -> Periode:
        """Return the period in force on the day `le`; raises `HorsBareme`."""
        for periode in self.periodes:
            if periode.du <= le and (periode.au is None or le <= periode.au):
                if periode.valeur is None:
                    raise HorsBareme(f"« {self.code} » n’a pas de valeur le {le} : {periode.motif}")
                return periode
        debut = self.periodes[0].du
        raise HorsBareme(
            f"aucune règle du programme {self.programme} n’est en vigueur le {le}"
            + (f" : elles commencent le {debut}" if le < debut else "")
        )


class Effet(StrEnum):
    """What a derogation does."""

    REMPLACER = "remplacer"
    DISPENSER = "dispenser"
    LEVER = "lever"


@dataclass(frozen=True, slots=True)
class Derogation:
    """What an act changes in one département or one région, from a day (and to a day, included).

    One of `departement` and `region` is there, not both. `cible` is the code of a value (remplacer)
    or of a criterion (dispenser, lever).
    """

    programme: str
    departement: str | None
    du: date
    au: date | None
    acte: Source
    effet: Effet
    cible: str
    valeur: Grandeur | None = None
    public: str | None = None
    region: str | None = None

    def vaut_dans(self, departement: str | None) -> bool:
        """Say whether the act was taken for this département, or for its région."""
        if departement is None:
            return False
        return self.departement == departement or (self.region is not None and self.region == region_de(departement))

    def en_vigueur(self, le: date) -> bool:
        """Say whether the act applies on the day `le`."""
        return self.du <= le and (self.au is None or le <= self.au)


@dataclass(frozen=True, slots=True)
class Valeur:
    """A value in force, the text it comes from, and the act that replaced it, if any."""

    valeur: Grandeur
    source: Source
    deroge: bool


@dataclass(frozen=True, slots=True, eq=False)
class Bareme:
    """What is in force on one day in one département: immutable, shared between verdicts.

    `textes` are the sources by code; `empreinte` covers every value and every derogation of
    its programme, not only those in force. `imprime` are the whole numbers by code, as a verdict keeps
    them. `trous` are the values nobody can tell that day, by code, with the reason.
    """

    valeurs: Mapping[str, Valeur]
    derogations: tuple[Derogation, ...]
    textes: Mapping[str, Source]
    empreinte: str
    imprime: tuple[tuple[str, int], ...]
    trous: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, code: str) -> int:
        """A whole number; raises `HorsBareme` when nobody can tell it that day, `KeyError` when no such code exists."""
        connue = self.valeurs.get(code)
        if connue is not None and isinstance(connue.valeur, int):
            return connue.valeur
        self._valeur(code)
        raise TypeError(f"« {code} » est un montant : « montant » le donne")

    def montant(self, code: str) -> Decimal:
        """An exact number, of euros or of a part; raises as `__getitem__`."""
        return Decimal(self._valeur(code))

    def _valeur(self, code: str) -> Grandeur:
        if code in self.trous:
            raise HorsBareme(self.trous[code])
        return self.valeurs[code].valeur


@dataclass(slots=True, eq=False)
class Baremes:
    """All values through time and territory. Reads only; `au` remembers what it resolved.

    Between two days when something changes, all days have the same text: the memory is
    bounded by the number of changes and of départements under derogation.
    """

    parametres: tuple[Parametre, ...]
    derogations: tuple[Derogation, ...]
    textes: Mapping[str, Source]
    _bornes: dict[str, list[date]] = field(init=False, default_factory=dict)
    _territoires: frozenset[str] = field(init=False)
    _empreintes: dict[str | None, str] = field(init=False, default_factory=dict)
    _resolus: dict[tuple[str, int, str | None], Bareme] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._territoires = frozenset(d.departement or d.region or "" for d in self.derogations)

    @property
    def empreinte(self) -> str:
        """The fingerprint of everything loaded, all programmes together."""
        return self.empreinte_de(None)

    def empreinte_de(self, programme: str | None) -> str:
        """Return the fingerprint of what one programme says, in values and in derogations.

        A verdict keeps that of its own programme: what changes elsewhere does not make it look revised.
        """
        if programme not in self._empreintes:
            self._empreintes[programme] = _empreinte(
                [p for p in self.parametres if programme in (None, p.programme)],
                [d for d in self.derogations if programme in (None, d.programme)],
            )
        return self._empreintes[programme]

    def au(self, programme: str, le: date, departement: str | None) -> Bareme:
        """Return what is in force on the day `le`; national rules when `departement` is None.

        A value that nobody can tell that day is among the `trous`. Raises `HorsBareme` when none is in force.
        """
        territoire = departement if self._territoires and self._deroge(departement) else None
        bornes = self._bornes.get(programme)
        if bornes is None:
            bornes = self._bornes[programme] = self._changements(programme)
        cle = (programme, bisect_right(bornes, le), territoire)
        bareme = self._resolus.get(cle)
        if bareme is None:
            bareme = self._resolus[cle] = self._resoudre(programme, le, territoire)
        return bareme

    def _deroge(self, departement: str | None) -> bool:
        return departement in self._territoires or region_de(departement) in self._territoires

    def _changements(self, programme: str) -> list[date]:
        durees = [
            (p.du, p.au)
            for parametre in self.parametres
            if parametre.programme == programme
            for p in parametre.periodes
        ]
        durees += [(d.du, d.au) for d in self.derogations if d.programme == programme]
        return sorted({jour for du, au in durees for jour in _changements(du, au)})

    def _resoudre(self, programme: str, le: date, departement: str | None) -> Bareme:
        derogations = tuple(
            d for d in self.derogations if d.programme == programme and d.vaut_dans(departement) and d.en_vigueur(le)
        )
        valeurs, trous = self._nationales(programme, le)
        # An act of the département says more than one of its région.
        for derogation in sorted(derogations, key=lambda d: d.departement is not None):
            if derogation.valeur is not None:
                valeurs[derogation.cible] = Valeur(derogation.valeur, derogation.acte, True)
                trous.pop(derogation.cible, None)
        imprime = tuple((code, v.valeur) for code, v in sorted(valeurs.items()) if isinstance(v.valeur, int))
        return Bareme(valeurs, derogations, self.textes, self.empreinte_de(programme), imprime, trous)

    def _nationales(self, programme: str, le: date) -> tuple[dict[str, Valeur], dict[str, str]]:
        valeurs: dict[str, Valeur] = {}
        trous: dict[str, str] = {}
        for parametre in self.parametres:
            if parametre.programme != programme:
                continue
            try:
                valeurs[parametre.code] = self._nationale(parametre, le)
            except HorsBareme as trou:
                trous[parametre.code] = str(trou)
        if not valeurs and not trous:
            raise HorsBareme(f"aucune valeur n’est connue pour le programme {programme}")
        if not valeurs:
            raise HorsBareme(next(iter(trous.values())))
        return valeurs, trous

    def _nationale(self, parametre: Parametre, le: date) -> Valeur:
        periode = parametre.au(le)
        if periode.valeur is None or periode.source is None:
            raise HorsBareme(f"« {parametre.code} » n’a pas de valeur le {le}")
        return Valeur(periode.valeur, self.textes[periode.source], False)


def _changements(du: date, au: date | None) -> tuple[date, ...]:
    if au is None or au == date.max:
        return (du,)
    return (du, au + timedelta(days=1))


def _empreinte(parametres: Iterable[Parametre], derogations: Iterable[Derogation]) -> str:
    """SHA-256 of what the law says, not of how the files are laid out or ordered."""
    valeurs = sorted(
        [p.programme, p.code, p.unite, str(t.du), str(t.au), str(t.valeur), str(t.source)]
        for p in parametres
        for t in p.periodes
    )
    actes = sorted(
        [d.programme, d.departement or f"region {d.region}", str(d.du), str(d.au), d.acte.titre, str(d.acte.date)]
        + [d.effet.value, d.cible, str(d.valeur), str(d.public)]
        for d in derogations
    )
    texte = json.dumps([valeurs, actes], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(texte.encode()).hexdigest()
