"""The dated facts of one dossier that due dates are computed from. None: it did not happen, or nobody said."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from regles.contrat import Partie
from regles.faits import PROGRAMMES, Contact, Convention, FaitInconnu
from regles.jalons import Jalons
from regles.noyau.temps import plus_mois


class Unite(StrEnum):
    """What a pace is counted in."""

    SEMAINES = "semaines"
    MOIS = "mois"


def _compte(nombre: int | None) -> None:
    if nombre is not None and nombre < 1:
        raise FaitInconnu("un rythme compte au moins une semaine ou un mois")


@dataclass(frozen=True, slots=True)
class Rythme:
    """« Toutes les six semaines », « tous les trois mois ». `depuis`: the day it began to hold, where that is known."""

    tous_les: int
    unite: Unite
    depuis: date | None = None

    def __post_init__(self) -> None:
        _compte(self.tous_les)

    def apres(self, jour: date) -> date:
        """Return the day by which the next one is held, after one held on `jour`: never before the pace was agreed."""
        mois = self.unite is Unite.MOIS
        suivant = plus_mois(jour, self.tous_les) if mois else jour + timedelta(weeks=self.tous_les)
        return suivant if self.depuis is None else max(suivant, self.depuis)

    @property
    def en_mots(self) -> str:
        """« tous les 3 mois », « chaque semaine »."""
        if self.tous_les == 1:
            return "chaque mois" if self.unite is Unite.MOIS else "chaque semaine"
        return f"{'tous' if self.unite is Unite.MOIS else 'toutes'} les {self.tous_les} {self.unite.value}"


@dataclass(frozen=True, slots=True)
class Rythmes:
    """What the porteur and the mission locale agreed between them. None: not agreed, and then nothing is due.

    No text gives any of these: they belong to the partenariat. `tripartites` and `bilans` come back.
    """

    diagnostic_en_semaines: int | None = None
    remobilisation_en_mois: int | None = None
    tripartites: Rythme | None = None
    bilans: Rythme | None = None

    def __post_init__(self) -> None:
        for dit in (self.diagnostic_en_semaines, self.remobilisation_en_mois):
            _compte(dit)


@dataclass(frozen=True, slots=True)
class AutreParcours:
    """A path of the ministerial list, on the ground of which the mission locale prolongs the contract (R5131-16).

    `debut_le` and `fini_le` are its first and last days, if known. Begun after the contract ended, it prolongs nothing.
    """

    debut_le: date | None = None
    fini_le: date | None = None


@dataclass(frozen=True, slots=True)
class Contrat:
    """A CEJ that was opened.

    `fin_prevue_le` is the last day as signed (None: the longest the law allows), `prolonge_jusqu_au` the last day of
    the extension, `fini_le` the last day really, once it is over. `pieces_completes_le`: everything was brought.
    `versement_provisoire_depuis`: first day of the provisional payment. `circonstances_particulieres`: the mission
    locale has recognised that another contract need not wait (R5131-16). `interruption`: the first and last days of the
    last one, if any; no last day while nobody knows.
    """

    debut_le: date
    fin_prevue_le: date | None = None
    prolonge_jusqu_au: date | None = None
    autre_parcours: AutreParcours | None = None
    fini_le: date | None = None
    pieces_completes_le: date | None = None
    versement_provisoire_depuis: date | None = None
    circonstances_particulieres: bool = False
    interruption: tuple[date, date | None] | None = None


@dataclass(frozen=True, slots=True)
class Pacea:
    """A PACEA that was signed. `fini_le`: its last day, once it is over."""

    signe_le: date
    premiere_phase_le: date | None = None
    fini_le: date | None = None


@dataclass(frozen=True, slots=True)
class FaitsDuParcours:
    """What the steps know of one dossier.

    - `jalons`: what the steps say of its state; the state is deduced from them by `regles.jalons.etape` alone.
    - `inscrit`, `contacts`, `historique_verifie_le`: as in `regles.faits.Faits`.
    - `prochaine_seance_le`: the séance where the dossier is to pass. `decision_seance_le` and `decision_fin_le`: the
      séance of the decision in force, and the last day of a pré-CEJ-JR.
    - `entree_le`: the first day of the parcours. `programme_prolonge_au`: its last day, when it was extended.
    - `diagnostic_prevu_le`, `contractualisation_prevue_le`: days agreed; they win over the pace.
    - `signatures_attendues`: who has not signed the contract that is being prepared, due by the day it is to begin.
    - `dernier_contact_le`: the last time anybody was in contact with the youth, whoever it was.
    - `convention`: the ages that the porteur's convention gives, and its last day.
    """

    programme: str
    departement: str | None = None
    jalons: Jalons = Jalons()
    date_naissance: date | None = None
    rqth: bool | None = None
    inscrit: bool | None = None
    contacts: tuple[Contact, ...] = ()
    historique_verifie_le: date | None = None
    prochaine_seance_le: date | None = None
    decision_seance_le: date | None = None
    decision_fin_le: date | None = None
    entree_le: date | None = None
    programme_prolonge_au: date | None = None
    diagnostic_prevu_le: date | None = None
    diagnostic_fait_le: date | None = None
    contractualisation_prevue_le: date | None = None
    signatures_attendues: frozenset[Partie] = frozenset()
    contrats: tuple[Contrat, ...] = ()
    tripartites: tuple[date, ...] = ()
    bilans: tuple[date, ...] = ()
    pacea: Pacea | None = None
    rythmes: Rythmes = Rythmes()
    dernier_contact_le: date | None = None
    convention: Convention | None = None

    def __post_init__(self) -> None:
        if self.programme not in PROGRAMMES:
            raise FaitInconnu(f"programme inconnu : {self.programme!r}")

    @property
    def dernier_contrat(self) -> Contrat | None:
        """The contract that began last, open or not."""
        return max(self.contrats, key=lambda contrat: contrat.debut_le, default=None)
