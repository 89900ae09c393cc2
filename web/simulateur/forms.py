"""The few questions of the simulator, and the facts they make. Nothing typed here goes anywhere else.

Everything may be left out: no answer is « I do not know », never « no ».
"""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from regles.faits import AUCUNE, CEJ_JR, FAIBLES_OU_IRREGULIERES, REGULIERES, Contact, Faits
from regles.noyau.temps import en_toutes_lettres, fin_de_mois, plus_mois
from socle.dossier.formulaires import NE_SAIT_PAS, PLUS_VIEILLE_NAISSANCE, Departement, FormulaireDuDossier, OuiNon
from socle.dossier.signes import GROUPES, LIBELLES
from web.simulateur.voix import QUESTIONS

AGE_LE_PLUS_GRAND = 120
MOIS_PROPOSES = 12
"""A year of months to choose from; further back is « before », counted from the last day before them."""
AVANT = "avant"

_AGE = re.compile(r"[0-9]{1,3}")
_DATE = re.compile(r"([0-9]{1,2})[ ./-]?([0-9]{1,2})[ ./-]?([0-9]{4})")
_SITUATIONS = {
    # Somebody who studies or trains is out whatever the rest: what they did not say stays unknown.
    "rien": (False, False, False),
    "emploi": (False, False, True),
    "etudes": (True, None, None),
    "formation": (None, True, None),
}
_NATURES = {"entretien": "entretien", "appel": "appel", "message": "sms"}


def _choix(*choix: tuple[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choix,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez une des réponses proposées."},
    )


def _oui_non() -> OuiNon:
    return OuiNon(error_messages={"invalid_choice": "Choisissez une des réponses proposées."})


def _chiffres(longueur: int, *, classe: str = "") -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": classe}
    return forms.CharField(max_length=longueur, required=False, widget=forms.TextInput(attrs=attrs))


class ReponsesForm(FormulaireDuDossier):
    """What a youth or somebody beside them answers. `naissance_exacte` is False when only an age was given."""

    age = _chiffres(10)
    situation = _choix(
        ("rien", "Ni études, ni formation, ni emploi"),
        ("emploi", "Un emploi, sans études ni formation"),
        ("etudes", "Des études"),
        ("formation", "Une formation"),
        ("", NE_SAIT_PAS),
    )
    argent = _choix(
        (AUCUNE, "Non, rien"),
        (FAIBLES_OU_IRREGULIERES, "Un peu, ou pas tous les mois"),
        (REGULIERES, "Oui, tous les mois"),
        ("", NE_SAIT_PAS),
    )
    inscrit = _oui_non()
    contact = _choix(
        ("entretien", "Un rendez-vous"),
        ("appel", "Un appel"),
        ("message", "Seulement des messages (SMS, mail, courrier)"),
        ("aucun", "Aucun échange"),
        ("", NE_SAIT_PAS),
    )
    mois = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choisissez un mois de la liste."})
    quantieme = _chiffres(2)
    echange = _oui_non()
    intention = _oui_non()
    difficulte = _choix(("oui", "Oui, au moins une"), ("non", "Non, aucune"), ("", "Je préfère ne pas le dire"))
    departement = Departement()
    rqth = _oui_non()

    def __init__(self, *args: Any, voix: str, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.naissance_exacte = False
        for nom, (question, aide) in QUESTIONS[voix].items():
            self.fields[nom].label, self.fields[nom].help_text = question, conditional_escape(aide)
        self.fields["difficulte"].help_text += _situations()
        self.fields["mois"].choices = [("", NE_SAIT_PAS), *_mois(le)]

    def clean_age(self) -> date | None:
        """The day of birth; with an age alone, one that gives this age on the day judged."""
        dit = self.cleaned_data["age"].strip()
        if not dit:
            return None
        if _AGE.fullmatch(dit):
            return self._naissance_de(int(dit))
        trouve = _DATE.fullmatch(dit)
        if trouve is None:
            raise forms.ValidationError("Écrivez un âge, comme 19, ou une date, comme 02/03/2007.")
        naissance = _jour(*(int(morceau) for morceau in reversed(trouve.groups())))
        if naissance is None or not PLUS_VIEILLE_NAISSANCE <= naissance <= self.le:
            raise forms.ValidationError("Vérifiez cette date de naissance : jour, mois, année.")
        self.naissance_exacte = True
        return naissance

    def _naissance_de(self, age: int) -> date:
        if age > AGE_LE_PLUS_GRAND:
            raise forms.ValidationError("Vérifiez cet âge.")
        return plus_mois(self.le, -12 * age)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if self.parle_de_contacts():
            donnees["contact_le"] = self._contact_le(donnees.get("mois", ""), donnees.get("quantieme", "").strip())
        else:
            # Left over from another answer, and not on the page any more: neither counted nor complained about.
            for nom in ("mois", "quantieme", "echange", "intention"):
                self.errors.pop(nom, None)
        return donnees

    def parle_de_contacts(self) -> bool:
        """Whether a call or a meeting is told, with somebody one is registered with."""
        return bool(self.cleaned_data.get("inscrit")) and self.cleaned_data.get("contact") in ("entretien", "appel")

    def _contact_le(self, mois: str, quantieme: str) -> date | None:
        """The day told; of a month alone its last day, so that no door is promised too early."""
        if quantieme and not mois:
            self.add_error("mois", "Choisissez aussi le mois.")
        if not mois:
            return None
        if mois == AVANT or not quantieme:
            return min(self.le, _fin_du_mois(mois, self.le))
        annee, rang = (int(morceau) for morceau in mois.split("-"))
        jour = _jour(annee, rang, int(quantieme)) if _AGE.fullmatch(quantieme) else None
        if jour is None:
            self.add_error("quantieme", "Ce jour n’existe pas dans ce mois.")
        elif jour > self.le:
            self.add_error("quantieme", "Ce jour n’est pas encore arrivé.")
        return jour

    def mois_entier(self) -> str:
        """The month as told when it was told alone; empty otherwise."""
        mois = self.cleaned_data.get("mois", "")
        if not self.parle_de_contacts() or not mois or mois != AVANT and self.cleaned_data.get("quantieme", "").strip():
            return ""
        return dict(_mois(self.le))[mois]

    def faits(self) -> Faits:
        """The facts, once the form is valid. The history is never verified: only the mission locale can."""
        dit = self.cleaned_data
        etudiant, en_formation, en_emploi = _SITUATIONS.get(dit["situation"], (None, None, None))
        return Faits(
            programme=CEJ_JR,
            departement=dit["departement"] or None,
            date_naissance=dit["age"],
            rqth=dit["rqth"],
            etudiant=etudiant,
            en_formation=en_formation,
            en_emploi=en_emploi,
            ressources=dit["argent"] or None,
            inscrit=dit["inscrit"],
            contacts=self._contacts(),
            signes_notes={"oui": True, "non": False}.get(dit["difficulte"]),
        )

    def _contacts(self) -> tuple[Contact, ...] | None:
        dit = self.cleaned_data
        if not dit["inscrit"] or not dit["contact"]:
            return None
        if dit["contact"] == "aucun":
            return ()
        if dit["contact"] == "message":
            return (Contact(None, _NATURES["message"]),)
        return (Contact(dit["contact_le"], _NATURES[dit["contact"]], dit["echange"], dit["intention"]),)

    def demander_la_date(self) -> None:
        """Somebody too young by their age alone: the day they will be old enough needs the date."""
        self.add_error("age", "Écrivez la date de naissance : nous dirons à partir de quel jour.")


def _situations() -> SafeString:
    """All the signs, in a few lines: one reads them, and names none."""
    lignes = ((", ".join(_en_suite(LIBELLES[code], rang) for rang, code in enumerate(codes)),) for _, codes in GROUPES)
    return format_html('<ul class="situations">{}</ul>', format_html_join("", "<li>{}</li>", lignes))


def _en_suite(libelle: str, rang: int) -> str:
    return libelle[0].lower() + libelle[1:] if rang else libelle


def _jour(annee: int, mois: int, quantieme: int) -> date | None:
    try:
        return date(annee, mois, quantieme)
    except ValueError:
        return None


def _mois(le: date) -> list[tuple[str, str]]:
    """The last months, the current one first, then what came before them."""
    premiers = [plus_mois(le.replace(day=1), -rang) for rang in range(MOIS_PROPOSES)]
    nommes = [(f"{jour:%Y-%m}", en_toutes_lettres(jour).split(" ", 1)[1]) for jour in premiers]
    return [*nommes, (AVANT, f"avant {nommes[-1][1]}")]


def _fin_du_mois(mois: str, le: date) -> date:
    if mois == AVANT:
        return fin_de_mois(le, -MOIS_PROPOSES)
    return fin_de_mois(date.fromisoformat(f"{mois}-01"), 0)
