"""The law as it is applied: the national values, and the acts that territories signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from regles.acces import Nature
from regles.noyau.bareme import Baremes, Effet
from regles.noyau.territoire import REGIONS, region_de
from regles.textes import avec_derogations, nationaux
from socle.acces.memoire import oublier, une_fois
from socle.acteurs.models import Structure
from socle.droit.models import Derogation

OU = "actes signés"
EXACTES = "euros"


@dataclass(frozen=True, slots=True)
class Territoire:
    """A département, or a région: one of the two codes is there."""

    departement: str = ""
    region: str = ""

    @property
    def nom(self) -> str:
        """« département 35 », « région Bretagne »."""
        if self.region:
            return f"région {REGIONS[self.region][0]}" if self.region in REGIONS else f"région {self.region}"
        return f"département {self.departement}"

    @property
    def departements(self) -> tuple[str, ...]:
        """The départements it is made of."""
        if not self.region:
            return (self.departement,)
        return REGIONS[self.region][1] if self.region in REGIONS else ()


def territoire_de(structure_id: int) -> Territoire | None:
    """The territory that this structure signs for: its département, failing that its région. None when it has none.

    PostgreSQL applies the same to the signature itself (`migrations/0002_mur.py`).
    """
    structure = Structure.objects.filter(pk=structure_id, nature=Nature.PILOTE).first()
    if structure is None or not (structure.departement or structure.region):
        return None
    if structure.departement:
        return Territoire(departement=structure.departement)
    return Territoire(region=structure.region)


def baremes() -> Baremes:
    """The national values and the acts signed; one fingerprint for both. One query, and one law, a page.

    Each process keeps what it read under the number of the edition, which any signature changes: what another process
    signs is applied here from the next page on.
    """
    return une_fois(_en_vigueur)


def relire() -> None:
    """An act has just been signed or ended by this very request: the law of this page is no longer the same."""
    oublier(_en_vigueur)


def _en_vigueur() -> Baremes:
    with connection.cursor() as curseur:
        curseur.execute("SELECT numero FROM droit_edition")
        return _baremes(curseur.fetchone()[0])


@lru_cache(maxsize=4)
def _baremes(edition: UUID) -> Baremes:
    """What was read under that number. The number is read before the acts: they are never older than it."""
    return avec_derogations(exporter(), ou=OU)


def baremes_connus(le: datetime) -> Baremes:
    """The same as one could know it at that instant: acts signed since are not there, nor the ends said since."""
    return avec_derogations(exporter(connu_le=le), ou=OU)


def exporter(*, connu_le: datetime | None = None) -> list[dict[str, Any]]:
    """The acts in the format of `regles/baremes/README.md`: what `--derogations` and the rules read."""
    actes = Derogation.objects.order_by("signee_le", "pk")
    if connu_le is not None:
        actes = actes.filter(signee_le__lte=connu_le)
    lignes = (ligne_de(acte, fin=fin_de(acte, connu_le=connu_le)) for acte in actes)
    return [ligne for ligne in lignes if ligne is not None]


def fin_de(acte: Derogation, *, connu_le: datetime | None = None) -> date | None:
    """The last day on which an act applies; None without end. `connu_le`: as one could know it at that instant."""
    if acte.terminee_le is None or (connu_le is not None and acte.terminee_le > connu_le):
        return acte.au
    return acte.dernier_jour


def s_applique(acte: Derogation, *, le: date) -> bool:
    """Whether an act is in force on the day `le`."""
    fin = fin_de(acte)
    return acte.du <= le and (fin is None or le <= fin)


def a_cesse(acte: Derogation, *, le: date) -> bool:
    """Whether an act applies neither on the day `le` nor after it."""
    fin = fin_de(acte)
    return fin is not None and (fin < le or fin < acte.du)


def ligne_de(acte: Derogation, *, fin: date | None) -> dict[str, Any] | None:
    """One act in the format of the rules; None for one that was ended before its first day."""
    if fin is not None and fin < acte.du:
        return None
    texte = {"titre": acte.acte_titre, "date": acte.acte_date.isoformat()}
    if acte.acte_citation:
        texte["citation"] = acte.acte_citation
    ligne = {
        **({"departement": acte.departement} if acte.departement else {"region": acte.region}),
        "programme": acte.programme,
        "du": acte.du.isoformat(),
        "acte": texte,
        "effet": acte.effet,
        **_objet(acte),
    }
    return ligne if fin is None else ligne | {"au": fin.isoformat()}


def _objet(acte: Derogation) -> dict[str, Any]:
    if acte.effet == Effet.DISPENSER:
        return {"critere": acte.cible, "public": acte.public}
    if acte.effet == Effet.LEVER:
        return {"critere": acte.cible}
    exacte = unite_de(acte.programme, acte.cible) == EXACTES or not acte.valeur.isdecimal()
    return {"code": acte.cible, "valeur": acte.valeur if exacte else int(acte.valeur)}


def unite_de(programme: str, code: str) -> str | None:
    """The unit of a national value; None when there is no such value."""
    return next((p.unite for p in nationaux().parametres if (p.programme, p.code) == (programme, code)), None)


def actes() -> QuerySet[Derogation]:
    """Every act, with what its pages show: who signed is never among it, only for which structure."""
    return Derogation.objects.select_related("structure", "remplacee_par").order_by("-du", "-signee_le", "pk")


def actes_du(territoire: Territoire) -> QuerySet[Derogation]:
    """The acts taken for that very territory."""
    return actes().filter(departement=territoire.departement, region=territoire.region)


def actes_valant_dans(departement: str) -> QuerySet[Derogation]:
    """The acts of a département and of its région."""
    return actes().filter(Q(departement=departement) | Q(region=region_de(departement) or "-"))


def veille(jour: date) -> date:
    """The day before."""
    return jour - timedelta(days=1)


def en_lignes(actes_lus: Iterable[Derogation]) -> list[dict[str, Any]]:
    """Acts already read, in the format of the rules."""
    lignes = (ligne_de(acte, fin=fin_de(acte)) for acte in actes_lus)
    return [ligne for ligne in lignes if ligne is not None]
