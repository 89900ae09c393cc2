"""Writing the directory of missions locales: what the file says, and nothing that a structure says of itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.db import connection

from regles.acces import Nature
from socle.acteurs.annuaire import Ligne
from socle.acteurs.models import Structure

CHAMPS = ("nom", "departement", "region", "fuseau")
PAQUET = 500


class HorsTransaction(Exception):
    """An import that stops half-way must leave nothing: whoever calls holds the transaction."""


class Sort(StrEnum):
    """What became of a line."""

    CREEE = "créée"
    MODIFIEE = "modifiée"
    INCHANGEE = "inchangée"
    REFUSEE = "refusée"


@dataclass(frozen=True, slots=True)
class Rapport:
    """One line of the report. `detail` says what changed, or why the line was refused."""

    numero: int
    code: str
    sort: Sort
    detail: str = ""


def importer(lignes: Iterable[Ligne]) -> Iterator[Rapport]:
    """Create or update a mission locale for each good line, and tell what became of every line, in order.

    Known by their I-Milo code; run twice, the second changes nothing. Must be run to its end inside a transaction
    that the caller opened. Raises HorsTransaction.
    """
    if not connection.in_atomic_block:
        raise HorsTransaction
    suite = iter(lignes)
    while paquet := list(islice(suite, PAQUET)):
        yield from _ecrire(paquet)


def _ecrire(paquet: list[Ligne]) -> list[Rapport]:
    codes = [ligne.code for ligne in paquet if not ligne.refus]
    connues = {s.code_imilo: s for s in Structure.objects.select_for_update().filter(code_imilo__in=codes)}
    neuves, changees, rapports = [], [], []
    for ligne in paquet:
        structure = connues.get(ligne.code)
        rapport = _comparer(ligne, structure)
        rapports.append(rapport)
        if rapport.sort == Sort.CREEE:
            neuves.append(Structure(nature=Nature.MISSION_LOCALE, code_imilo=ligne.code, **_valeurs(ligne)))
        elif rapport.sort == Sort.MODIFIEE and structure is not None:
            for champ, valeur in _valeurs(ligne).items():
                setattr(structure, champ, valeur)
            changees.append(structure)
    Structure.objects.bulk_create(neuves)
    if changees:
        Structure.objects.bulk_update(changees, CHAMPS)
    return rapports


def _comparer(ligne: Ligne, structure: Structure | None) -> Rapport:
    if ligne.refus:
        return Rapport(ligne.numero, ligne.code, Sort.REFUSEE, ligne.refus)
    if structure is None:
        return Rapport(ligne.numero, ligne.code, Sort.CREEE, ligne.nom)
    if structure.nature != Nature.MISSION_LOCALE:
        return Rapport(ligne.numero, ligne.code, Sort.REFUSEE, "ce code est celui d’une autre structure")
    ecarts = [
        f"{champ} : {getattr(structure, champ) or '(vide)'} → {valeur or '(vide)'}"
        for champ, valeur in _valeurs(ligne).items()
        if getattr(structure, champ) != valeur
    ]
    return Rapport(ligne.numero, ligne.code, Sort.MODIFIEE if ecarts else Sort.INCHANGEE, " ; ".join(ecarts))


def _valeurs(ligne: Ligne) -> dict[str, str]:
    return {champ: getattr(ligne, champ) for champ in CHAMPS}
