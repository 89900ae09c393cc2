"""The facts, the criteria and the values in the words of the screens. A fact nobody stated is said, never guessed."""

from datetime import date
from decimal import Decimal
from typing import Any

from parcours.eligibilite.models import NatureDuContact
from parcours.eligibilite.presentation import dire_substantiel
from regles.euros import en_euros
from regles.faits import Contact, Convention
from regles.noyau.bareme import Baremes, Derogation, Effet, Grandeur, HorsBareme, Parametre
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.models import Ressources, Situation
from socle.dossier.signes import LIBELLES

PAS_DIT = "pas encore dit"
CRITERES = {
    "AGE": "L’âge",
    "SITUATION": "Études, formation, emploi",
    "RESSOURCES": "Les ressources",
    "ELOIGNEMENT": "L’éloignement du service public de l’emploi",
    "ELOIGNEMENT_O2R": "L’éloignement du service public de l’emploi",
    "RUPTURE": "Les signes de rupture",
}
PUBLICS = {
    **LIBELLES,
    "rqth": "Reconnaissance de travailleur handicapé (RQTH)",
    "etudiant": "En études",
    "en_formation": "En formation",
    "en_emploi": "En emploi",
}
# Unit → after one, after several.
UNITES = {
    "ans": ("an", "ans"),
    "mois": ("mois", "mois"),
    "semaines": ("semaine", "semaines"),
    "jours": ("jour", "jours"),
    "heures": ("heure", "heures"),
    "pour_cent": ("%", "%"),
    "nombre": ("", ""),
    "euros": ("€", "€"),
}
ETATS = {"rempli": "Rempli", "non_rempli": "Pas rempli", "inconnu": "À préciser"}
REPONSES = {"favorable": "Favorable", "defavorable": "Défavorable", "a_preciser": "À préciser"}
FAITS = {
    "programme": "Programme",
    "departement": "Département",
    "date_naissance": "Date de naissance",
    "rqth": "Reconnaissance de travailleur handicapé (RQTH)",
    "etudiant": "Fait des études",
    "en_formation": "Suit une formation",
    "en_emploi": "A un emploi",
    "ressources": "Ressources",
    "inscrit": "Inscrit quand il a été rencontré",
    "inscrit_mission_locale": "Inscrit à la mission locale",
    "inscrit_demandeur_emploi": "Inscrit comme demandeur d’emploi",
    "contacts": "Nombre de contacts connus",
    "historique_verifie": "Historique vérifié par la mission locale",
    "historique_verifie_le": "Historique vérifié le",
    "accompagnement_adapte": "Son accompagnement lui convient",
    "convention": "Âges de la convention du porteur",
    "signes_notes": "Au moins un signe de rupture noté",
    "entree_le": "Entré dans le parcours le",
}
# Which values each criterion reads. One that is not here is told at the foot of the page.
VALEURS = {
    "AGE": ("age_minimum", "age_maximum", "age_maximum_rqth"),
    "ELOIGNEMENT": ("carence_en_mois",),
    "ELOIGNEMENT_O2R": ("carence_en_mois",),
}
EFFETS = {
    Effet.REMPLACER: "remplace une valeur nationale",
    Effet.DISPENSER: "dispense de ce critère",
    Effet.LEVER: "ne demande ce critère à personne",
}


def dire_public(code: str) -> str:
    """A public that an act may exempt, as it begins a line."""
    return PUBLICS.get(code, code)


def dire_public_en_phrase(code: str) -> str:
    """The same within a sentence: « reconnaissance de travailleur handicapé (RQTH) »."""
    dit = dire_public(code)
    return dit[:1].lower() + dit[1:]


def dire(valeur: Any) -> str:
    """A fact as people say it: a day written out, oui, non, or « pas encore dit »."""
    if valeur is None or valeur == "":
        return PAS_DIT
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, date):
        return en_toutes_lettres(valeur)
    return str(Ressources(valeur).label).lower() if valeur in Ressources.values else str(valeur)


def dire_du_json(cle: str, valeur: Any) -> str:
    """The same, for a fact kept in JSON: days are text there."""
    if isinstance(valeur, str) and cle in ("date_naissance", "historique_verifie_le", "entree_le", "ouverture_le"):
        return en_toutes_lettres(date.fromisoformat(valeur))
    if isinstance(valeur, dict):
        fin_le = valeur.get("fin_le")
        lue = Convention(valeur["age_minimum"], valeur["age_maximum"], date.fromisoformat(fin_le) if fin_le else None)
        return dire_convention(lue)
    if isinstance(valeur, list):
        # Signs are never kept; should they be, they would not be named.
        return str(len(valeur))
    return dire(valeur)


def dire_accompagnement(situation: Situation) -> str:
    """« non, d’après le jeune (dit le 3 octobre 2026) »: whether the support suits, as the porteur heard it."""
    if situation.accompagnement_adapte is None:
        return PAS_DIT
    d_apres = situation.get_accompagnement_d_apres_display()
    return (
        f"{dire(situation.accompagnement_adapte)}, d’après {d_apres} (dit le {dire(situation.accompagnement_dit_le)})"
    )


def dire_convention(lue: Convention | None) -> str:
    """« de 16 à 25 ans, jusqu’au 31 décembre 2027 »: the ages a convention gives, and its last day."""
    if lue is None:
        return "pas de convention"
    if lue.age_minimum is not None and lue.age_maximum is not None:
        ages = f"de {lue.age_minimum} à {lue.age_maximum} ans"
    elif lue.age_minimum is not None:
        ages = f"à partir de {lue.age_minimum} ans"
    else:
        ages = "pas d’âge dit" if lue.age_maximum is None else f"jusqu’à {lue.age_maximum} ans"
    return ages if lue.fin_le is None else f"{ages}, jusqu’au {en_toutes_lettres(lue.fin_le)}"


def dire_contact(ligne: dict[str, Any]) -> str:
    """« Entretien du 1er octobre 2026 : compte comme un vrai contact »."""
    le = date.fromisoformat(ligne["le"]) if ligne["le"] else None
    contact = Contact(le, ligne["nature"], ligne["echange"], ligne["intention"], ligne["parcours"])
    quand = f"du {en_toutes_lettres(le)}" if le else "sans date"
    nature = NatureDuContact(ligne["nature"]).label if ligne["nature"] else "Contact"
    ne = ", né du parcours lui-même" if ligne["parcours"] else ""
    return f"{nature} {quand}{ne}\u00a0: {dire_substantiel(contact).lower()}"


def dire_date_de_texte(iso: str | None) -> str:
    """« 22 avril 2022 », or « juillet 2023 » where the day is not known; nothing where no date is."""
    if not iso:
        return ""
    if len(iso) == len("2022-04-22"):
        return en_toutes_lettres(date.fromisoformat(iso))
    return en_toutes_lettres(date.fromisoformat(f"{iso}-01")).split(" ", 1)[1] if len(iso) == len("2023-07") else iso


def parametre(baremes: Baremes, programme: str, code: str) -> Parametre | None:
    """The value of that code, with its words and its periods; None when these texts no longer have it."""
    return next((p for p in baremes.parametres if (p.programme, p.code) == (programme, code)), None)


def dire_valeur(valeur: Grandeur, unite: str) -> str:
    """« 5 mois », « 300 € », « 561,68 € », « 1 an »: a value with its unit, however many zeros it was typed with."""
    if unite == "euros":
        return en_euros(Decimal(valeur))
    dite = UNITES.get(unite, (unite, unite))[valeur >= 2]
    nombre = str(valeur).replace(".", ",")
    return f"{nombre}\u00a0{dite}" if dite else nombre


def dire_connue(valeur: Grandeur | None, connu: Parametre | None) -> str:
    """The same, for a value whose texts may be gone: without its unit then."""
    if valeur is None:
        return "pas de valeur"
    return dire_valeur(valeur, connu.unite) if connu else str(valeur)


def en_vigueur_depuis(connu: Parametre, le: date) -> date | None:
    """The day the national value in force on `le` began."""
    try:
        return connu.au(le).du
    except HorsBareme:
        return None


def dire_acte(acte: Derogation) -> str:
    """What an act does, from when to when."""
    public = ""
    if acte.public:
        public = f" ({dire_public_en_phrase(acte.public)})"
    jusqu_a = f" jusqu’au {en_toutes_lettres(acte.au)}" if acte.au else ""
    return f"{EFFETS[acte.effet]}{public}, depuis le {en_toutes_lettres(acte.du)}{jusqu_a}"
