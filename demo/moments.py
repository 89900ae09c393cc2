"""What may happen to a fictional youth. Each story is a tuple of these, told in order; days are counted back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# What makes a verdict favorable without asking anybody: a youth known to nobody.
CONNUE: Mapping[str, Any] = {
    "rqth": None,
    "etudiant": False,
    "en_formation": False,
    "en_emploi": False,
    "ressources": "aucune",
    "inscrit_mission_locale": False,
    "inscrit_demandeur_emploi": False,
}
INSCRIT: Mapping[str, Any] = {"inscrit_mission_locale": True}
RIEN: Mapping[str, Any] = {
    "etudiant": None,
    "en_formation": None,
    "en_emploi": None,
    "ressources": "",
    "inscrit_mission_locale": None,
    "inscrit_demandeur_emploi": None,
}


@dataclass(frozen=True, slots=True)
class Partage:
    """The youth agrees. `expire_dans`: last day of the accord, counted from today (negative: past)."""

    il_y_a: int
    elements: tuple[str, ...] = ("dossier", "plan")
    recueil: str = "oral"
    expire_dans: int | None = None


@dataclass(frozen=True, slots=True)
class RendezvousTenu:
    """A tripartite interview or a bilan that took place; `par` noted it."""

    il_y_a: int
    quoi: str
    par: str


@dataclass(frozen=True, slots=True)
class EntretienATrois:
    """Slots that `par` proposes so many days ago, in so many days from today (negative: past), each at 14:00.

    Answered by the other side, the first is fixed the same day; held on its own day, it says `mots` (fields of the
    compte rendu), and `signent` signed that day. `invite`: somebody else of the team.
    """

    il_y_a: int
    par: str
    dans: tuple[int, ...]
    repond: bool = True
    lieu: str = "porteur"
    lieu_dit: str = ""
    invite: str = ""
    mots: Mapping[str, str] | None = None
    signent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionPrevue:
    """An action of a plan: due in so many days (negative: past), `heures` a week as text; `dit`, somebody's comment."""

    titre: str
    tenue_par: str
    dans: int | None = None
    heures: str = ""
    partenaire: str = ""
    etat: str = ""
    pourquoi: str = ""
    resultat: str = ""
    dit: str = ""


@dataclass(frozen=True, slots=True)
class ObjectifVise:
    """An objective of the plan, which `par` wrote with its actions."""

    il_y_a: int
    par: str
    domaine: str
    titre: str
    paroles: str = ""
    actions: tuple[ActionPrevue, ...] = ()
    audience: str = ""


@dataclass(frozen=True, slots=True)
class DiagnosticEcrit:
    """Texts of the shared diagnosis of one domain, by volet (`forces`, `besoins`, `essais`, `souhaits`)."""

    il_y_a: int
    par: str
    domaine: str
    textes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActiviteFaite:
    """An activity: its nature, its minutes, what it was, and for whom (values of `parcours.activites`)."""

    il_y_a: int
    par: str
    nature: str
    minutes: int
    titre: str
    etat: str = "faite"
    cadre: str = "porteur"
    a: int | None = None
    audience: str = "les_deux"
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class NoteEcrite:
    """A note, and who reads it (a value of `Audience`)."""

    il_y_a: int
    par: str
    domaine: str
    texte: str
    audience: str = "structure"
    montre_au_jeune: bool = False
    pour: str = ""
    """The key of somebody of the structure it names."""


@dataclass(frozen=True, slots=True)
class PlanPropose:
    """A version of the plan, proposed by the referent's side; `acceptent` are those of the three who said yes."""

    il_y_a: int
    acceptent: tuple[str, ...] = ("jeune", "porteur", "mission_locale")


@dataclass(frozen=True, slots=True)
class SyntheseEcrite:
    """A synthèse proposed from the dossier of that day, which `par` completed; how far it went since.

    `jusqu_a`: "brouillon", "soumise", "validee", "envoyee" (to the other side) or "lue". `parole`: what the youth says.
    """

    il_y_a: int
    par: str
    pour: str
    precision: str = ""
    libre: str = ""
    jusqu_a: str = "brouillon"
    autre: str = "karim"
    parole: str = ""
    aussi_a: tuple[str, ...] = ()
    """Partners who are sent it too, by key."""


@dataclass(frozen=True, slots=True)
class FinDePartage:
    """The youth takes the accord back."""

    il_y_a: int


@dataclass(frozen=True, slots=True)
class Dit:
    """A contact with the mission locale or France Travail.

    `porte_dans` puts it where it opens the door in so many days (negative: days ago) instead of `il_y_a`.
    """

    nature: str
    il_y_a: int = 0
    porte_dans: int | None = None
    echange: bool | None = None
    intention: bool | None = None
    parcours: bool = False
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Somebody notes a contact. `par` None: the référent; `dapres` says who tells it."""

    il_y_a: int
    contact: Dit
    dapres: str = "jeune"
    par: str | None = None


@dataclass(frozen=True, slots=True)
class Histoire:
    """The mission locale says what its history holds. `veille_dans`: I-Milo's own date, counted from today."""

    il_y_a: int
    contacts: tuple[Dit, ...] = ()
    inscrit: bool = True
    inscrit_il_y_a: int | None = 400
    veille_dans: int | None = None
    remarque: str = ""
    par: str | None = None


def inconnu(il_y_a: int) -> Histoire:
    """The mission locale looked, and never met this youth."""
    return Histoire(il_y_a, inscrit=False, inscrit_il_y_a=None)


@dataclass(frozen=True, slots=True)
class Remise:
    """A colleague looks after the dossier from then on. `de` gives it to `a`, on the side of `de`."""

    il_y_a: int
    de: str
    a: str


@dataclass(frozen=True, slots=True)
class Entourage:
    """Somebody of another organisation helps the youth, noted by `par`; perhaps until a day."""

    il_y_a: int
    par: str
    champs: Mapping[str, Any]
    parti_il_y_a: int | None = None


@dataclass(frozen=True, slots=True)
class PartenaireInvite:
    """The partner noted under that name is invited, the youth agreeing, for so many days more.

    `qui`: the key of a character, who opens their access; else the beginning of an address, and the link waits.
    """

    il_y_a: int
    nom: str
    qui: str
    par: str = "nadia"
    dans: int = 150


@dataclass(frozen=True, slots=True)
class RelaisPrevu:
    """The dossier will go to a colleague in so many days."""

    il_y_a: int
    de: str
    a: str
    dans: int


@dataclass(frozen=True, slots=True)
class Seance:
    """A decision is proposed at the séance number `rang` (0: the next one), then signed by those named."""

    rang: int
    issue: str
    par: str
    signent: tuple[str, ...]
    champs: Mapping[str, Any] = field(default_factory=dict)
    responsable: str | None = None


@dataclass(frozen=True, slots=True)
class Contrat:
    """A contract begun so many days ago, prepared by the référent: of twelve months, or that ends in so many days.

    `signent` are those who signed that day; `ouvert_par` None: it is not open.
    """

    il_y_a: int
    signent: tuple[str, ...] = ("jeune", "porteur", "mission_locale")
    ouvert_par: str | None = None
    regime: str = "ordinaire"
    heures: int | None = 15
    reference: str = ""
    finit_dans: int | None = None
    rompu_il_y_a: int | None = None


@dataclass(frozen=True, slots=True)
class Depart:
    """The youth leaves: `par` says it, for that day. `lue`: by whom on the other side; `conteste`: in which words."""

    il_y_a: int
    motif: str
    par: str
    champs: Mapping[str, Any] = field(default_factory=dict)
    relais: Mapping[str, str] | None = None
    lue: str | None = None
    conteste: str = ""


@dataclass(frozen=True, slots=True)
class ParcoursProlonge:
    """The parcours is extended as far as the law of its programme lets it go. `par` says it."""

    il_y_a: int
    par: str
    motif: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An in-depth diagnosis is asked, perhaps given a day, perhaps held. Days are counted back, `propose_dans` from
    today (negative: past).
    """

    il_y_a: int
    pour: str
    par: str = "nadia"
    propose_dans: int | None = None
    ou: str = ""
    tenu_il_y_a: int | None = None
    suite: str = "pacea"
    pourquoi: str = ""


@dataclass(frozen=True, slots=True)
class Pacea:
    """A PACEA signed so many days ago, for so many days, noted on the day `note_il_y_a`."""

    il_y_a: int
    duree: int = 700
    note_il_y_a: int | None = None
    objectifs: str = ""


@dataclass(frozen=True, slots=True)
class Aide:
    """An allocation ponctuelle is asked for the month of `mois_il_y_a` months ago; perhaps answered, perhaps sent."""

    il_y_a: int
    montant: str
    motifs: tuple[str, ...]
    revenus: str | None = "0"
    mois_il_y_a: int = 0
    precision: str = ""
    par: str = "nadia"
    reponse: str = ""
    accorde: str | None = None
    pourquoi: str = ""
    transmise: bool = False


@dataclass(frozen=True, slots=True)
class TacheAjustee:
    """For this youth, somebody else takes that task (a code of the referential); `avec`, of the other side, says yes
    the day after.
    """

    il_y_a: int
    tache: str
    qui: str
    par: str = "nadia"
    partenaire: str = ""
    avec: str | None = None


@dataclass(frozen=True, slots=True)
class Jeune:
    """A fictional youth. `fete_dans`: days until the next birthday; `age` None: the birth date is unknown."""

    cle: str
    prenom: str
    nom: str = ""
    age: int | None = 19
    fete_dans: int = 150
    par: str = "nadia"
    chez: str | None = "ormelle"
    conseiller: str | None = "karim"
    il_y_a: int = 20
    commune: str = "Port-Lièvre"
    lieu: str = "Halte de nuit"
    demande: str = ""
    recit: str = ""
    signes: tuple[str, ...] = ("sans_logement_stable",)
    situation: Mapping[str, Any] = field(default_factory=dict)
    coordonnees: Mapping[str, Any] = field(default_factory=dict)
    moments: tuple[Any, ...] = ()
    programme: str | None = None
    """None: the only one that the porteur carries that day."""
    retour_de: str | None = None
    """The key of the youth who left, when this is their return."""
