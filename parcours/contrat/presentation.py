"""Contracts as the screens show them: read with their dossier in one query, said on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Concat, JSONObject

from parcours.contrat.changements import ChangementLu, changements_dits, dire_la_duree, en_vigueur
from parcours.contrat.models import (
    PARTIES,
    Contrat,
    Initiative,
    Interruption,
    MotifDeRupture,
    MotifDInterruption,
    NatureDeProlongation,
    Prolongation,
    Qualite,
    Signature,
)
from parcours.contrat.models_changements import Designation, DureeHebdomadaire
from regles import contrat as regle
from regles.contrat import Etat, Partie, Vie
from regles.fins import PREVENIR_AVANT_LA_FIN
from socle.dossier.models import Dossier

LIBELLES = {
    Etat.EN_PREPARATION: ("En préparation", "reste"),
    Etat.A_VENIR: ("Ouvert, pas encore commencé", "oui"),
    Etat.EN_COURS: ("En cours", "oui"),
    Etat.INTERROMPU: ("Interrompu", "neutre"),
    Etat.ACHEVE: ("Achevé", "neutre"),
    Etat.ROMPU: ("Rompu", "non"),
}
CHAMPS = (
    "id", "mission_locale_id", "referent_id", "reference", "debut_le", "fin_prevue_le", "fin_le", "heures",
    "circonstances", "prepare_le", "ouvert_le", "en_qualite_de", "rompu_le", "rupture_initiative", "rupture_motif",
    "version",
)  # fmt: skip


def avec_contrats(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying its contracts in `lus_contrats`, latest first, none given up."""
    ici = {"contrat_id": OuterRef("pk"), "retiree_le": None}
    contrats = Contrat.objects.filter(dossier_id=OuterRef("pk"), retire_le=None).order_by("-debut_le", "-prepare_le")
    return dossiers.annotate(
        lus_contrats=ArraySubquery(
            contrats.values(
                ligne=JSONObject(
                    **{nom: nom for nom in CHAMPS},
                    referent=_nom("referent"), prepare_par=_nom("prepare_par"), ouvert_par=_nom("ouvert_par"),
                    mission_locale="mission_locale__nom",
                    signatures=_lignes(Signature, ici, "note_le", "partie", "signee_le"),
                    prolongations=_lignes(
                        Prolongation, ici, "jusqu_au", "nature", "jusqu_au", "motif", "parcours_fini_le", "note_le"
                    ),
                    interruptions=_lignes(Interruption, ici, "du", "du", "au", "motif"),
                    designations=_lignes(Designation, ici, "du", "id", "du", "referent_id", nom=_nom("referent")),
                    durees=_lignes(DureeHebdomadaire, ici, "du", "id", "du", "heures"),
                )
            )
        )
    )  # fmt: skip


def _nom(chemin: str) -> Concat:
    return Concat(f"{chemin}__compte__prenom", Value(" "), f"{chemin}__compte__nom")


def _lignes(modele: Any, ici: dict[str, Any], ordre: str, *champs: str, **suite: Any) -> ArraySubquery:
    lignes = modele.objects.filter(**ici).order_by(ordre)
    return ArraySubquery(lignes.values(ligne=JSONObject(**{nom: nom for nom in champs}, par=_nom("par"), **suite)))


@dataclass(frozen=True, slots=True)
class SignatureLue:
    """Who signed the paper, on which day, and who noted it."""

    partie: str
    signee_le: date
    par: str


@dataclass(frozen=True, slots=True)
class ProlongationLue:
    """A later end, and why."""

    nature: str
    jusqu_au: date
    motif: str
    parcours_fini_le: date | None
    note_le: datetime
    par: str

    @property
    def libelle(self) -> str:
        return str(NatureDeProlongation(self.nature).label)


@dataclass(frozen=True, slots=True)
class InterruptionLue:
    """Days when the contract is held."""

    du: date
    au: date | None
    motif: str
    par: str

    @property
    def libelle(self) -> str:
        return str(MotifDInterruption(self.motif).label)


@dataclass(frozen=True, slots=True)
class ContratLu:
    """A contract as it was read with its dossier, said on the day `le`.

    `referent` and `heures` are those of that day, or of the nearest one inside the contract; `changements` tells the
    others, the one signed first.
    """

    id: UUID
    mission_locale_id: int
    mission_locale: str
    referent_id: int | None
    referent: str
    reference: str
    debut_le: date
    fin_prevue_le: date
    fin_le: date
    heures: int | None
    duree_id: UUID
    circonstances: str
    prepare_le: datetime
    prepare_par: str
    ouvert_le: datetime | None
    ouvert_par: str
    en_qualite_de: str
    rompu_le: date | None
    rupture_initiative: str
    rupture_motif: str
    version: int
    signatures: tuple[SignatureLue, ...]
    prolongations: tuple[ProlongationLue, ...]
    interruptions: tuple[InterruptionLue, ...]
    changements: tuple[ChangementLu, ...]
    le: date

    @property
    def etat(self) -> Etat:
        """Where it stands on the day it was read for."""
        jours = tuple((i.du, i.au) for i in self.interruptions)
        return regle.etat(Vie(self.ouvert_le is not None, self.debut_le, self.fin_le, self.rompu_le, jours), le=self.le)

    @property
    def libelle(self) -> str:
        return LIBELLES[self.etat][0]

    @property
    def badge(self) -> str:
        return LIBELLES[self.etat][1]

    @property
    def vivant(self) -> bool:
        """Open and neither broken nor over: something may still happen to it."""
        return self.etat in (Etat.A_VENIR, Etat.EN_COURS, Etat.INTERROMPU)

    @property
    def bientot_fini(self) -> bool:
        return self.vivant and self.fin_le <= self.le + PREVENIR_AVANT_LA_FIN

    @property
    def duree_dite(self) -> str:
        """The weekly duration, without the ground: what anybody who reads the dossier sees."""
        return dire_la_duree(self.heures)

    @property
    def qualite(self) -> str:
        return {Qualite.REPRESENTANT: "représentant légal", Qualite.DELEGATAIRE: "délégataire"}.get(
            self.en_qualite_de, ""
        )

    @property
    def rupture(self) -> str:
        return str(MotifDeRupture(self.rupture_motif).label) if self.rupture_motif else ""

    @property
    def initiative(self) -> str:
        if not self.rupture_initiative:
            return ""
        dite = str(Initiative(self.rupture_initiative).label).lower()
        return dite if self.rupture_initiative == Initiative.COMMUN else f"à l’initiative de : {dite}"

    @property
    def interruption_ouverte(self) -> InterruptionLue | None:
        return next((i for i in self.interruptions if i.au is None), None)

    @property
    def attendues(self) -> list[str]:
        """Whose signature is not noted, in words."""
        return [str(dit) for partie, dit in PARTIES if self.signature_de(partie) is None]

    def signature_de(self, partie: str) -> SignatureLue | None:
        """The signature of one of the three, if it is noted."""
        return next((s for s in self.signatures if s.partie == partie), None)

    @property
    def dernier_signe_le(self) -> date | None:
        """The day of the last of the three signatures; None while one is missing."""
        return max(s.signee_le for s in self.signatures) if len(self.signatures) == len(Partie) else None


def contrats_dits(lus: Iterable[Mapping[str, Any]], *, le: date) -> list[ContratLu]:
    """The contracts of a dossier read by `avec_contrats`, as objects, said on the day `le`."""
    return [_contrat(dict(lu), le) for lu in lus]


def _contrat(lu: dict[str, Any], le: date) -> ContratLu:
    signatures = tuple(SignatureLue(**_dates(s, "signee_le")) for s in lu.pop("signatures") or ())
    prolongations = tuple(
        ProlongationLue(**_dates(p, "jusqu_au", "parcours_fini_le") | {"note_le": datetime.fromisoformat(p["note_le"])})
        for p in lu.pop("prolongations") or ()
    )
    interruptions = tuple(InterruptionLue(**_dates(i, "du", "au")) for i in lu.pop("interruptions") or ())
    lu = _dates(lu, "debut_le", "fin_prevue_le", "fin_le", "rompu_le")
    designations = [_dates(d, "du") for d in lu.pop("designations") or ()]
    durees = [_dates(d, "du") for d in lu.pop("durees") or ()]
    for nom in ("prepare_le", "ouvert_le"):
        lu[nom] = datetime.fromisoformat(lu[nom]) if lu[nom] else None
    du_jour = en_vigueur(lu, designations, durees, le=min(max(le, lu["debut_le"]), lu["fin_le"]))
    return ContratLu(
        **{**lu, **du_jour, "id": UUID(lu["id"])},
        signatures=signatures,
        prolongations=prolongations,
        interruptions=interruptions,
        changements=changements_dits(lu, designations, durees),
        le=le,
    )


def _dates(ligne: Mapping[str, Any], *noms: str) -> dict[str, Any]:
    return {**ligne, **{n: date.fromisoformat(ligne[n]) if ligne[n] else None for n in noms}}


def en_preparation(contrats: Iterable[ContratLu]) -> ContratLu | None:
    """The one that is being prepared."""
    return next((c for c in contrats if c.etat is Etat.EN_PREPARATION), None)


def dernier_ouvert(contrats: Iterable[ContratLu]) -> ContratLu | None:
    """The last one opened, running or not."""
    return next((c for c in contrats if c.etat is not Etat.EN_PREPARATION), None)
