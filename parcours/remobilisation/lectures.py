"""Reading the remobilisation: for a dossier's page, for its own, and for « À faire »."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast, JSONObject

from parcours.remobilisation.attendu import attendu
from parcours.remobilisation.cej import avec_cejs, cejs_lus
from parcours.remobilisation.models import (
    DemandeAllocation,
    Diagnostic,
    FinDePacea,
    LectureDuPlafond,
    MotifDeDemande,
    ParcoursPacea,
    ReponseAllocation,
    SuiteDuDiagnostic,
)
from regles.noyau.temps import en_toutes_lettres
from regles.pacea import Cej
from socle.acces.models import ARGENT
from socle.acces.portee import Acteur, visible
from socle.consentements.models import Accord
from socle.dossier.models import Dossier


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing that the commission has not said."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step."""
    return attendu(acteur)


def accord_en_cours(dossier: Dossier, *, le: date) -> Accord | None:
    """The accord that lets the mission locale of the dossier see it today, or None."""
    encore = Q(jusqu_a=None) | Q(jusqu_a__gte=le)
    accords = Accord.objects.filter(encore, dossier=dossier, destinataire_id=dossier.mission_locale_id, retire_le=None)
    return accords.select_related("destinataire").first()


def _qui(champ: str) -> dict[str, str]:
    return {f"{champ}_prenom": f"{champ}__compte__prenom", f"{champ}_nom": f"{champ}__compte__nom"}


def _euros(champ: str) -> Cast:
    """As text: a number of JSON would come back as a float."""
    return Cast(champ, TextField())


def avec_remobilisation(dossiers: QuerySet[Dossier], acteur: Acteur) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `lire` makes objects of: no query more, whatever there is."""
    ici: dict[str, Any] = {"dossier_id": OuterRef("pk")}
    encore = Q(jusqu_a=None) | Q(jusqu_a__gte=acteur.le)
    partages = Accord.objects.filter(
        encore, **ici, destinataire_id=OuterRef("mission_locale_id"), retire_le=None, elements__contains=[ARGENT]
    )
    lectures = LectureDuPlafond.objects.filter(
        mission_locale_id=OuterRef("mission_locale_id"), depuis__lte=acteur.le
    ).order_by("-depuis")
    return dossiers.annotate(
        lus_diagnostics=ArraySubquery(_diagnostics(ici)),
        lus_paceas=ArraySubquery(_paceas(ici)),
        lues_allocations=ArraySubquery(_allocations(ici)),
        voit_l_argent=ExpressionWrapper(visible(acteur, element=ARGENT), output_field=BooleanField()),
        argent_partage=Exists(partages),
        fenetre_dite=Subquery(lectures.values("fenetre")[:1], output_field=CharField()),
    )


def _diagnostics(ici: dict[str, Any]) -> QuerySet:
    noms = ("id", "pour", "demande_le", "relance_le", "propose_le", "ou", "tenu_le", "suite", "pourquoi", "version")
    lus = Diagnostic.objects.filter(**ici, retire_le=None).order_by("-demande_le", "-pk")
    return lus.values(
        ligne=JSONObject(**{n: n for n in noms}, **_qui("demande_par"), **_qui("mene_par"), ml="mission_locale_id")
    )


def _paceas(ici: dict[str, Any]) -> QuerySet:
    noms = ("id", "signe_le", "fin_prevue_le", "premiere_phase_le", "objectifs", "fini_le", "fin", "fin_precision")
    lus = ParcoursPacea.objects.filter(**ici, retire_le=None).order_by("-signe_le", "-pk")
    return lus.values(ligne=JSONObject(**{n: n for n in (*noms, "version")}))


def _allocations(ici: dict[str, Any]) -> QuerySet:
    noms = (
        "id", "mois", "motifs", "precision", "demandee_le", "cote", "reponse", "pourquoi", "repondue_le",
        "transmise_le", "version",
    )  # fmt: skip
    montants = {n: _euros(n) for n in ("montant", "revenus", "accorde")}
    lues = DemandeAllocation.objects.filter(**ici, retiree_le=None).order_by("-mois", "-demandee_le", "-pk")
    return lues.values(
        ligne=JSONObject(**{n: n for n in noms}, **montants, **_qui("demandee_par"), **_qui("repondue_par"))
    )


@dataclass(frozen=True, slots=True)
class DiagnosticLu:
    """A diagnosis as it was read with its dossier."""

    id: UUID
    pour: str
    demande_le: date
    relance_le: date | None
    propose_le: date | None
    ou: str
    tenu_le: date | None
    suite: str
    pourquoi: str
    version: int
    demande_par: str
    mene_par: str

    @property
    def attendu(self) -> bool:
        return self.tenu_le is None

    @property
    def libelle_suite(self) -> str:
        return str(SuiteDuDiagnostic(self.suite).label) if self.suite else ""


@dataclass(frozen=True, slots=True)
class PaceaLu:
    """A PACEA as it was read with its dossier."""

    id: UUID
    signe_le: date
    fin_prevue_le: date
    premiere_phase_le: date | None
    objectifs: str
    fini_le: date | None
    fin: str
    fin_precision: str
    version: int

    @property
    def dernier_jour(self) -> date:
        return self.fini_le or self.fin_prevue_le

    @property
    def ouvert(self) -> bool:
        return self.fini_le is None

    @property
    def libelle_fin(self) -> str:
        return str(FinDePacea(self.fin).label) if self.fin else ""


@dataclass(frozen=True, slots=True)
class AllocationLue:
    """A request as it was read with its dossier. Amounts are euros."""

    id: UUID
    mois: date
    montant: Decimal
    revenus: Decimal | None
    motifs: list[str]
    precision: str
    demandee_le: date
    cote: str
    reponse: str
    accorde: Decimal | None
    pourquoi: str
    repondue_le: date | None
    transmise_le: date | None
    version: int
    demandee_par: str
    repondue_par: str

    @property
    def libelle_mois(self) -> str:
        return nommer_le_mois(self.mois)

    @property
    def libelle_motifs(self) -> str:
        return ", ".join(str(MotifDeDemande(m).label).lower() for m in self.motifs)

    @property
    def libelle_reponse(self) -> str:
        return str(ReponseAllocation(self.reponse).label) if self.reponse else "En attente de réponse"

    @property
    def modifiable(self) -> bool:
        return self.reponse in ("", ReponseAllocation.A_COMPLETER)


@dataclass(frozen=True, slots=True)
class Remobilisation:
    """What the hat worn sees of this step, the latest first."""

    diagnostics: list[DiagnosticLu]
    paceas: list[PaceaLu]
    allocations: list[AllocationLue]
    voit_l_argent: bool
    """Whether requests can be read at all by this hat; if not, it is not said whether there are any."""
    argent_partage: bool
    """Whether the accord in force opens them to the mission locale."""
    fenetre: str | None
    cejs: tuple[Cej, ...] = ()
    """The CEJ opened: read for the pages of this step alone."""

    @property
    def attendu(self) -> DiagnosticLu | None:
        """The diagnosis that is asked and not held."""
        return next((d for d in self.diagnostics if d.attendu), None)

    @property
    def dernier_tenu(self) -> DiagnosticLu | None:
        return next((d for d in self.diagnostics if not d.attendu), None)

    @property
    def pacea(self) -> PaceaLu | None:
        """The PACEA that is open."""
        return next((p for p in self.paceas if p.ouvert), None)

    @property
    def diagnostic_en_cours(self) -> bool:
        """A diagnosis is awaited, or was held and leads to a PACEA that is not noted yet."""
        tenu = self.dernier_tenu
        return self.attendu is not None or (tenu is not None and tenu.suite == "pacea" and self.pacea is None)

    @property
    def vide(self) -> bool:
        return not (self.diagnostics or self.paceas or self.allocations)


def lire(dossier: Dossier, *, cejs: tuple[Cej, ...] = ()) -> Remobilisation:
    """The objects of a dossier read by `avec_remobilisation`."""
    return Remobilisation(
        diagnostics=[_objet(DiagnosticLu, d, qui=("demande_par", "mene_par")) for d in dossier.lus_diagnostics],
        paceas=[_objet(PaceaLu, p) for p in dossier.lus_paceas],
        allocations=[_objet(AllocationLue, a, qui=("demandee_par", "repondue_par")) for a in dossier.lues_allocations],
        voit_l_argent=dossier.voit_l_argent,
        argent_partage=dossier.argent_partage,
        fenetre=dossier.fenetre_dite,
        cejs=cejs,
    )


_MONTANTS = ("montant", "revenus", "accorde")


def _objet(classe: type, lue: dict[str, Any], *, qui: tuple[str, ...] = ()) -> Any:
    valeurs = {n: lue[n] for n in classe.__dataclass_fields__ if n in lue}
    for nom, valeur in valeurs.items():
        if nom.endswith("_le") or nom == "mois":
            valeurs[nom] = date.fromisoformat(valeur) if valeur else None
        elif nom in _MONTANTS:
            valeurs[nom] = Decimal(valeur) if valeur is not None else None
    for nom in qui:
        valeurs[nom] = f"{lue[f'{nom}_prenom'] or ''} {lue[f'{nom}_nom'] or ''}".strip()
    return classe(**valeurs | {"id": UUID(lue["id"])})


def nommer_le_mois(mois: date) -> str:
    """« mars 2026 »."""
    return en_toutes_lettres(mois.replace(day=2)).removeprefix("2 ")


def du_dossier(dossier_id: UUID, acteur: Acteur) -> tuple[Dossier, Remobilisation]:
    """One dossier and its remobilisation. Raises Dossier.DoesNotExist when the hat worn does not see it."""
    dossiers = avec_cejs(Dossier.objects.select_related("porteur", "mission_locale"))
    dossier = avec_remobilisation(dossiers, acteur).get(pk=dossier_id)
    return dossier, lire(dossier, cejs=cejs_lus(dossier))
