"""Reading the versions of a plan: the one in force, the one that waits, and what changed since."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from parcours.plan.ecritures_versions import parties_de
from parcours.plan.instantane import Contenu, changements, empreinte, instantane, jour_dit, lisible, tenant_dit
from parcours.plan.lectures import Plan, heures_dites
from parcours.plan.models import AcceptationDuPlan, EtatDAction, Objectif, VersionDuPlan
from regles.contrat import Partie
from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.consentements.models import ModeDeRecueil
from socle.dossier.domaines import Domaine
from socle.dossier.models import Dossier

AU_PLUS = 20
"""How many versions the page lists: the older ones are reached one from the other."""


@dataclass(frozen=True, slots=True)
class AcceptationLue:
    """A yes, as it was read with its version."""

    partie: str
    acceptee_le: date
    recueil: str
    par: str


@dataclass(frozen=True, slots=True)
class PartieLue:
    """One of the three, and their yes if it was given. `mienne`: the hat worn may note it."""

    partie: Partie
    pour: str
    structure: str
    initiales: str
    acceptation: AcceptationLue | None
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
    """The versions of a dossier, each carrying what `acceptations` reads: no query more."""
    dites = AcceptationDuPlan.objects.filter(version_id=OuterRef("pk"), retiree_le=None)
    ligne = JSONObject(
        partie="partie", acceptee_le="acceptee_le", recueil="recueil", prenom="par__compte__prenom",
        nom="par__compte__nom",
    )  # fmt: skip
    return VersionDuPlan.objects.filter(dossier=dossier).annotate(lues=ArraySubquery(dites.values(ligne=ligne)))


def acceptations(version: VersionDuPlan) -> list[AcceptationLue]:
    """Who said yes to a version read here."""
    return [
        AcceptationLue(
            partie=lue["partie"],
            acceptee_le=date.fromisoformat(lue["acceptee_le"]),
            recueil=str(ModeDeRecueil(lue["recueil"]).label) if lue["recueil"] else "",
            par=f"{lue['prenom']} {lue['nom']}".strip(),
        )
        for lue in version.lues
    ]


def versions_de(dossier: Dossier, plan: Plan) -> Versions:
    """Where the agreement stands, for the page of the plan: one statement, whatever the number of versions."""
    actuel = instantane(plan)
    vivantes = _versions(dossier).filter(retiree_le=None).order_by("-numero")
    # Only one may wait, and it is then the last: the one before it is the one in force.
    dernieres = list(vivantes[:2])
    attendue = next((v for v in dernieres[:1] if v.acceptee_le is None), None)
    en_vigueur = next((v for v in dernieres if v.acceptee_le is not None), None)
    derniere = attendue or en_vigueur
    lus = {str(o.objectif.pk) for o in plan.objectifs} | {str(o.pk) for o in plan.objectifs_retires}
    for version in dernieres:
        version.contenu = lisible(version.contenu, lus)
    return Versions(
        en_vigueur=en_vigueur,
        attendue=attendue,
        depuis=changements(en_vigueur.contenu, actuel, dossier) if en_vigueur else [],
        empreinte=empreinte(actuel),
        proposable=bool(actuel["objectifs"]) and (derniere is None or derniere.contenu != actuel),
    )


def parties(version: VersionDuPlan, dossier: Dossier, acteur: Acteur, *, ecrit: bool) -> list[PartieLue]:
    """The three, the youth first."""
    dites = {a.partie: a for a in acceptations(version)}
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


@dataclass(frozen=True, slots=True)
class VersionPassee:
    """A version in the list: when it was proposed and by whom, not what it says."""

    pk: UUID
    numero: int
    proposee_par: str
    proposee_le: datetime
    acceptee_le: datetime | None
    retiree_le: datetime | None


def avec_versions(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `versions_passees` reads: no query more."""
    noms = ("id", "numero", "proposee_le", "acceptee_le", "retiree_le")
    qui = {"prenom": "proposee_par__compte__prenom", "nom": "proposee_par__compte__nom"}
    toutes = VersionDuPlan.objects.filter(dossier_id=OuterRef("pk")).order_by("-numero")
    lignes = toutes.values(ligne=JSONObject(**{n: n for n in noms}, **qui))[:AU_PLUS]
    return dossiers.annotate(lues_versions=ArraySubquery(lignes))


def versions_passees(dossier: Dossier) -> list[VersionPassee]:
    """The latest versions of a dossier read by `avec_versions`."""
    return [
        VersionPassee(
            pk=UUID(lue["id"]),
            numero=lue["numero"],
            proposee_par=f"{lue['prenom']} {lue['nom']}".strip(),
            proposee_le=datetime.fromisoformat(lue["proposee_le"]),
            acceptee_le=_instant(lue["acceptee_le"]),
            retiree_le=_instant(lue["retiree_le"]),
        )
        for lue in dossier.lues_versions
    ]


def _instant(texte: str | None) -> datetime | None:
    return datetime.fromisoformat(texte) if texte else None


def version_lue(dossier: Dossier, version_id: Any) -> tuple[VersionDuPlan, VersionDuPlan | None]:
    """A version and the one accepted before it, without what the hat worn reads no more.

    Raises VersionDuPlan.DoesNotExist.
    """
    version = _versions(dossier).select_related("proposee_par__compte").get(pk=version_id)
    acceptees = VersionDuPlan.objects.filter(dossier=dossier, acceptee_le__isnull=False, numero__lt=version.numero)
    avant = acceptees.order_by("-numero").first()
    lus = {str(pk) for pk in Objectif.objects.filter(dossier=dossier).values_list("pk", flat=True)}
    for lue in (version, avant) if avant else (version,):
        lue.contenu = lisible(lue.contenu, lus)
    return version, avant


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
