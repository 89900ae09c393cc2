"""A due date: what falls on which day, how near it is, why, and which side it waits for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regles.decision import RAPPEL_AVANT_L_OUVERTURE
from regles.fins import PREVENIR_AVANT_LA_FIN
from regles.jalons import Etape
from regles.noyau.source import Source
from regles.noyau.verdict import Motif


class Code(StrEnum):
    """What may fall on a day."""

    VEILLE = "veille"
    HISTORIQUE = "historique"
    COMMISSION = "commission"
    FIN_PRE_CEJ = "fin_pre_cej"
    DIAGNOSTIC = "diagnostic"
    CONTRACTUALISATION = "contractualisation"
    SIGNATURES = "signatures"
    PIECES = "pieces"
    VERSEMENT_PROVISOIRE = "versement_provisoire"
    TRIPARTITE = "tripartite"
    BILAN = "bilan"
    REPRISE = "reprise"
    FIN_CONTRAT = "fin_contrat"
    SUITE_DU_CONTRAT = "suite_du_contrat"
    FIN_MAXIMALE = "fin_maximale"
    NOUVEAU_CEJ = "nouveau_cej"
    FIN_PROGRAMME = "fin_programme"
    FIN_PROGRAMME_MAXIMALE = "fin_programme_maximale"
    FIN_CONVENTION = "fin_convention"
    PREMIERE_PHASE_PACEA = "premiere_phase_pacea"
    FIN_PACEA = "fin_pacea"
    MAJORITE = "majorite"
    LIMITE_AGE = "limite_age"
    LIMITE_AGE_RQTH = "limite_age_rqth"
    CONSERVATION = "conservation"


class Sorte(StrEnum):
    """What a day is: only something to do can be late."""

    A_FAIRE = "a_faire"
    OUVERTURE = "ouverture"
    FIN = "fin"
    ANNIVERSAIRE = "anniversaire"


class Moment(StrEnum):
    """Where the day stands from the day judged."""

    A_VENIR = "a_venir"
    BIENTOT = "bientot"
    AUJOURD_HUI = "aujourd_hui"
    EN_RETARD = "en_retard"
    PASSEE = "passee"


class Attend(StrEnum):
    """Which side it waits for."""

    PORTEUR = "porteur"
    MISSION_LOCALE = "mission_locale"
    LES_DEUX = "les_deux"
    PERSONNE = "personne"


@dataclass(frozen=True, slots=True)
class Echeance:
    """One due date. `phrase` can be read to the youth, `source` is what it rests on."""

    code: Code
    le: date
    sorte: Sorte
    moment: Moment
    phrase: str
    source: Source
    attend: Attend


@dataclass(frozen=True, slots=True)
class Echeancier:
    """The due dates of one dossier on the day `le`, earliest first.

    `remarques` say what cannot be told and why (a pace not agreed, a birth date unknown), and what contradicts a text.
    """

    le: date
    etape: Etape
    echeances: tuple[Echeance, ...]
    remarques: tuple[Motif, ...]

    @property
    def en_retard(self) -> tuple[Echeance, ...]:
        """What should have been done before today."""
        return tuple(e for e in self.echeances if e.moment is Moment.EN_RETARD)

    @property
    def prochaines(self) -> tuple[Echeance, ...]:
        """Today's, and those to come."""
        attendues = (Moment.AUJOURD_HUI, Moment.BIENTOT, Moment.A_VENIR)
        return tuple(e for e in self.echeances if e.moment in attendues)


# How many days before it a day is « bientôt ». House choices: no text says. Two weeks leave time for one meeting of
# everybody; a week is the delay after which the history is checked again; what needs papers gathered or an authority's
# signature takes a month; an end, two, for a way out or an extension is prepared with the youth; an age limit closes
# doors for good, so three.
FENETRE_ORDINAIRE = 14
FENETRES = {
    Code.VEILLE: RAPPEL_AVANT_L_OUVERTURE.days,
    Code.HISTORIQUE: RAPPEL_AVANT_L_OUVERTURE.days,
    Code.REPRISE: RAPPEL_AVANT_L_OUVERTURE.days,
    Code.PIECES: 30,
    Code.VERSEMENT_PROVISOIRE: 30,
    Code.NOUVEAU_CEJ: 30,
    Code.FIN_CONTRAT: PREVENIR_AVANT_LA_FIN.days,
    Code.SUITE_DU_CONTRAT: PREVENIR_AVANT_LA_FIN.days,
    Code.FIN_MAXIMALE: PREVENIR_AVANT_LA_FIN.days,
    Code.FIN_PROGRAMME: PREVENIR_AVANT_LA_FIN.days,
    Code.FIN_PROGRAMME_MAXIMALE: PREVENIR_AVANT_LA_FIN.days,
    Code.FIN_CONVENTION: 60,
    Code.FIN_PACEA: PREVENIR_AVANT_LA_FIN.days,
    Code.CONSERVATION: 60,
    Code.MAJORITE: 90,
    Code.LIMITE_AGE: 90,
    Code.LIMITE_AGE_RQTH: 90,
}


def moment(code: Code, sorte: Sorte, jour: date, *, le: date) -> Moment:
    """Say where `jour` stands from the day `le`. The day itself is never late: one has until its evening."""
    if jour == le:
        return Moment.AUJOURD_HUI
    if jour < le:
        return Moment.EN_RETARD if sorte is Sorte.A_FAIRE else Moment.PASSEE
    return Moment.BIENTOT if (jour - le).days <= FENETRES.get(code, FENETRE_ORDINAIRE) else Moment.A_VENIR
