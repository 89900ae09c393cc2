"""The forms of the dossier's page: each carries the version it was read at."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from regles.programmes import libelle
from socle.acces.models import ARGENT, COORDONNEES, JUSTICE, PLAN, SANTE, element_signe
from socle.consentements.textes import AUPRES_DE, ELEMENTS, pour
from socle.dossier.champs import champ_jour
from socle.dossier.formulaires import CoordonneesForm, FormulaireDuDossier, IdentiteForm, SituationForm
from socle.partenariats.lectures import missions_locales_de


class AvecVersion(FormulaireDuDossier):
    """Two people may edit: the form says which state it was read from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ModifierIdentite(AvecVersion, IdentiteForm):
    """Change who it is."""


class CorrigerProgramme(AvecVersion):
    """Under which programme the dossier should have opened."""

    programme = forms.ChoiceField(label="Le bon programme", widget=forms.RadioSelect)

    def __init__(self, *args: Any, programmes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [(code, libelle(code)) for code in programmes]


class ModifierSituation(AvecVersion, SituationForm):
    """Change the facts that the criteria read."""


class ModifierCoordonnees(AvecVersion, CoordonneesForm):
    """Change how to reach the youth."""


class AccordForm(FormulaireDuDossier):
    """What the youth agrees to share, with which mission locale, for what and until when."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    destinataire = forms.ModelChoiceField(label="Avec quelle mission locale", queryset=None, empty_label="Choisir")
    elements = forms.MultipleChoiceField(
        label="Et aussi, si le jeune le veut",
        help_text="Chaque signe coché sera lisible, avec son nom. Les autres ne le seront pas.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    aupres_de = forms.CharField(
        label="Qui le lira, là-bas",
        help_text="Par leur rôle. Toute personne qui suit des jeunes dans cette structure peut ouvrir le dossier.",
        max_length=200,
        required=False,
    )
    pour_quoi = forms.CharField(
        label="Pour quoi",
        help_text=f"La phrase dira « C’est pour… ». Sans rien : « {pour([])} ».",
        max_length=200,
        required=False,
    )
    jusqu_a = forms.DateField(
        label="Jusqu’au",
        help_text="Sans date, l’accord vaut jusqu’à ce que le jeune change d’avis.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, porteur_id: int, le: date, notes: Collection[str], **kwargs: Any) -> None:
        """`notes` are the codes of the signs noted: what is not noted cannot be shared."""
        kwargs["initial"] = {"id": uuid4(), "aupres_de": AUPRES_DE} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        partageables = {COORDONNEES, PLAN, ARGENT, SANTE, JUSTICE, *(element_signe(code) for code in notes)}
        self.fields["elements"].choices = [(e.code, e.libelle) for e in ELEMENTS if e.code in partageables]
        self.le = le
        self.fields["destinataire"].queryset = missions_locales_de(porteur_id, le=le)

    def clean_jusqu_a(self) -> date | None:
        jusqu_a = self.cleaned_data["jusqu_a"]
        if jusqu_a is not None and jusqu_a < self.le:
            raise forms.ValidationError("Cette date est déjà passée.")
        return jusqu_a


class ConfierForm(FormulaireDuDossier):
    """Who looks after the dossier, among the colleagues, and from which day: today when it is not said."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    a = forms.ModelChoiceField(label="À qui", queryset=None, empty_label="Choisir")

    def __init__(self, *args: Any, collegues: Any, le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4(), "du": le})
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["a"].queryset = collegues
        self.fields["a"].label_from_instance = lambda m: f"{m.compte.nom_complet}, {m.get_metier_display()}"
        self.fields["du"] = champ_jour(
            "À partir de quand", "Un jour à venir\u00a0: le relais se passera ce jour-là.", requis=False, min=le
        )

    def clean_du(self) -> date:
        du = self.cleaned_data["du"] or self.le
        if du < self.le:
            raise ValidationError("Choisissez aujourd’hui, ou un jour à venir.")
        return du


class MiseEnRelationForm(FormulaireDuDossier):
    """What one says to a colleague one does not know yet."""

    message = forms.CharField(
        label="Un mot pour la personne",
        help_text="Elle verra votre nom, votre structure et ce mot. N’écrivez rien sur le jeune.",
        max_length=300,
        required=False,
    )
