"""Reading the versions of a plan: the one in force, the one that waits, and what changed since."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from parcours.plan.ecritures_versions import parties_de
from parcours.plan.instantane import Contenu, changements, empreinte, instantane, jour_dit, tenant_dit
from parcours.plan.lectures import Plan, heures_dites
from parcours.plan.models import AcceptationDuPlan, EtatDAction, VersionDuPlan
from regles.contrat import Partie
from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.dossier.domaines import Domaine
from socle.dossier.models import Dossier

AU_PLUS = 20
"""How many versions the page lists: the older ones are reached one from the other."""


@dataclass(frozen=True, slots=True)
class PartieLue:
    """One of the three, and their yes if it was given. `mienne`: the hat worn may note it."""

    partie: Partie
    pour: str
    structure: str
    initiales: str
    acceptation: AcceptationDuPlan | None
    mienne: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """Where the agreement on a plan stands."""

    en_vigueur: VersionDuPlan | None
    attendue: VersionDuPlan | None
    depuis: list[str]
    """What changed since the version in force, in words."""
    empreinte: str
    """Of the plan as it is shown."""
    proposable: bool
    """Whether the plan says something that no version, in force or awaited, says."""


def _versions(dossier: Dossier) -> QuerySet[VersionDuPlan]:
    acceptations = AcceptationDuPlan.objects.filter(retiree_le=None).select_related("par__compte")
    return VersionDuPlan.objects.filter(dossier=dossier).prefetch_related(
        Prefetch("acceptations", queryset=acceptations, to_attr="lues")
    )


def versions_de(dossier: Dossier, plan: Plan) -> Versions:
    """Where the agreement stands, for the page of the plan: three statements, whatever the number of versions."""
    actuel = instantane(plan)
    vivantes = _versions(dossier).filter(retiree_le=None).order_by("-numero")
    # Only one may wait, and it is then the last: the one before it is the one in force.
    dernieres = list(vivantes[:2])
    attendue = next((v for v in dernieres[:1] if v.acceptee_le is None), None)
    en_vigueur = next((v for v in dernieres if v.acceptee_le is not None), None)
    derniere = attendue or en_vigueur
    return Versions(
        en_vigueur=en_vigueur,
        attendue=attendue,
        depuis=changements(en_vigueur.contenu, actuel, dossier) if en_vigueur else [],
        empreinte=empreinte(actuel),
        proposable=bool(actuel["objectifs"]) and (derniere is None or derniere.contenu != actuel),
    )


def parties(version: VersionDuPlan, dossier: Dossier, acteur: Acteur, *, ecrit: bool) -> list[PartieLue]:
    """The three, the youth first."""
    dites = {a.partie: a for a in version.lues}
    miennes = (
        parties_de(acteur, dossier) if ecrit and version.acceptee_le is None and version.retiree_le is None else ()
    )
    noms = {
        Partie.JEUNE: ("Le jeune", dossier.prenom, dossier.initiales),
        Partie.PORTEUR: ("Pour le porteur", str(dossier.porteur), initiales_de_structure(str(dossier.porteur))),
        Partie.MISSION_LOCALE: (
            "Pour la mission locale",
            str(dossier.mission_locale or "pas encore connue"),
            initiales_de_structure(str(dossier.mission_locale or "ML")),
        ),
    }
    return [PartieLue(p, *noms[p], dites.get(p.value), p in miennes) for p in Partie]


def versions_passees(dossier: Dossier) -> list[VersionDuPlan]:
    """The latest versions, without what they say."""
    return list(
        VersionDuPlan.objects.filter(dossier=dossier)
        .defer("contenu")
        .select_related("proposee_par__compte")
        .order_by("-numero")[:AU_PLUS]
    )


def version_lue(dossier: Dossier, version_id: Any) -> tuple[VersionDuPlan, VersionDuPlan | None]:
    """A version and the one accepted before it. Raises VersionDuPlan.DoesNotExist."""
    version = _versions(dossier).select_related("proposee_par__compte").get(pk=version_id)
    avant = VersionDuPlan.objects.filter(dossier=dossier, acceptee_le__isnull=False, numero__lt=version.numero)
    return version, avant.order_by("-numero").first()


def contenu_dit(contenu: Contenu, dossier: Dossier) -> list[dict[str, Any]]:
    """A frozen plan as pages and documents print it: everything is words."""
    return [
        {
            "domaine": str(Domaine(o["domaine"]).label),
            "titre": o["titre"],
            "paroles": o["paroles"],
            "actions": [_action_dite(a, dossier) for a in o["actions"]],
        }
        for o in contenu["objectifs"]
    ]


def _action_dite(action: Contenu, dossier: Dossier) -> dict[str, str]:
    etat = str(EtatDAction(action["etat"]).label)
    return {
        "titre": action["titre"],
        "qui": tenant_dit(action, dossier),
        "quand": f"pour le {jour_dit(action['avant_le'])}" if action["avant_le"] else "",
        "heures": f"{heures_dites(Decimal(action['heures']))} par semaine" if action["heures"] else "",
        "etat": f"{etat}\u00a0: {action['pourquoi']}" if action["pourquoi"] else etat,
        "resultat": action["resultat"],
    }
