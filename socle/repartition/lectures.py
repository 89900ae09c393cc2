"""Reading who does what: what each side believes, where the two differ, what is in force."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from regles.acces import Nature
from socle.partenariats.models import Partenariat
from socle.repartition.lignes import Ligne, Reponse, depuis_json
from socle.repartition.models import Croyance, Phase, Qui, Repartition, TachePropre
from socle.repartition.referentiel import Tache, referentiel

COTES = (Nature.PORTEUR.value, Nature.MISSION_LOCALE.value)


class EtatDeLaTache(StrEnum):
    """How the two sides stand on one task."""

    RESERVEE = "reservee"
    PAREIL = "pareil"
    DIFFERE = "differe"
    UN_SEUL = "un_seul"
    RIEN = "rien"


@dataclass(frozen=True, slots=True)
class Comparaison:
    """One task as it stands between the two sides, for the eyes of one: what the other believes is read once one has
    said what one believes oneself.
    """

    tache: Tache
    nous: Croyance | None
    eux: Croyance | None
    convenue: Reponse | None

    @property
    def etat(self) -> EtatDeLaTache:
        if self.tache.reserve:
            return EtatDeLaTache.RESERVEE
        if self.nous is None or self.eux is None:
            return EtatDeLaTache.RIEN if self.nous is self.eux else EtatDeLaTache.UN_SEUL
        return EtatDeLaTache.PAREIL if reponse(self.nous) == reponse(self.eux) else EtatDeLaTache.DIFFERE

    @property
    def notre(self) -> Reponse | None:
        """What one's own side believes."""
        return reponse(self.nous) if self.nous is not None else None

    @property
    def a_lire(self) -> Reponse | None:
        """What the other side believes, if it may be read."""
        return reponse(self.eux) if self.nous is not None and self.eux is not None else None

    @property
    def a_proposer(self) -> bool:
        """What one's side says now is not what was agreed."""
        return not self.tache.reserve and self.nous is not None and reponse(self.nous) != self.convenue


@dataclass(frozen=True, slots=True)
class Groupe:
    """The tasks of one phase."""

    phase: str
    lignes: list

    @property
    def libelle(self) -> str:
        return str(Phase(self.phase).label)

    @property
    def differences(self) -> int:
        """Of compared tasks: how many where the two sides do not say the same."""
        return sum(une.etat is EtatDeLaTache.DIFFERE for une in self.lignes)

    @property
    def a_dire(self) -> int:
        """Of compared tasks: how many that one's own side has not answered."""
        return sum(une.nous is None and une.convenue is None and not une.tache.reserve for une in self.lignes)


@dataclass(frozen=True, slots=True)
class Versions:
    """All that was proposed in one partenariat, the latest first."""

    toutes: list[Repartition]

    @property
    def convenues(self) -> list[Repartition]:
        """Those agreed, the latest agreed first."""
        return sorted((r for r in self.toutes if r.convenue_le), key=lambda r: r.convenue_le, reverse=True)

    @property
    def en_vigueur(self) -> Repartition | None:
        return next(iter(self.convenues), None)

    @property
    def attendue(self) -> Repartition | None:
        return next((r for r in self.toutes if r.convenue_le is None and r.ecartee_le is None), None)

    def numero(self, version: Repartition) -> int | None:
        """Its rank among those agreed; None when it is not."""
        rangs = {r.pk: rang for rang, r in enumerate(reversed(self.convenues), start=1)}
        return rangs.get(version.pk)

    def jusqu_au(self, version: Repartition) -> date | None:
        """The last day that an agreed version held; None while it does."""
        suivantes = [r for r in self.convenues if r.convenue_le > version.convenue_le]
        return timezone.localtime(suivantes[-1].convenue_le).date() if suivantes else None


def reponse(croyance: Croyance) -> Reponse:
    """What was believed, as a version would say it."""
    return Reponse(croyance.qui, croyance.partenaire, croyance.formule)


def taches_de(partenariat: Partenariat) -> list[Tache]:
    """The tasks of a partenariat, phase by phase: everybody's, then its own. One statement."""
    propres = TachePropre.objects.filter(partenariat=partenariat, retiree_le=None).order_by("ajoutee_le")
    siennes = [Tache(str(p.pk), p.phase, p.domaine, p.intitule, propre=True) for p in propres]
    return sorted((*referentiel(), *siennes), key=lambda t: Phase.values.index(t.phase))


def croyances_de(partenariat: Partenariat) -> dict[str, dict[str, Croyance]]:
    """What each side believes, by side then by task. One statement."""
    dites: dict[str, dict[str, Croyance]] = {cote: {} for cote in COTES}
    for croyance in Croyance.objects.filter(partenariat=partenariat).select_related("dite_par__compte"):
        dites[croyance.cote][croyance.tache] = croyance
    return dites


def versions_de(partenariat: Partenariat) -> Versions:
    """All that was proposed, with who wrote and who answered. One statement, and one more to read its lines."""
    return versions_des([partenariat.pk])[partenariat.pk]


def versions_des(partenariats: Collection[int]) -> dict[int, Versions]:
    """The same for several partenariats. One statement; the lines of a version are read when asked for."""
    gens = ("ecrite_par__compte", "convenue_par__compte", "ecartee_par__compte")
    ecrites = Repartition.objects.filter(partenariat__in=partenariats).select_related(*gens).defer("lignes")
    toutes: dict[int, list[Repartition]] = {pk: [] for pk in partenariats}
    for version in ecrites.order_by("-ecrite_le"):
        toutes[version.partenariat_id].append(version)
    return {pk: Versions(siennes) for pk, siennes in toutes.items()}


def comparer(partenariat: Partenariat, cote: str, convenue: Repartition | None) -> list[Comparaison]:
    """Every task as it stands, seen from one side. Two statements."""
    dites = croyances_de(partenariat)
    nous, eux = dites[cote], dites[l_autre(cote)]
    en_vigueur = {li.tache.code: li.reponse for li in depuis_json(convenue.lignes)} if convenue else {}
    return [
        Comparaison(tache, nous.get(tache.code), eux.get(tache.code), en_vigueur.get(tache.code))
        for tache in taches_de(partenariat)
    ]


def l_autre(cote: str) -> str:
    """The other side."""
    return COTES[1] if cote == COTES[0] else COTES[0]


def par_phase(lignes: Iterable[Ligne] | Iterable[Comparaison]) -> list[Groupe]:
    """The same lines, phase by phase; a phase that holds none is not there."""
    groupes: dict[str, list] = {phase: [] for phase in Phase.values}
    for une in lignes:
        groupes[une.tache.phase].append(une)
    return [Groupe(phase, siennes) for phase, siennes in groupes.items() if siennes]


def sans_personne(lignes: Iterable[Ligne]) -> int:
    """How many tasks nobody takes yet."""
    return sum(li.reponse.qui == Qui.PERSONNE for li in lignes)
