"""Writing the week of several youths at once: one total by nature and by youth, in one statement for them all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import QuerySet

from parcours.activites.ecritures import PasSonCote
from parcours.activites.models import Activite, Cadre
from regles.heures import Etat
from regles.semaine import Semaine
from socle.acces.portee import Acteur
from socle.dossier.lectures import plan_ouvert, un_des_deux_cotes
from socle.dossier.models import Dossier, Etape


@dataclass(frozen=True, slots=True)
class Cellule:
    """Hours typed for a youth in a nature. `version`: what the page showed, 0 when nothing was there."""

    dossier_id: UUID
    nature: str
    minutes: int
    version: int = 0


def cle_de(structure_id: int, dossier_id: UUID, semaine: Semaine, nature: str) -> UUID:
    """The key of a cell: two people who type the same cell meet on one row, whatever they do at once."""
    return uuid5(dossier_id, f"{structure_id}/{semaine}/{nature}")


_ECRIRE = """
INSERT INTO activites_activite (
    id, dossier_id, structure_id, jour, minutes, sans_jour, nature, cadre, etat,
    ecrit_par_id, ecrit_le, maj_par_id, maj_le, version)
SELECT c.id, c.dossier_id, %(structure)s, %(jour)s, c.minutes, true, c.nature, %(cadre)s, %(etat)s,
       %(par)s, %(quand)s, %(par)s, %(quand)s, c.version + 1
  FROM unnest(%(ids)s::uuid[], %(dossiers)s::uuid[], %(natures)s::text[], %(minutes)s::int[], %(versions)s::int[])
       AS c(id, dossier_id, nature, minutes, version)
 ORDER BY c.id
ON CONFLICT (id) DO UPDATE
   SET minutes = EXCLUDED.minutes, etat = EXCLUDED.etat, maj_par_id = EXCLUDED.maj_par_id, maj_le = EXCLUDED.maj_le,
       version = EXCLUDED.version, annulee_le = NULL, validee_le = NULL, validee_par_id = NULL
 WHERE activites_activite.version = EXCLUDED.version - 1
RETURNING id
"""


def ouverts_a(acteur: Acteur, dossiers: Collection[UUID]) -> QuerySet[Dossier]:
    """Of these dossiers, those whose week the hat worn may write: of its side, the plan open, the youth not gone."""
    cotes = Dossier.objects.filter(un_des_deux_cotes(acteur), plan_ouvert(acteur), pk__in=dossiers)
    return cotes.exclude(etape=Etape.SORTI)


@transaction.atomic
def saisir(
    *, acteur: Acteur, semaine: Semaine, cellules: Sequence[Cellule], le: date, maintenant: datetime
) -> list[Activite]:
    """Write the cells typed; return those that somebody else wrote since they were read, as they are now.

    The others are written. The same form sent twice writes once: what is already there is no conflict. The rows of the
    dossiers are locked in order, so that fifty people at once wait for each other and never block. No state is
    refreshed: hours say nothing of where a dossier stands. Raises PasSonCote for a dossier that
    is not `ouverts_a` the hat worn.
    """
    dossiers = {c.dossier_id for c in cellules}
    tenus = (
        ouverts_a(acteur, dossiers)
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if set(tenus) != dossiers:
        raise PasSonCote
    par_cle = {cle_de(acteur.structure_id, c.dossier_id, semaine, c.nature): c for c in cellules}
    ecrites = _ecrire(acteur, semaine, par_cle, le, maintenant)
    if ecrites:
        Dossier.objects.filter(pk__in={par_cle[cle].dossier_id for cle in ecrites}).update(maj_le=maintenant)
    restent = set(par_cle) - ecrites
    if not restent:
        return []
    actuelles = Activite.objects.filter(pk__in=restent).select_related("maj_par__compte")
    return [a for a in actuelles if a.minutes != par_cle[a.pk].minutes]


def _ecrire(
    acteur: Acteur, semaine: Semaine, par_cle: dict[UUID, Cellule], le: date, maintenant: datetime
) -> set[UUID]:
    """The keys of the rows that are now as they were typed, and were not before."""
    cellules = list(par_cle.values())
    valeurs = {
        "structure": acteur.structure_id,
        "jour": semaine.lundi,
        "cadre": Cadre.PORTEUR.value if acteur.est_porteur else Cadre.MISSION_LOCALE.value,
        "etat": Etat.PREVUE.value if semaine.lundi > le else Etat.FAITE.value,
        "par": acteur.appartenance_id,
        "quand": maintenant,
        "ids": list(par_cle),
        "dossiers": [c.dossier_id for c in cellules],
        "natures": [c.nature for c in cellules],
        "minutes": [c.minutes for c in cellules],
        "versions": [c.version for c in cellules],
    }
    with connection.cursor() as curseur:
        curseur.execute(_ECRIRE, valeurs)
        return {ligne[0] for ligne in curseur.fetchall()}
