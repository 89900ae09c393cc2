"""Reading the plan: for its page, for the page of the dossier, and for « À faire »."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from parcours.plan.models import (
    ENCORE,
    AcceptationDuPlan,
    Action,
    Commentaire,
    EtatDAction,
    Objectif,
    Tenant,
    VersionDuPlan,
)
from regles.echeances.echeance import FENETRE_ORDINAIRE
from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.dossier.lectures import les_siens, plan_ouvert
from socle.dossier.models import Dossier
from socle.dossier.taches import lignes

BIENTOT = timedelta(days=FENETRE_ORDINAIRE)


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing, a plan is written from the entry to the end."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step."""
    if acteur.est_porteur:
        cote = Tenant.PORTEUR
    elif acteur.est_mission_locale:
        cote = Tenant.MISSION_LOCALE
    else:
        return []
    return [_a_tenir(acteur, cote), _a_accepter(acteur, cote)]


def _a_tenir(acteur: Acteur, cote: Tenant) -> QuerySet:
    """One line a dossier, for the actions its side holds, late or due soon."""
    tenues = encore_tenues().filter(
        dossier_id=OuterRef("pk"), tenue_par=cote.value, avant_le__lte=acteur.le + BIENTOT
    )  # fmt: skip
    nombre = tenues.order_by().values("dossier_id").annotate(n=Count("pk")).values("n")
    premiere = tenues.order_by("avant_le", "pk")
    du = Subquery(premiere.values("avant_le")[:1])
    espace = Value(" ", output_field=TextField())
    dite = Concat(
        Cast(Subquery(nombre), TextField()), espace, Cast(Subquery(premiere.values("titre")[:1]), TextField()),
        output_field=TextField(),
    )  # fmt: skip
    dossiers = Dossier.objects.filter(les_siens(acteur), Exists(tenues))
    return lignes(dossiers, code="tenir_actions", depuis=du, avant_le=du, precision=dite)


def _a_accepter(acteur: Acteur, cote: Tenant) -> QuerySet:
    """A version of the plan that waits, and that this side has not accepted."""
    acceptee = AcceptationDuPlan.objects.filter(version_id=OuterRef("pk"), partie=cote.value, retiree_le=None)
    attendues = VersionDuPlan.objects.filter(
        ~Exists(acceptee), dossier_id=OuterRef("pk"), acceptee_le=None, retiree_le=None
    )
    dossiers = Dossier.objects.filter(les_siens(acteur), Exists(attendues))
    return lignes(
        dossiers, code="accepter_plan", depuis=Subquery(attendues.values("proposee_le__date")[:1]),
        precision=Cast(Subquery(attendues.values("numero")[:1]), TextField()),
    )  # fmt: skip


def encore_tenues() -> QuerySet[Action]:
    """The actions of a plan that somebody still holds."""
    return Action.objects.filter(retire_le=None, objectif__retire_le=None, etat__in=ENCORE)


@dataclass(frozen=True, slots=True)
class ActionLue:
    """An action as the page shows it. `monter`, `descendre`: the neighbour it would pass, if any."""

    action: Action
    tenant: str
    nature: str
    initiales: str
    en_retard: bool
    bientot: bool
    monter: UUID | None
    descendre: UUID | None

    @property
    def encore(self) -> bool:
        return self.action.etat in ENCORE


@dataclass(frozen=True, slots=True)
class ObjectifLu:
    """An objective and its actions, in their order."""

    objectif: Objectif
    actions: list[ActionLue]
    monter: UUID | None
    descendre: UUID | None

    @property
    def faites(self) -> int:
        return sum(a.action.etat == EtatDAction.FAIT for a in self.actions)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the hat worn sees of a plan."""

    objectifs: list[ObjectifLu]
    objectifs_retires: list[Objectif]
    actions_retirees: list[Action]
    heures: list[tuple[str, Decimal]]
    """Hours a week of what is still held, by who holds it."""

    @property
    def actions(self) -> list[ActionLue]:
        return [a for o in self.objectifs for a in o.actions]

    @property
    def total_d_heures(self) -> Decimal:
        return sum((h for _, h in self.heures), Decimal(0))

    @property
    def faites(self) -> int:
        return sum(o.faites for o in self.objectifs)

    @property
    def en_retard(self) -> int:
        return sum(a.en_retard for a in self.actions)

    @property
    def vide(self) -> bool:
        return not self.objectifs


def plan_de(dossier: Dossier, *, le: date) -> Plan:
    """The plan of a dossier on the day `le`: two statements, whatever its length."""
    commentaires = Commentaire.objects.filter(action_id=OuterRef("pk"), retire_le=None)
    nombre = commentaires.order_by().values("action_id").annotate(n=Count("pk")).values("n")
    objectifs = list(Objectif.objects.filter(dossier=dossier).order_by("rang", "id"))
    actions = list(
        Action.objects.filter(dossier=dossier)
        .annotate(commentee=Coalesce(Subquery(nombre, output_field=IntegerField()), 0))
        .order_by("rang", "id")
    )
    presents = [o for o in objectifs if o.retire_le is None]
    la = [a for a in actions if a.retire_le is None]
    voisins = _voisins(presents)
    lus = [
        ObjectifLu(o, _lues([a for a in la if a.objectif_id == o.pk], dossier, le), *voisins[o.pk]) for o in presents
    ]
    ids = {o.pk for o in presents}
    return Plan(
        objectifs=lus,
        objectifs_retires=[o for o in objectifs if o.retire_le is not None],
        actions_retirees=[a for a in actions if a.retire_le is not None and a.objectif_id in ids],
        heures=_heures([a for o in lus for a in o.actions]),
    )


def _voisins(rangee: list[Any]) -> dict[UUID, tuple[UUID | None, UUID | None]]:
    ids = [o.pk for o in rangee]
    return {pk: (avant, apres) for pk, avant, apres in zip(ids, [None, *ids], [*ids[1:], None], strict=False)}


def _lues(actions: list[Action], dossier: Dossier, le: date) -> list[ActionLue]:
    voisins = _voisins(actions)
    return [
        ActionLue(
            a,
            nom_du_tenant(a, dossier),
            a.tenue_par,
            _initiales(a, dossier),
            *_quand(a.etat, a.avant_le, le),
            *voisins[a.pk],
        )
        for a in actions
    ]


def heures_dites(heures: Decimal) -> str:
    """« 3 h 30 », « 4 h »."""
    minutes = int((heures * 60).to_integral_value())
    return f"{minutes // 60}\u00a0h" + (f"\u00a0{minutes % 60:02d}" if minutes % 60 else "")


def nom_du_tenant(action: Action, dossier: Dossier) -> str:
    """Who holds an action, by name."""
    noms = {
        Tenant.JEUNE: dossier.prenom,
        Tenant.PORTEUR: str(dossier.porteur),
        Tenant.MISSION_LOCALE: str(dossier.mission_locale or Tenant.MISSION_LOCALE.label),
        Tenant.PARTENAIRE: action.partenaire,
    }
    return noms[Tenant(action.tenue_par)]


def _initiales(action: Action, dossier: Dossier) -> str:
    if action.tenue_par == Tenant.JEUNE:
        return dossier.initiales
    return initiales_de_structure(nom_du_tenant(action, dossier))


def _quand(etat: str, avant_le: date | None, le: date) -> tuple[bool, bool]:
    """Whether it is late, and whether it comes soon."""
    if avant_le is None or etat not in ENCORE:
        return False, False
    return avant_le < le, le <= avant_le <= le + BIENTOT


def _heures(actions: Iterable[ActionLue]) -> list[tuple[str, Decimal]]:
    par_tenant: dict[str, Decimal] = {}
    for lue in actions:
        if lue.encore and lue.action.heures is not None:
            par_tenant[lue.tenant] = par_tenant.get(lue.tenant, Decimal(0)) + lue.action.heures
    return sorted(par_tenant.items(), key=lambda paire: -paire[1])


def avec_plan(dossiers: QuerySet[Dossier], *, acteur: Acteur, le: date) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `carte_du_plan` says: no query more."""
    ici: dict[str, Any] = {"dossier_id": OuterRef("pk"), "retire_le": None}
    actions = Action.objects.filter(**ici, objectif__retire_le=None).order_by()
    objectifs = Objectif.objects.filter(**ici).order_by().values("dossier_id").annotate(n=Count("pk"))
    comptes = actions.values("dossier_id").annotate(n=Count("pk"), f=Count("pk", filter=Q(etat=EtatDAction.FAIT)))
    proches = encore_tenues().filter(dossier_id=OuterRef("pk"), avant_le__lte=le + BIENTOT).order_by("avant_le", "pk")
    qui = Case(When(tenue_par=Tenant.PARTENAIRE, then=F("partenaire")), default=F("tenue_par"))
    return dossiers.annotate(
        plan_ouvert=ExpressionWrapper(plan_ouvert(acteur), output_field=BooleanField()),
        n_objectifs=Coalesce(Subquery(objectifs.values("n"), output_field=IntegerField()), 0),
        n_actions=Coalesce(Subquery(comptes.values("n"), output_field=IntegerField()), 0),
        n_faites=Coalesce(Subquery(comptes.values("f"), output_field=IntegerField()), 0),
        lues_actions=ArraySubquery(
            proches.values(ligne=JSONObject(titre="titre", tenue_par="tenue_par", qui=qui, avant_le="avant_le"))[:5]
        ),
    )


@dataclass(frozen=True, slots=True)
class ActionProche:
    """An action that is late or comes soon, for the page of the dossier."""

    titre: str
    tenant: str
    nature: str
    avant_le: date
    en_retard: bool


@dataclass(frozen=True, slots=True)
class CarteDuPlan:
    """The plan in a few figures, and what of it comes first."""

    objectifs: int
    actions: int
    faites: int
    proches: tuple[ActionProche, ...]
    ouvert: bool
    """Whether the hat worn may read it at all: if not, it is not said whether there is one."""


def carte_du_plan(dossier: Dossier, *, le: date) -> CarteDuPlan:
    """The plan of a dossier read by `avec_plan`."""
    noms = {
        Tenant.JEUNE.value: dossier.prenom,
        Tenant.PORTEUR.value: str(dossier.porteur),
        Tenant.MISSION_LOCALE.value: str(dossier.mission_locale or ""),
    }
    proches = tuple(
        ActionProche(
            titre=lue["titre"], tenant=noms.get(lue["tenue_par"], lue["qui"]), nature=lue["tenue_par"],
            avant_le=(jour := date.fromisoformat(lue["avant_le"])), en_retard=jour < le,
        )
        for lue in dossier.lues_actions
    )  # fmt: skip
    return CarteDuPlan(dossier.n_objectifs, dossier.n_actions, dossier.n_faites, proches, dossier.plan_ouvert)
