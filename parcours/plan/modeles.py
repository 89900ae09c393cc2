"""Aims to start from, with the actions that often follow: proposed, rewritten, never saved by themselves.

The words are ours. No weekly hours are promised where nothing is known of the youth; of health and justice, the model
says what is done, never what somebody has.
"""

from dataclasses import dataclass
from decimal import Decimal

from parcours.plan.ecritures import ActionDite
from parcours.plan.models import Tenant
from socle.dossier.domaines import Domaine

JEUNE, PORTEUR, ML, PARTENAIRE = (t.value for t in Tenant)


@dataclass(frozen=True, slots=True)
class Modele:
    """An aim, in words that a youth would say, and the actions that often follow."""

    code: str
    domaine: Domaine
    titre: str
    actions: tuple[ActionDite, ...]


def _a(titre: str, tenue_par: str, partenaire: str = "", heures: str = "") -> ActionDite:
    return ActionDite(titre, tenue_par, partenaire, heures=Decimal(heures) if heures else None)


MODELES = (
    Modele("essayer_un_metier", Domaine.EMPLOI, "Essayer un métier", (
        _a("Visiter une entreprise ou un chantier", PORTEUR),
        _a("Trouver une immersion d’une semaine, et la convention", ML),
        _a("Dire ce qui m’a plu, et ce qui ne m’a pas plu", JEUNE),
    )),
    Modele("premier_emploi", Domaine.EMPLOI, "Travailler quelques heures par semaine", (
        _a("Deux matinées par semaine sur un chantier", PORTEUR, heures="6"),
        _a("Préparer un CV court", ML),
        _a("Se rendre à un entretien, accompagné la première fois", JEUNE),
    )),
    Modele("reprendre_une_formation", Domaine.FORMATION, "Reprendre une formation", (
        _a("Faire le point sur ce qu’on sait déjà", ML),
        _a("Visiter un centre de formation", JEUNE),
        _a("Déposer une demande d’inscription", ML),
    )),
    Modele("lire_et_compter", Domaine.FORMATION, "Être à l’aise pour lire et compter", (
        _a("Un atelier d’une heure et demie par semaine", PARTENAIRE, "l’association de remise à niveau", "1.5"),
        _a("Remplir soi-même un formulaire par semaine", JEUNE),
    )),
    Modele("ou_dormir", Domaine.LOGEMENT, "Savoir où dormir cette semaine", (
        _a("Demander une place d’hébergement", PORTEUR),
        _a("Appeler le 115 ensemble", PORTEUR),
        _a("Aller voir l’accueil de jour", JEUNE),
    )),
    Modele("un_toit_a_moi", Domaine.LOGEMENT, "Avoir un toit à moi", (
        _a("Déposer une demande en foyer ou en résidence", PORTEUR),
        _a("Vérifier les aides au logement et la garantie", ML),
        _a("Visiter", JEUNE),
    )),
    Modele("voir_un_medecin", Domaine.SANTE, "Voir un médecin", (
        _a("Ouvrir ou renouveler les droits à l’assurance maladie", PORTEUR),
        _a("Prendre rendez-vous", JEUNE),
        _a("Accompagner jusqu’à la porte, si je le veux", PORTEUR),
    )),
    Modele("me_deplacer", Domaine.MOBILITE, "Me déplacer seul", (
        _a("Demander la carte de transport solidaire", JEUNE),
        _a("Faire le trajet ensemble une première fois", PORTEUR),
        _a("Refaire le trajet seul", JEUNE),
    )),
    Modele("permis", Domaine.MOBILITE, "Passer le code, puis le permis", (
        _a("Demander une aide au permis", ML),
        _a("Réviser le code", JEUNE, heures="2"),
    )),
    Modele("mes_papiers", Domaine.DROITS, "Avoir mes papiers", (
        _a("Demander une domiciliation", PORTEUR),
        _a("Demander un acte de naissance", JEUNE),
        _a("Prendre rendez-vous pour la carte d’identité", JEUNE),
        _a("Ouvrir un compte bancaire", JEUNE),
    )),
    Modele("mes_droits", Domaine.DROITS, "Avoir les aides auxquelles j’ai droit", (
        _a("Faire le tour des aides possibles", ML),
        _a("Rassembler les pièces manquantes", PORTEUR),
    )),
    Modele("tenir_le_mois", Domaine.BUDGET, "Tenir jusqu’à la fin du mois", (
        _a("Écrire ce qui entre et ce qui sort", JEUNE),
        _a("Répondre ensemble à un courrier de dette", PORTEUR),
    )),
    Modele("demarches_en_ligne", Domaine.NUMERIQUE, "Faire mes démarches en ligne", (
        _a("Ouvrir une adresse électronique et noter où est le mot de passe", JEUNE),
        _a("Un atelier avec un conseiller numérique", PARTENAIRE, "le conseiller numérique"),
    )),
    Modele("reprendre_un_rythme", Domaine.CONFIANCE, "Reprendre un rythme", (
        _a("Deux rendez-vous fixes par semaine", PORTEUR, heures="2"),
        _a("Une activité choisie\u00a0: sport, cuisine, musique", JEUNE, heures="2"),
    )),
    Modele("reprendre_contact", Domaine.FAMILLE, "Reprendre contact avec un proche", (
        _a("Dire avec qui, et ce qu’on en attend", JEUNE),
        _a("Être là pendant le premier appel, si je le veux", PORTEUR),
    )),
    Modele("ou_j_en_suis", Domaine.JUSTICE, "Savoir où j’en suis avec la justice", (
        _a("Prendre rendez-vous avec l’éducateur ou l’avocat", JEUNE),
        _a("Noter ensemble les dates à tenir", PORTEUR),
    )),
)  # fmt: skip
PAR_CODE = {modele.code: modele for modele in MODELES}


def par_domaine() -> list[tuple[str, list[Modele]]]:
    """The models, by the name of their domain, in the order of the domains."""
    return [
        (str(domaine.label), modeles)
        for domaine in Domaine
        if (modeles := [modele for modele in MODELES if modele.domaine == domaine])
    ]
