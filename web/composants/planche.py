"""What the gallery shows: fictional persons, a form with every control, every state of every component."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from socle.dossier.champs import ChoixExplique
from web.composants import chemins

LE = date(2026, 11, 24)
PARIS = ZoneInfo("Europe/Paris")


class Formulaire(forms.Form):
    """One field of each sort."""

    prenom = forms.CharField(label="Prénom d’usage", help_text="Celui qu’il ou elle vous donne.", max_length=60)
    naissance = forms.DateField(
        label="Date de naissance",
        required=False,
        help_text="Par exemple 05/03/2008. Laissez vide si vous ne savez pas.",
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Écrivez une date qui existe, par exemple 05/03/2008."},
    )
    langue = forms.ChoiceField(
        label="Langue", choices=[("", "Je ne sais pas"), ("fr", "Français"), ("prs", "Dari")], required=False
    )
    decision = ChoixExplique(
        label="Ce que la commission décide",
        choices=[
            ("entree", "Entrée en parcours"),
            ("pre", "Pré-CEJ-JR"),
            ("reorientation", "Réorientation"),
            ("ajournement", "Ajournement"),
        ],
        consequences={
            "entree": "La remobilisation commence demain.",
            "pre": "Plan d’attente jusqu’à la date de veille.",
            "reorientation": "Vers quel dispositif, et pourquoi.",
            "ajournement": "Ce qu’il manque, et qui l’apporte.",
        },
        error_messages={"required": "Choisissez une décision pour pouvoir signer."},
    )
    etudes = forms.ChoiceField(
        label="Fait-il des études ?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("oui", "Oui"), ("non", "Non"), ("", "Je ne sais pas")],
    )
    signes = forms.MultipleChoiceField(
        label="Signes de rupture",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("logement", "Pas de logement stable"),
            ("isolement", "Isolement"),
            ("diplome", "Sans diplôme"),
        ],
    )
    pourquoi = forms.CharField(label="Pourquoi s’écarter du verdict", widget=forms.Textarea, required=False)
    accord = forms.BooleanField(label="Elle est d’accord pour que son prénom parte à la mission locale", required=False)


def formulaires() -> dict[str, forms.Form]:
    """Return the form untouched, and the same refused."""
    refuse = {"prenom": "Emma", "naissance": "31/11/2007"}
    return {
        "vierge": Formulaire(prefix="a"),
        "refuse": Formulaire({f"b-{k}": v for k, v in refuse.items()}, prefix="b"),
    }


def etapes(ici: int) -> list[dict[str, Any]]:
    """Build the seven steps, standing at the step of that rank (1 to 7)."""
    quand = [date(2026, 8, 3), date(2026, 8, 24), date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 9)]
    suite = []
    for rang, nom in enumerate(chemins.ETAPES, start=1):
        etat = "faite" if rang < ici else "ici" if rang == ici else "a-venir"
        jour = quand[rang - 1] if etat == "faite" and rang <= len(quand) else None
        suite.append({"nom": nom, "etat": etat, "date": "en cours" if etat == "ici" else jour})
    return suite


AGE = {
    "code": "AGE",
    "etat": "rempli",
    "phrase": "Elle a 19 ans : l’âge prévu va de 16 à 25 ans révolus.",
    "source_titre": "Code du travail, art. L5131-6",
    "source_texte": "De 16 à 25 ans révolus, ou jusqu’à 29 ans lorsque la qualité de travailleur handicapé "
    "est reconnue.",
}
HISTORIQUE = {
    "code": "ELOIGNEMENT",
    "etat": "inconnu",
    "phrase": "L’appel du 3 septembre a-t-il été un échange, après lequel elle a dit vouloir continuer ?",
    "source_titre": "FAQ de juillet 2023",
}
REVENU = {
    "code": "RESSOURCES",
    "etat": "non_rempli",
    "phrase": "Un salaire régulier est déclaré depuis le 1er octobre.",
}


def verdicts() -> list[dict[str, Any]]:
    """Return the three answers."""
    decision = {"url": "#", "texte": "La commission du 1er septembre a décidé l’entrée."}
    return [
        {
            "verdict": "favorable",
            "le": LE,
            "criteres": [AGE],
            "ouverture_le": date(2026, 10, 18),
            "decision": decision,
        },
        {"verdict": "a_preciser", "le": LE, "criteres": [AGE, HISTORIQUE], "veille_ml": date(2026, 11, 3)},
        {"verdict": "defavorable", "le": LE, "criteres": [AGE, REVENU], "ouverture_le": date(2027, 2, 3)},
    ]


def personnes() -> list[dict[str, Any]]:
    """Return a team in each state of its contacts."""
    return [
        {
            "nom": "Nadège Kerbrat",
            "initiales": "NK",
            "nature": "porteur",
            "role": "référente de parcours",
            "depuis": date(2026, 8, 3),
            "vous": True,
        },
        {
            "nom": "Claire Vasseur",
            "initiales": "CV",
            "nature": "mission_locale",
            "role": "conseillère, Val d’Ormelle",
            "depuis": date(2026, 9, 2),
            "telephone": "06 39 98 01 12",
            "courriel_url": "#",
        },
        {
            "nom": "Anouk Bertin",
            "initiales": "AB",
            "nature": "partenaire",
            "role": "infirmière, Maison des ados",
            "telephone_url": "#",
            "courriel_url": "#",
        },
    ]


def partages() -> list[dict[str, Any]]:
    """Return readers, one of whom no longer is."""
    return [
        {"nom": "Val d’Ormelle", "initiales": "VO", "nature": "mission_locale"},
        {"nom": "Maison des ados", "initiales": "MA", "nature": "partenaire"},
        {
            "nom": "CHRS Les Tilleuls",
            "initiales": "CH",
            "nature": "partenaire",
            "retire_le": date(2026, 11, 21),
        },
    ]


def signataires() -> list[dict[str, Any]]:
    """Return one signature given, and one that the reader is asked for."""
    quand = datetime(2026, 11, 24, 10, 12, tzinfo=PARIS)
    return [
        {
            "nature": "porteur",
            "pour": "Pour le porteur",
            "structure": "Le Fil d’Ormelle",
            "initiales": "PL",
            "nom": "Paul Le Guirec",
            "le": quand,
        },
        {
            "nature": "mission_locale",
            "pour": "Pour la mission locale",
            "structure": "Val d’Ormelle, vous",
            "initiales": "CV",
            "bouton": "Signer la décision",
        },
    ]


def jeunes() -> list[dict[str, Any]]:
    """Return the lines of a dense list, the longest ones included."""
    lignes = [
        ("Fatou S.", "FS", 2, "qualifie l’appel du 3 septembre", "ce soir", False, "CV", "mission_locale"),
        ("Yanis T.", "YT", 2, "vérifie l’historique", "3 jours", True, "CV", "mission_locale"),
        ("Lina R.", "LR", 3, "sa porte s’ouvre", "dim. 29", False, "LR", "jeune"),
        (
            "Marie-Antoinette de la T.",
            "MT",
            6,
            "attestation d’hébergement à renouveler",
            "30 nov.",
            False,
            "NK",
            "porteur",
        ),
        ("Sofiane A.", "SA", 4, "", "", False, "", ""),
        ("Kenza B.", "KB", 6, "répond pour l’hébergement", "11 jours", True, "SI", "partenaire"),
        ("Idriss M.", "IM", 8, "", "", False, "", ""),
    ]
    return [_ligne(*ligne) for ligne in lignes]


def _ligne(
    nom: str, initiales: str, rang: int, quoi: str, quand: str, tard: bool, qui: str, nature: str
) -> dict[str, Any]:
    attendu = {"quoi": quoi, "quand": quand, "tard": tard, "initiales": qui, "nature": nature} if quoi else None
    etape = chemins.ETAPES[rang - 1] if rang <= len(chemins.ETAPES) else "Chemin parcouru"
    return {
        "nom": nom,
        "initiales": initiales,
        "url": "#",
        "rang": rang,
        "etape": etape,
        "attendu": attendu,
        "details": "composants/planche_details.html",
    }


def cadre() -> dict[str, Any]:
    """Return what the frame needs, as the context processor gives it: a person with two hats."""
    fil = SimpleNamespace(
        nom_complet="Nadège Kerbrat",
        initiales="NK",
        structure_nom="Le Fil d’Ormelle",
        structure_initiales="FO",
        nature="porteur",
        metier_libelle="référente de parcours",
        appartenance_id=1,
    )
    mission = SimpleNamespace(
        nom_complet="Nadège Kerbrat",
        initiales="NK",
        structure_nom="Mission locale du Val d’Ormelle",
        structure_initiales="VO",
        nature="mission_locale",
        metier_libelle="conseillère",
        appartenance_id=2,
    )
    entrees = [
        ("list-checks", "À faire", 6),
        ("users", "Jeunes", 0),
        ("plus", "Noter", 0),
        ("handshake", "Commission", 1),
        ("building-2", "Mon équipe", 0),
        ("book-open", "Mallette", 0),
    ]
    navigation = [
        {
            "url": "#",
            "icone": i,
            "libelle": libelle,
            "nombre": n,
            "active": libelle == "Jeunes",
            "fort": libelle == "Noter",
        }
        for i, libelle, n in entrees
    ]
    return {"acteur": fil, "casquettes": [fil, mission], "navigation": navigation, "demo": True}
