"""What a reader asks of the rules, and an act as it is typed."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from parcours.eligibilite.mots import dire_public
from regles.faits import PUBLICS
from regles.noyau.bareme import Effet, Parametre
from regles.noyau.chargement import VALEUR_MAXIMALE
from regles.programmes import programmes
from regles.textes import nationaux
from socle.dossier.formulaires import Departement
from socle.dossier.secret import sans_nir
from socle.droit.ecritures import ActeDit
from socle.droit.lectures import EXACTES
from socle.droit.models import Derogation
from web.composants.programmes import nommer
from web.droit.lectures import sans_accents
from web.droit.mots import dire_critere, dire_unite

PREMIER_JOUR, DERNIER_JOUR = date(2000, 1, 1), date(2100, 12, 31)
"""Beyond them, a slip of the keyboard."""
_ENTIER = re.compile(r"\d{1,4}")
_MONTANT = re.compile(r"\d{1,6}([.,]\d{1,4})?")


def _jour(**attributs: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributs}, format="%Y-%m-%d")


def _plausible(jour: date | None) -> None:
    if jour is not None and not PREMIER_JOUR <= jour <= DERNIER_JOUR:
        raise ValidationError("Vérifiez l’année.")


class JourForm(forms.Form):
    """On which day."""

    le = forms.DateField(label="Au jour du", required=False, widget=_jour(), validators=[_plausible])


class RegardForm(JourForm):
    """On which day, and where."""

    departement = Departement(
        help_text="Son numéro : 35, 2A, 974. Vide : les règles nationales.",
    )


class ActeForm(forms.Form):
    """An act, whatever it does. `id` makes two clicks one signature."""

    effet: str
    id = forms.UUIDField(widget=forms.HiddenInput)
    objet = forms.ChoiceField(label="Critère", error_messages={"required": "Choisissez ce que l’acte change."})
    du = forms.DateField(
        label="Premier jour", help_text="Le jour où il commence à s’appliquer, celui-là compris.", widget=_jour(),
        validators=[_plausible], error_messages={"required": "Dites le premier jour."},
    )  # fmt: skip
    au = forms.DateField(
        label="Dernier jour", help_text="S’il est dit dans l’acte. Sinon, il s’applique jusqu’à ce que vous y "
        "mettiez fin.", required=False, widget=_jour(), validators=[_plausible],
    )  # fmt: skip
    titre = forms.CharField(
        label="Titre de l’acte",
        help_text="Tel qu’il sera cité\u00a0: «\u00a0Arrêté préfectoral n° … du …\u00a0».", max_length=200,
        error_messages={"required": "Écrivez le titre de l’acte."},
    )  # fmt: skip
    date = forms.DateField(
        label="Date de l’acte", widget=_jour(), validators=[_plausible],
        error_messages={"required": "Dites la date de l’acte."},
    )  # fmt: skip
    citation = forms.CharField(
        label="Ce que dit l’acte", help_text="Le passage qui fonde ce changement, recopié tel quel. Tout le monde le "
        "lira.", max_length=4000, required=False, widget=forms.Textarea,
    )  # fmt: skip
    lien = forms.URLField(
        label="Adresse où le lire", help_text="Au recueil des actes administratifs, par exemple.", max_length=500,
        required=False, assume_scheme="https",
    )  # fmt: skip

    def __init__(self, *args: Any, le: date, a_la_place_de: Derogation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["objet"].choices = [("", "Choisissez"), *self.objets()]
        if a_la_place_de is not None:
            self.fields["objet"].choices = self._objet_de(a_la_place_de)
        for nom in ("titre", "citation", "lien"):
            self.fields[nom].validators.append(sans_nir)

    def objets(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The criteria of each programme."""
        return [(nommer(p), [(f"{p}/{c}", dire_critere(c)) for c in d.criteres]) for p, d in programmes().items()]

    def _objet_de(self, acte: Derogation) -> list[tuple[str, str]]:
        """What another act is about, and nothing else: what takes its place is on the same object."""
        objet = f"{acte.programme}/{acte.cible}"
        return [choix for _, groupe in self.objets() for choix in groupe if choix[0] == objet]

    def clean_titre(self) -> str:
        return " ".join(self.cleaned_data["titre"].split())

    def clean_date(self) -> date:
        jour = self.cleaned_data["date"]
        if jour > self.le:
            raise ValidationError("Un acte se saisit une fois pris\u00a0: cette date est à venir.")
        return jour

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        du, au = propre.get("du"), propre.get("au")
        if du and au and au < du:
            self.add_error("au", "Le dernier jour vient avant le premier.")
        return propre

    def dit(self) -> ActeDit:
        """The act typed; the form is valid."""
        p = self.cleaned_data
        programme, _, cible = p["objet"].partition("/")
        return ActeDit(
            programme=programme, effet=self.effet, cible=cible, du=p["du"], au=p["au"], titre=p["titre"],
            date=p["date"], valeur=p.get("valeur", ""), public=p.get("public", ""), citation=p["citation"],
            lien=p["lien"],
        )  # fmt: skip


class RemplacerForm(ActeForm):
    """Another value than the national one."""

    effet = Effet.REMPLACER.value
    valeur = forms.CharField(
        label="Nouvelle valeur", help_text="Le nombre seul, dans l’unité de la règle choisie.", max_length=12,
        error_messages={"required": "Écrivez la nouvelle valeur."},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    field_order = ["id", "objet", "valeur", "du", "au", "titre", "date", "citation", "lien"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objet"].label = "Valeur remplacée"

    def objets(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groupes: dict[str, list[tuple[str, str]]] = {}
        for p in sorted(nationaux().parametres, key=lambda p: (nommer(p.programme), sans_accents(p.libelle))):
            unite = dire_unite(p.unite)
            groupes.setdefault(nommer(p.programme), []).append(
                (f"{p.programme}/{p.code}", f"{p.libelle}, {unite}" if unite else p.libelle)
            )
        return list(groupes.items())

    def clean(self) -> dict[str, Any]:
        propre = super().clean()
        parametre = self._parametre(propre.get("objet", ""))
        if parametre is not None and propre.get("valeur"):
            propre["valeur"] = self._valeur(parametre, propre["valeur"].strip())
        return propre

    def _parametre(self, objet: str) -> Parametre | None:
        return next((p for p in nationaux().parametres if f"{p.programme}/{p.code}" == objet), None)

    def _valeur(self, parametre: Parametre, dite: str) -> str:
        if parametre.unite == EXACTES:
            if not dite.isascii() or not _MONTANT.fullmatch(dite):
                self.add_error("valeur", "Écrivez un montant, comme 561,68.")
            return dite.replace(",", ".")
        if not dite.isascii() or not _ENTIER.fullmatch(dite) or int(dite) > VALEUR_MAXIMALE:
            self.add_error("valeur", f"Écrivez un nombre entier, de 0 à {VALEUR_MAXIMALE}.")
            return dite
        return str(int(dite))


class DispenserForm(ActeForm):
    """A public of whom a criterion is not asked."""

    effet = Effet.DISPENSER.value
    public = forms.ChoiceField(
        label="Public dispensé",
        choices=[("", "Choisissez"), *sorted(((p, dire_public(p)) for p in PUBLICS), key=lambda c: sans_accents(c[1]))],
        error_messages={"required": "Choisissez le public dispensé."},
    )
    field_order = ["id", "objet", "public", "du", "au", "titre", "date", "citation", "lien"]


class LeverForm(ActeForm):
    """A criterion asked of nobody."""

    effet = Effet.LEVER.value


FORMULAIRES: dict[str, type[ActeForm]] = {f.effet: f for f in (RemplacerForm, DispenserForm, LeverForm)}


def initial_de(acte: Derogation) -> dict[str, Any]:
    """What the form of a replacement begins with: the same object. The text of the new act is to be typed."""
    return {"objet": f"{acte.programme}/{acte.cible}", "valeur": acte.valeur, "public": acte.public}


class FinForm(forms.Form):
    """The last day of an act."""

    dernier_jour = forms.DateField(
        label="Dernier jour d’application",
        help_text="Ce jour-là compris. Hier, au plus tôt\u00a0: l’acte cesse alors dès aujourd’hui.",
        widget=_jour(), validators=[_plausible], error_messages={"required": "Dites le dernier jour."},
    )  # fmt: skip
