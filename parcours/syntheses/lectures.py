"""Reading the synthèses: for « À faire », for their list, for one of them, and for whoever received one."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from parcours.syntheses.changements import pour_dit
from parcours.syntheses.models import TITRES, EnvoiDeSynthese, ObservationDuJeune, Synthese
from parcours.syntheses.portee import en_vigueur
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier
from socle.dossier.taches import lignes

RAPPEL = timedelta(days=30)
"""How long « À faire » says that a validated version was sent to nobody: it may be meant for both sides only."""


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing, one writes at any moment."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step."""
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    ici = {"dossier_id": OuterRef("pk"), "retiree_le": None}
    a_moi = Synthese.objects.filter(**ici, structure_id=acteur.structure_id, validee_le__date__gt=acteur.le - RAPPEL)
    partis = EnvoiDeSynthese.objects.filter(synthese_id=OuterRef("pk"))
    attendues = Synthese.objects.filter(**ici, soumise_le__isnull=False, validee_le=None).exclude(
        structure_id=acteur.structure_id
    )
    recus = EnvoiDeSynthese.objects.filter(
        en_vigueur(acteur), dossier_id=OuterRef("pk"), destinataire_id=acteur.structure_id, lue_le=None
    )
    return [
        _lignes(acteur, attendues.order_by("soumise_le"), "valider_synthese", "soumise_le", "pk"),
        _lignes(acteur, a_moi.filter(~Exists(partis)).order_by("validee_le"), "envoyer_synthese", "validee_le", "pk"),
        _lignes(acteur, recus.order_by("envoye_le"), "lire_synthese", "envoye_le", "pk"),
    ]


def _lignes(acteur: Acteur, quoi: QuerySet, code: str, depuis: str, precision: str) -> QuerySet:
    return lignes(
        Dossier.objects.filter(les_siens(acteur), Exists(quoi)),
        code=code,
        depuis=Subquery(quoi.values(f"{depuis}__date")[:1]),
        precision=Cast(Subquery(quoi.values(precision)[:1]), TextField()),
    )


def syntheses_de(dossier: Dossier) -> list[Synthese]:
    """The versions of a dossier that still count, latest first, with what of them was sent: one statement."""
    envois = EnvoiDeSynthese.objects.filter(synthese_id=OuterRef("pk"), retire_le=None).order_by()
    nombre = envois.values("synthese_id").annotate(n=Count("pk")).values("n")
    return list(
        Synthese.objects.filter(dossier=dossier, retiree_le=None)
        .select_related("structure", "ecrit_par__compte")
        .annotate(envoyee=Subquery(nombre))
        .order_by("-maj_le", "-numero")
    )


@dataclass(frozen=True, slots=True)
class Fil:
    """The versions of one synthèse, latest first: a draft, the one that waits, those agreed."""

    versions: list[Synthese] = field(default_factory=list)

    @property
    def tete(self) -> Synthese:
        return self.versions[0]

    @property
    def pour(self) -> str:
        return pour_dit(self.tete)


def fils(versions: list[Synthese]) -> list[Fil]:
    """The versions gathered by thread, in the order in which each was last touched."""
    par: dict[UUID, Fil] = {}
    for version in versions:
        par.setdefault(version.fil, Fil()).versions.append(version)
    return list(par.values())


def synthese_lue(dossier: Dossier, synthese_id: UUID) -> Synthese:
    """One version, as its page shows it. Raises Synthese.DoesNotExist."""
    lues = Synthese.objects.select_related("structure", "ecrit_par__compte", "validee_par__compte", "dossier")
    return lues.get(pk=synthese_id, dossier=dossier)


def parties(synthese: Synthese) -> list[tuple[str, str]]:
    """The title and the text of each part that says something, in the order in which it is read."""
    return [(titre, texte) for code, titre in TITRES.items() if (texte := getattr(synthese, code))]


def observation_de(synthese: Synthese) -> ObservationDuJeune | None:
    """What the youth says of a version, as it was last noted."""
    notees = ObservationDuJeune.objects.filter(synthese=synthese, retiree_le=None)
    return notees.select_related("par__compte", "par__structure").first()


@dataclass(frozen=True, slots=True)
class EnvoiLu:
    """A sending, and whether it still opens the version: taken back, or its accord withdrawn, it no longer does."""

    envoi: EnvoiDeSynthese
    ferme: str
    """Why it is closed, in words; "" while it holds."""
    mien: bool


def envois_de(synthese: Synthese, acteur: Acteur) -> list[EnvoiLu]:
    """What was sent of a version, latest first: one statement."""
    envois = (
        EnvoiDeSynthese.objects.filter(synthese=synthese)
        .annotate(tient=ExpressionWrapper(en_vigueur(acteur), output_field=BooleanField()))
        .select_related("destinataire", "accord", "par__compte", "structure")
    )
    return [
        EnvoiLu(e, ferme(e, acteur.le), e.structure_id == acteur.structure_id) for e in envois.order_by("-envoye_le")
    ]


def ferme(envoi: EnvoiDeSynthese, le: date) -> str:
    """Why a sending opens nothing any more, in words; "" while it holds."""
    if envoi.retire_le is not None:
        return f"Envoi retiré le {_jour(envoi.retire_le)}\u00a0: {envoi.pourquoi}"
    if envoi.accord_id is None:
        return ""
    if envoi.accord is None:
        # An accord that this side does not read: PostgreSQL said whether it holds.
        return "" if getattr(envoi, "tient", True) else "L’accord du jeune ne l’ouvre plus."
    if envoi.accord.retire_le is not None:
        return f"Le jeune a retiré ou changé son accord le {_jour(envoi.accord.retire_le)}."
    if envoi.accord.jusqu_a is not None and envoi.accord.jusqu_a < le:
        return f"L’accord du jeune a pris fin le {en_toutes_lettres(envoi.accord.jusqu_a)}."
    return ""


def _jour(instant: datetime) -> str:
    return en_toutes_lettres(timezone.localtime(instant).date())


def syntheses_recues(acteur: Acteur, *, dossier_id: UUID | None = None) -> QuerySet[EnvoiDeSynthese]:
    """What was sent to the structure of the hat worn and that it may read today, latest first, version read with it.

    For a partner's page as for anybody's: it asks an access to the dossier (to its plan, or to what is shared), and
    every sensitive part named by it. The row of the dossier is not joined: PostgreSQL hides it from a partner.
    """
    recus = EnvoiDeSynthese.objects.filter(
        en_vigueur(acteur), destinataire_id=acteur.structure_id, synthese__in=Synthese.objects.all()
    ).select_related(
        "synthese__structure", "synthese__validee_par__structure", "structure", "par__compte", "destinataire"
    )
    if dossier_id is not None:
        recus = recus.filter(dossier_id=dossier_id)
    return recus.order_by("-envoye_le")


def avec_syntheses(dossiers: QuerySet[Dossier], *, acteur: Acteur) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `carte_des_syntheses` says: no query more."""
    ici = Synthese.objects.filter(dossier_id=OuterRef("pk"), retiree_le=None).order_by()
    attendues = Q(soumise_le__isnull=False, validee_le=None) & ~Q(structure_id=acteur.structure_id)
    comptes = ici.values("dossier_id").annotate(
        v=Count("pk", filter=Q(validee_le__isnull=False)), b=Count("pk", filter=Q(soumise_le=None)),
        a=Count("pk", filter=attendues),
    )  # fmt: skip
    return dossiers.annotate(
        n_syntheses=Subquery(comptes.values("v")), n_brouillons=Subquery(comptes.values("b")),
        n_a_valider=Subquery(comptes.values("a")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CarteDesSyntheses:
    """How many are agreed, drafted by this side, or wait for it."""

    validees: int
    brouillons: int
    a_valider: int

    @property
    def vide(self) -> bool:
        return not (self.validees or self.brouillons or self.a_valider)


def carte_des_syntheses(dossier: Dossier) -> CarteDesSyntheses:
    """The synthèses of a dossier read by `avec_syntheses`, in three figures."""
    return CarteDesSyntheses(dossier.n_syntheses or 0, dossier.n_brouillons or 0, dossier.n_a_valider or 0)
