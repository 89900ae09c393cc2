"""The facts a verdict is computed from, and the words allowed in them.

Everything may be unknown: None never means no.
"""

from dataclasses import dataclass
from datetime import date

from regles.programmes import programmes

CEJ_JR = "cej-jr"
O2R_JEUNES = "o2r-jeunes"
PROGRAMMES = frozenset(programmes())
"""Those that have a folder: a third one is not written here."""

NATURES = frozenset({"appel", "entretien", "sms", "courriel", "courrier", "mediation", "autre"})

AUCUNE = "aucune"
REGULIERES = "regulieres"
FAIBLES_OU_IRREGULIERES = "faibles_ou_irregulieres"
RESSOURCES = frozenset({AUCUNE, REGULIERES, FAIBLES_OU_IRREGULIERES})

# Consequences in a life, never diagnoses: « empechement_sante » says that health gets in the
# way, not what the illness is.
SIGNES = frozenset(
    {
        "sans_logement_stable",
        "rupture_familiale",
        "isolement",
        "sorti_ase",
        "suivi_pjj",
        "sortie_detention",
        "mineur_non_accompagne",
        "protection_internationale",
        "sans_diplome",
        "decrochage",
        "difficulte_francais",
        "difficulte_lecture",
        "difficulte_numerique",
        "demarches_bloquees",
        "conduites_a_risque",
        "empechement_sante",
    }
)

# The publics a derogation may exempt: those that the facts can tell.
PUBLICS = SIGNES | {"rqth", "etudiant", "en_formation", "en_emploi"}


class FaitInconnu(ValueError):
    """A word that is not in the list of its field."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact between the youth and the public employment service.

    `le` None: it happened, nobody knows when. `parcours`: it arises from the parcours itself
    (the shared diagnosis, the commission…). Whether it is substantial is deduced, never typed.
    """

    le: date | None
    nature: str | None
    echange: bool | None = None
    intention: bool | None = None
    parcours: bool = False

    def __post_init__(self) -> None:
        if self.nature is not None and self.nature not in NATURES:
            raise FaitInconnu(f"nature de contact inconnue : {self.nature!r}")


@dataclass(frozen=True, slots=True)
class Convention:
    """What a porteur's convention says of ages, in « ans révolus », both included, where the law leaves it to it.

    `fin_le`: its last day, if it has one. A convention that is over says no age any more.
    """

    age_minimum: int | None = None
    age_maximum: int | None = None
    fin_le: date | None = None

    def __post_init__(self) -> None:
        if None not in (self.age_minimum, self.age_maximum) and (self.age_minimum or 0) > (self.age_maximum or 0):
            raise FaitInconnu("l’âge minimum de la convention dépasse son âge maximum")


@dataclass(frozen=True, slots=True)
class Faits:
    """What is known of one youth, on the day judged.

    - `inscrit` is as of the repérage: asking a mission locale for help registers one as a
      jobseeker since 2025. `est_inscrit` computes it from the two registrations.
    - `historique_verifie`: the mission locale has checked the history. `historique_verifie_le`
      only serves to point out a contact that came after.
    - `signes`: those noted; `signes_ecartes`: those asked about and absent; `signes_notes`
      answers for a reader who may know that there are some, not which.
    - `entree_le`: day of entry of a running parcours, where age is judged.
    - `accompagnement_adapte`: somebody of the réseau pour l'emploi gives a support that suits. O2R only.
    - `convention`: the porteur's convention for this programme on the day judged, else the last one that ended.
    """

    programme: str
    departement: str | None = None
    date_naissance: date | None = None
    rqth: bool | None = None
    etudiant: bool | None = None
    en_formation: bool | None = None
    en_emploi: bool | None = None
    ressources: str | None = None
    inscrit: bool | None = None
    historique_verifie: bool | None = None
    contacts: tuple[Contact, ...] | None = None
    signes: frozenset[str] | None = None
    signes_notes: bool | None = None
    signes_ecartes: frozenset[str] = frozenset()
    historique_verifie_le: date | None = None
    entree_le: date | None = None
    accompagnement_adapte: bool | None = None
    convention: Convention | None = None

    def __post_init__(self) -> None:
        if self.programme not in PROGRAMMES:
            raise FaitInconnu(f"programme inconnu : {self.programme!r}")
        if self.ressources is not None and self.ressources not in RESSOURCES:
            raise FaitInconnu(f"ressources inconnues : {self.ressources!r}")
        if self.signes and not SIGNES.issuperset(self.signes):
            raise FaitInconnu("signe inconnu")
        if self.signes_ecartes and not SIGNES.issuperset(self.signes_ecartes):
            raise FaitInconnu("signe écarté inconnu")


def est_inscrit(*, mission_locale: bool | None, demandeur_emploi: bool | None) -> bool | None:
    """Return whether the youth is registered with one or the other; None when it depends.

    Source: circulaire of 22 April 2022, « non inscrit auprès d’une mission locale ou comme
    demandeur d’emploi ».
    """
    if mission_locale or demandeur_emploi:
        return True
    if mission_locale is None or demandeur_emploi is None:
        return None
    return False


def est_adapte(*, porteur: bool | None, mission_locale: bool | None) -> bool | None:
    """Return whether the support a youth already has suits them, as both sides say; None when they disagree.

    Nobody's word wins: a disagreement is for the commission, not for a rule.
    """
    dits = {dit for dit in (porteur, mission_locale) if dit is not None}
    return dits.pop() if len(dits) == 1 else None
