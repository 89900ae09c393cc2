"""What other texts do to the dossiers of a territory: counted before an act is signed, kept after it.

Nobody's hat sees all these dossiers, a pilote's least of all. A measure runs on a mandate (`Reevaluation`): a row that
says who asked, for which départements, and that opens facts without names to the functions of `sql/reevaluation.sql`
until it is shut. Dossiers pass by in lots: memory does not grow with them.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from parcours.eligibilite.chiffres import Chiffres, Passage, montrer
from parcours.eligibilite.lectures import faits
from parcours.eligibilite.models import Reevaluation
from regles.eligibilite import juger
from regles.faits import Faits
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.verdict import Verdict
from regles.petits_nombres import tranche
from regles.rejeu import jugement, teneur
from regles.textes import avec_derogations
from socle.acces.portee import acteur_courant
from socle.droit.lectures import territoire_de

LOT = 1_000
"""Dossiers read, judged and written at a time."""
LOTS_EN_PAGE = 5
"""Lots that somebody may wait for: about a second and a half."""
MESURES_PAR_JOUR = 20
"""Measures a structure may ask for in 24 hours: more would be looking for somebody."""
_AVANT_TOUS = UUID(int=0)


class TerritoireEtranger(Exception):
    """A pilote asks about its own territory only."""


@dataclass(slots=True)
class Ligne:
    """The facts of one dossier, without a name, as `lectures.faits` reads them."""

    id: UUID
    programme: str
    departement: str
    date_naissance: date | None
    repere_le: date
    a_reverifier_depuis: date | None
    rqth: bool | None
    etudiant: bool | None
    en_formation: bool | None
    en_emploi: bool | None
    ressources: str
    inscrit_mission_locale: bool | None
    inscrit_mission_locale_le: date | None
    inscrit_demandeur_emploi: bool | None
    inscrit_demandeur_emploi_le: date | None
    accompagnement_adapte: bool | None
    lus_contacts: list[dict[str, Any]]
    lue_verification: list[dict[str, Any]]
    lues_conventions: list[dict[str, Any]]
    rupture: bool
    teneur: str | None

    @property
    def situation(self) -> "Ligne":
        """Where `faits` looks for the situation: here too."""
        return self


@dataclass(frozen=True, slots=True)
class Bilan:
    """How many dossiers go from which answer to which (not to be shown as such: `montrer`), how many were kept."""

    comptes: dict[Passage, int]
    gardes: int


def ouvrir(
    le: date,
    departements: Collection[str],
    *,
    garde: bool,
    avant: list[Any],
    apres: list[Any],
    acte_id: UUID | None = None,
) -> UUID:
    """Open a mandate for the pilote whose hat is worn. `acte_id`: the act signed. Raises TerritoireEtranger."""
    demandes = sorted(set(departements))
    territoire = territoire_de(acteur_courant().structure_id)
    if territoire is None or not demandes or not set(demandes) <= set(territoire.departements):
        raise TerritoireEtranger
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT ouvrir_reevaluation(%s, %s::text[], %s, %s::jsonb, %s::jsonb, %s::uuid)",
            [le, demandes, garde, json.dumps(avant, default=str), json.dumps(apres, default=str), acte_id],
        )
        return curseur.fetchone()[0]


@transaction.atomic
def mesurer(avant: Baremes, apres: Baremes, *, le: date, departements: Collection[str]) -> Chiffres:
    """How many dossiers of these départements go from which answer to which, judged on the day `le` by both texts.

    For the pilote whose hat is worn, while somebody waits: what may be shown, or why nothing is. Journalled as it is
    shown. Raises TerritoireEtranger.
    """
    if _mesures_du_jour() >= MESURES_PAR_JOUR:
        return Chiffres(muet="souvent")
    mandat = ouvrir(le, departements, garde=False, avant=[], apres=[])
    comptes: Counter[Passage] = Counter()
    chiffres = None
    for rang, lot in enumerate(_passer(mandat, avant, apres, le=le), 1):
        if rang > LOTS_EN_PAGE:
            chiffres = Chiffres(muet="beaucoup")
            break
        comptes.update(map(_passage, lot))
    chiffres = chiffres or montrer(comptes, departements=len(set(departements)))
    _clore(mandat, chiffres, 0)
    return chiffres


def _mesures_du_jour() -> int:
    """How many measures the structure whose hat is worn asked for before signing, in the last 24 hours."""
    demandes = Reevaluation.objects.filter(structure_id=acteur_courant().structure_id, acte=None)
    return demandes.filter(demandee_le__gt=Now() - timedelta(days=1)).count()


@transaction.atomic
def reevaluer(*, mandat: UUID, maintenant: datetime) -> Bilan | None:
    """Judge again the dossiers of a mandate, keep the verdicts that the texts moved, shut the mandate.

    No decision is touched. None when the mandate is shut or too old: twice is once.
    """
    with connection.cursor() as curseur:
        curseur.execute("SELECT le, departements, garde, avant, apres FROM reevaluation_ouverte(%s)", [mandat])
        ligne = curseur.fetchone()
    if ligne is None:
        return None
    le, departements, garde, avant, apres = ligne
    return reevaluer_avec(
        avec_derogations(json.loads(avant)),
        avec_derogations(json.loads(apres)),
        mandat=mandat,
        le=le,
        departements=len(departements),
        garder=garde,
        maintenant=maintenant,
    )


def reevaluer_avec(
    avant: Baremes, apres: Baremes, *, mandat: UUID, le: date, garder: bool, maintenant: datetime, departements: int = 1
) -> Bilan:
    """The same, with barèmes already built, and how many départements the mandate covers."""
    comptes: Counter[Passage] = Counter()
    gardes = 0
    for lot in _passer(mandat, avant, apres, le=le):
        comptes.update(map(_passage, lot))
        if garder:
            gardes += _garder(mandat, lot, apres, maintenant)
    _clore(mandat, montrer(comptes, departements=departements), gardes)
    return Bilan(dict(comptes), gardes)


Juge = tuple[Ligne, Faits, Verdict, Verdict]


def _passage(juge: Juge) -> Passage:
    ligne, _, avant, apres = juge
    return ligne.departement, avant.reponse.value, apres.reponse.value


def _passer(mandat: UUID, avant: Baremes, apres: Baremes, *, le: date) -> Iterator[list[Juge]]:
    """Each lot of dossiers, judged by both texts. A day without rules for a programme leaves its dossiers out."""
    for lignes in _lots(mandat):
        juges: list[Juge] = []
        for ligne in lignes:
            dits = faits(ligne, rupture=ligne.rupture, le=le)
            try:
                juges.append((ligne, dits, juger(dits, le=le, baremes=avant), juger(dits, le=le, baremes=apres)))
            except HorsBareme:
                continue
        yield juges


def _lots(mandat: UUID) -> Iterator[list[Ligne]]:
    dernier = _AVANT_TOUS
    while True:
        with connection.cursor() as curseur:
            curseur.execute("SELECT * FROM faits_a_rejuger(%s, %s, %s)", [mandat, dernier, LOT])
            lignes = [Ligne(*ligne) for ligne in curseur.fetchall()]
        if lignes:
            yield lignes
            dernier = lignes[-1].id
        if len(lignes) < LOT:
            return


def _garder(mandat: UUID, lot: list[Juge], apres: Baremes, maintenant: datetime) -> int:
    """Keep what the texts moved, and that was not kept yet. What time alone moved is not theirs."""
    changes = []
    for ligne, dits, a, b in lot:
        if _revient_au_meme(a, b):
            continue
        dit = jugement(dits, b, baremes=apres)
        if (nouvelle := teneur(dit)) != ligne.teneur:
            changes.append((ligne.id, b.reponse.value, b.ouverture_le, nouvelle, json.dumps(dit, ensure_ascii=False)))
    if not changes:
        return 0
    ids, reponses, ouvertures, teneurs, jugements = map(list, zip(*changes, strict=True))
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT garder_reevalues(%s, %s, %s::uuid[], %s::text[], %s::date[], %s::text[], %s)",
            [mandat, maintenant, ids, reponses, ouvertures, teneurs, "\n".join(jugements)],
        )
        return int(curseur.fetchone()[0])


def _revient_au_meme(a: Verdict, b: Verdict) -> bool:
    return (a.reponse, a.ouverture_le, a.valeurs) == (b.reponse, b.ouverture_le, b.valeurs) and all(
        (c.etat, c.motif.code) == (d.etat, d.motif.code) for c, d in zip(a.criteres, b.criteres, strict=True)
    )


def _clore(mandat: UUID, chiffres: Chiffres, gardes: int) -> None:
    """The journal keeps what may be shown, and no more."""
    dits = json.dumps(chiffres.dits())
    with connection.cursor() as curseur:
        curseur.execute("SELECT clore_reevaluation(%s, now(), %s::jsonb, %s)", [mandat, dits, tranche(gardes)])


def derniere_de(acte_id: UUID, *, structure_id: int) -> Reevaluation | None:
    """The latest re-evaluation asked for after the signature or the end of this act."""
    return Reevaluation.objects.filter(acte_id=acte_id, structure_id=structure_id).order_by("-demandee_le").first()
