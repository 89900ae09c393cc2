"""Who lives in the fictional territory, and how they got their hats: invited, then they accepted."""

from dataclasses import dataclass
from datetime import date, timedelta

from demo.instants import a_l_heure
from regles.noyau.temps import plus_mois
from socle.acces.portee import Acteur, casquettes
from socle.acteurs.acceptation import accepter, rejoindre
from socle.acteurs.ecritures import Droits, inviter, inviter_par_l_operateur, revoquer
from socle.acteurs.models import Appartenance, Compte, Structure

MOT_DE_PASSE = "tandem-demo"
DOMAINE = "exemple.test"


@dataclass(frozen=True, slots=True)
class Personnage:
    """A named character. `depuis` is in months; `aussi` a second hat: (structure, métier, what one says of it)."""

    cle: str
    prenom: str
    nom: str
    structure: str
    metier: str
    dit: str
    portee: str = "structure"
    decide: bool = False
    administre: bool = False
    depuis: int = 12
    aussi: tuple[str, str, str] | None = None
    revoque: bool = False

    @property
    def courriel(self) -> str:
        return f"{self.cle.replace('_', '-')}@{DOMAINE}"

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def droits(self) -> Droits:
        return Droits(self.metier, self.portee, self.decide, self.administre)


# The first of each structure administers it: the operator invites them, they invite the others.
PERSONNAGES = (
    Personnage("paul", "Paul", "Le Guirec", "fil", "direction", "directeur", "aucune", administre=True, depuis=25),
    Personnage("nadia", "Nadia", "Ferrand", "fil", "referent", "référente de parcours", decide=True, depuis=24),
    Personnage("bilal", "Bilal", "Aubry", "fil", "referent", "référent de parcours", depuis=20),
    Personnage("nadege", "Nadège", "Kerbrat", "fil", "coordinateur", "coordinatrice", decide=True, depuis=22),
    Personnage("maya", "Maya", "Costa", "fil", "benevole", "bénévole, ses dossiers seulement", "siens", depuis=8),
    Personnage(
        "yann",
        "Yann",
        "Corlay",
        "fil",
        "referent",
        "référent de parcours",
        decide=True,
        depuis=15,
        aussi=("ormelle", "conseiller", "conseiller en insertion"),
    ),
    Personnage("remi", "Rémi", "Aubert", "fil", "referent", "parti", depuis=18, revoque=True),
    Personnage(
        "ines", "Inès", "Tabet", "ormelle", "coordinateur", "coordinatrice", decide=True, administre=True, depuis=25
    ),
    Personnage("karim", "Karim", "Vasseur", "ormelle", "conseiller", "conseiller en insertion", decide=True, depuis=24),
    Personnage("claire", "Claire", "Rozec", "ormelle", "conseiller", "conseillère en insertion", depuis=16),
    Personnage("gael", "Gaël", "Ménard", "haute_rive", "direction", "directeur", "aucune", administre=True, depuis=25),
    Personnage(
        "lena", "Léna", "Prigent", "haute_rive", "conseiller", "conseillère en insertion", decide=True, depuis=21
    ),
    Personnage(
        "solene",
        "Solène",
        "Abgrall",
        "brevigny",
        "coordinateur",
        "coordinatrice",
        decide=True,
        administre=True,
        depuis=20,
    ),
    Personnage("hugo", "Hugo", "Perrin", "brevigny", "conseiller", "conseiller en insertion", depuis=10),
    Personnage(
        "jean_yves", "Jean-Yves", "Lacaille", "filaos", "direction", "directeur", "aucune", administre=True, depuis=25
    ),
    Personnage(
        "marie_ange", "Marie-Ange", "Vitry", "filaos", "conseiller", "conseillère en insertion", decide=True, depuis=19
    ),
    Personnage("odette", "Odette", "Blin", "amarres", "direction", "directrice", "aucune", administre=True, depuis=25),
    Personnage("sacha", "Sacha", "Morel", "amarres", "referent", "référent de parcours", decide=True, depuis=17),
    Personnage(
        "agathe",
        "Agathe",
        "Sorel",
        "traverse",
        "coordinateur",
        "coordinatrice",
        decide=True,
        administre=True,
        depuis=20,
    ),
    Personnage("farid", "Farid", "Lemoine", "traverse", "referent", "référent de parcours", decide=True, depuis=13),
    Personnage(
        "tom", "Tom", "Rivière", "abri", "referent", "référent de parcours", decide=True, administre=True, depuis=13
    ),
    Personnage(
        "lucie",
        "Lucie",
        "Grondin",
        "radeau",
        "referent",
        "référente de parcours",
        decide=True,
        administre=True,
        depuis=19,
    ),
    Personnage("henri", "Henri", "Vautrin", "ddets", "direction", "directeur", "aucune", administre=True, depuis=24),
    Personnage("odile", "Odile", "Marchand", "ddets", "charge_de_mission", "chargée de mission", "aucune", depuis=14),
)
# Invited around a youth (`recit_partenaires`), who said yes: they have no other way in.
INVITES = (Personnage("solenn", "Solenn", "Keraval", "siao", "partenaire", "référente logement", "partage"),)
PAR_CLE = {p.cle: p for p in (*PERSONNAGES, *INVITES)}
# The story first; the others by side.
OFFERTS = tuple(
    PAR_CLE[cle]
    for cle in (
        *("nadia", "karim", "nadege", "ines", "bilal", "claire", "yann", "maya", "paul", "lena", "sacha", "solene"),
        *("hugo", "farid", "agathe", "marie_ange", "tom", "lucie", "gael", "odette", "jean_yves", "odile", "henri"),
        "solenn",
    )
)


def embaucher(structures: dict[str, Structure], *, le: date) -> dict[str, Appartenance]:
    """Give everybody their hats, each on their day; returns them by key, a second hat as « key_ml »."""
    gens: dict[str, Appartenance] = {}
    administrateurs: dict[str, Appartenance] = {}
    for personnage in PERSONNAGES:
        jour = plus_mois(le, -personnage.depuis)
        invitant = administrateurs.get(personnage.structure)
        envoi = _inviter(structures[personnage.structure], invitant, personnage.courriel, personnage.droits, jour)
        arrivee = jour + timedelta(days=1)
        compte = accepter(
            secret=envoi,
            prenom=personnage.prenom,
            nom=personnage.nom,
            mot_de_passe=MOT_DE_PASSE,
            le=arrivee,
            maintenant=a_l_heure(arrivee, 9),
        )
        gens[personnage.cle] = compte.appartenances.get()
        if personnage.administre:
            administrateurs.setdefault(personnage.structure, gens[personnage.cle])
    _doubles_casquettes(structures, gens, administrateurs, le=le)
    _invitations_en_attente(structures, administrateurs, le=le)
    return gens


def _agir(appartenance: Appartenance, jour: date) -> Acteur:
    return casquettes(appartenance.compte_id, appartenance.pk, le=jour, acte="demo")[0]


def _inviter(structure: Structure, invitant: Appartenance | None, courriel: str, droits: Droits, jour: date) -> str:
    instant = a_l_heure(jour, 15)
    if invitant is None:
        envoi = inviter_par_l_operateur(
            structure=structure, courriel=courriel, droits=droits, le=jour, maintenant=instant
        )
    else:
        envoi = inviter(acteur=_agir(invitant, jour), courriel=courriel, droits=droits, le=jour, maintenant=instant)
    return envoi.jeton


def _doubles_casquettes(
    structures: dict[str, Structure],
    gens: dict[str, Appartenance],
    administrateurs: dict[str, Appartenance],
    *,
    le: date,
) -> None:
    for personnage in PERSONNAGES:
        if personnage.aussi is None:
            continue
        structure, metier, _ = personnage.aussi
        jour = plus_mois(le, -personnage.depuis + 6)
        droits = Droits(metier, "structure", decide=True)
        secret = _inviter(structures[structure], administrateurs[structure], personnage.courriel, droits, jour)
        compte = Compte.objects.get(email=personnage.courriel)
        _agir(gens[personnage.cle], jour)
        gens[f"{personnage.cle}_ml"] = rejoindre(
            secret=secret, compte=compte, le=jour + timedelta(days=1), maintenant=a_l_heure(jour + timedelta(days=1), 9)
        )


def faire_partir(gens: dict[str, Appartenance], *, le: date) -> None:
    """Revoke those who left; what they did before was told already."""
    jour = le - timedelta(days=40)
    for personnage in PERSONNAGES:
        if personnage.revoque:
            administrateur = next(p for p in PERSONNAGES if p.structure == personnage.structure and p.administre)
            revoquer(
                acteur=_agir(gens[administrateur.cle], jour),
                appartenance=gens[personnage.cle],
                le=jour,
                maintenant=a_l_heure(jour, 18),
            )


def _invitations_en_attente(
    structures: dict[str, Structure], administrateurs: dict[str, Appartenance], *, le: date
) -> None:
    """Two people who have not answered yet, one of them for too long."""
    for cle, courriel, jours in (("fil", "lou.arnal", 2), ("ormelle", "alix.danton", 12)):
        droits = Droits("referent" if cle == "fil" else "conseiller", "structure")
        _inviter(structures[cle], administrateurs[cle], f"{courriel}@{DOMAINE}", droits, le - timedelta(days=jours))
