"""Reading activities: a week of a youth, what it adds up to, and whether one asks why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from parcours.activites.models import Activite, MotsDActivite
from parcours.contrat.models import Contrat
from parcours.contrat.models_changements import DureeHebdomadaire
from parcours.plan.models import ENCORE, Action
from regles.contrat import CEJ
from regles.heures import HEURE, Compte, Engagement, compter, heures_demandees, manque, probable_double
from regles.noyau.bareme import HorsBareme
from regles.semaine import Semaine
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing, hours are written from the first meeting on."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step: nothing yet, « sous 15 h » is a question of the week's own page."""
    return []


@dataclass(frozen=True, slots=True)
class Bilan:
    """A week in figures, in minutes. `demandees`: the hours under which one asks why, None when nothing is asked."""

    compte: Compte
    demandees: int | None = None

    @property
    def manque(self) -> int:
        """Minutes missing: a question, never a breach."""
        return manque(self.compte, self.demandees)

    @property
    def atteint(self) -> bool:
        """Whether the hours asked are there."""
        return self.demandees is not None and not self.manque


@dataclass(frozen=True, slots=True)
class Jour:
    """A day of the week and what is in it; `jour` None: hours of the whole week."""

    jour: date | None
    activites: list[Activite] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageDeSemaine:
    """What the page of a week shows. `doubles`: pairs that both sides may have declared."""

    semaine: Semaine
    jours: list[Jour]
    bilan: Bilan
    doubles: list[tuple[Activite, Activite]]


def activites_de(dossiers: Iterable[UUID], semaine: Semaine) -> list[Activite]:
    """The activities of a week, in order, each with `dits`: its words where the hat worn reads them, else None."""
    lues = Activite.objects.filter(
        dossier_id__in=list(dossiers), jour__range=(semaine.lundi, semaine.dimanche), annulee_le=None, minutes__gt=0
    )
    liste = list(lues.select_related("structure", "maj_par__compte").order_by("jour", "debut", "ecrit_le", "pk"))
    mots = {m.pk: m for m in MotsDActivite.objects.filter(pk__in=[a.pk for a in liste])}
    for activite in liste:
        activite.dits = mots.get(activite.pk)
    return liste


def activites_courtes(dossiers: Iterable[UUID], semaine: Semaine) -> list[Activite]:
    """The same without a word, and with the cells emptied: what the grid of several youths needs."""
    return list(
        Activite.objects.filter(
            dossier_id__in=list(dossiers), jour__range=(semaine.lundi, semaine.dimanche), annulee_le=None
        )
    )


def engagements(dossiers: Iterable[UUID], semaine: Semaine) -> dict[UUID, Engagement]:
    """The contract that holds each dossier the whole week, with its hours of that Monday. Two queries."""
    durees = DureeHebdomadaire.objects.filter(retiree_le=None, du__lte=semaine.lundi).order_by("-du")
    contrats = Contrat.objects.filter(
        dossier_id__in=list(dossiers),
        ouvert_le__isnull=False,
        debut_le__lte=semaine.lundi,
        fin_le__gte=semaine.dimanche,
    ).prefetch_related(Prefetch("durees", queryset=durees, to_attr="changees"))
    return {
        c.dossier_id: Engagement(c.debut_le, c.fin_le, c.changees[0].heures if c.changees else c.heures)
        for c in contrats
    }


def bilans(dossiers: Sequence[Dossier], activites: Iterable[Activite], semaine: Semaine) -> Mapping[UUID, Bilan]:
    """The figures of the week for each dossier."""
    tenus = engagements([d.pk for d in dossiers], semaine)
    siennes: dict[UUID, list[Activite]] = {d.pk: [] for d in dossiers}
    for activite in activites:
        siennes[activite.dossier_id].append(activite)
    return {
        d.pk: Bilan(
            compter(a.fait() for a in siennes[d.pk]),
            heures_demandees(tenus.get(d.pk), semaine, minimum=_minimum(d, semaine) if d.pk in tenus else None),
        )
        for d in dossiers
    }


def _minimum(dossier: Dossier, semaine: Semaine) -> int | None:
    """The least weekly hours in force that Monday (L5411-6 II); None when nobody knows them."""
    try:
        bareme = baremes().au(CEJ, semaine.lundi, dossier.departement or None)
    except HorsBareme:
        return None
    return None if "heures_hebdomadaires_minimum" in bareme.trous else int(bareme["heures_hebdomadaires_minimum"])


def page_de_semaine(dossier: Dossier, semaine: Semaine) -> PageDeSemaine:
    """The week of a youth: its days, its figures, what may be declared twice."""
    activites = activites_de([dossier.pk], semaine)
    jours = [Jour(j, [a for a in activites if a.jour == j and not a.sans_jour]) for j in semaine.jours]
    if de_la_semaine := [a for a in activites if a.sans_jour]:
        jours.append(Jour(None, de_la_semaine))
    doubles = [
        (a, b)
        for a, b in combinations([a for a in activites if not a.sans_jour], 2)
        if probable_double(a.fait(), b.fait())
    ]
    return PageDeSemaine(semaine, jours, bilans([dossier], activites, semaine)[dossier.pk], doubles)


def actions_ouvertes(dossier: Dossier) -> list[Action]:
    """The actions of the plan that an activity may serve, of those the hat worn reads."""
    actions = Action.objects.filter(dossier=dossier, retire_le=None, objectif__retire_le=None)
    return list(actions.filter(Q(etat__in=ENCORE)).order_by("objectif__rang", "rang", "pk"))


def en_heures(minutes: int) -> str:
    """« 17 h 30 », « 45 min »: a duration as one says it, with its no-break spaces."""
    heures, reste = divmod(minutes, HEURE)
    if not heures and reste:
        return f"{reste}\u00a0min"
    return f"{heures}\u00a0h" + (f"\u00a0{reste:02d}" if reste else "")
