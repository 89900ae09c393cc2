"""What is said of a contact, and what the mission locale answers of its history."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from parcours.eligibilite.ecritures import ContactDit
from parcours.eligibilite.models import NatureDuContact
from regles.demandes import faits_demandes
from socle.dossier.formulaires import FormulaireDuDossier, OuiNon


def _jour(le: date) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "max": le.isoformat()}, format="%Y-%m-%d")


class ContactForm(FormulaireDuDossier):
    """One contact. Whether it counts is deduced from the three answers."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    le = forms.DateField(label="Quel jour")
    nature = forms.ChoiceField(label="Comment", choices=[("", "Choisir"), *NatureDuContact.choices])
    echange = OuiNon(
        label="Y a-t-il eu un véritable échange ?", help_text="Un SMS ou un message resté sans réponse n’en est pas un."
    )
    intention = OuiNon(label="Le jeune a-t-il dit qu’il voulait continuer ?")
    parcours = forms.BooleanField(
        label="Ce contact vient du parcours lui-même",
        help_text="Par exemple une visite faite avec vous depuis la rencontre.",
        required=False,
    )
    precision = forms.CharField(label="Précision", max_length=300, required=False)

    def __init__(self, *args: Any, aujourd_hui: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4()})
        super().__init__(*args, **kwargs)
        self.aujourd_hui = aujourd_hui
        self.fields["le"].widget = _jour(aujourd_hui)

    def clean_le(self) -> date:
        le = self.cleaned_data["le"]
        if le > self.aujourd_hui:
            raise forms.ValidationError("Cette date est dans le futur : on note un contact qui a eu lieu.")
        if le.year < 2000:
            raise forms.ValidationError("Vérifiez l’année.")
        return le

    def dit(self) -> ContactDit:
        """The contact as told, once the form is valid."""
        return ContactDit(**self.cleaned_data)


class QualifierForm(FormulaireDuDossier):
    """What remains to be said of a contact already in the log."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    nature = forms.ChoiceField(label="Comment", choices=NatureDuContact.choices)
    echange = OuiNon(
        label="Y a-t-il eu un véritable échange ?", help_text="Un SMS ou un message resté sans réponse n’en est pas un."
    )
    intention = OuiNon(label="Le jeune a-t-il dit qu’il voulait continuer ?")
    parcours = forms.BooleanField(label="Ce contact vient du parcours lui-même", required=False)


class VerificationForm(FormulaireDuDossier):
    """The mission locale's answer. The contacts found are small forms beside it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    inscrit = forms.TypedChoiceField(
        label="Ce jeune est-il inscrit chez vous ?",
        choices=[("oui", "Oui"), ("non", "Non")],
        coerce=lambda valeur: valeur == "oui",
        widget=forms.RadioSelect,
    )
    inscrit_le = forms.DateField(
        label="Depuis quel jour",
        help_text="Une inscription faite depuis la rencontre ne compte pas contre lui.",
        required=False,
    )
    veille_le = forms.DateField(
        label="Date de veille affichée par I-Milo",
        help_text="Elle sera montrée à côté de notre calcul.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    accompagnement_adapte = OuiNon(
        label="Son accompagnement actuel lui convient-il\u00a0?",
        help_text="Chez vous ou ailleurs dans le réseau pour l’emploi. Votre réponse est datée et signée.",
    )
    remarque = forms.CharField(label="Remarque pour le porteur", max_length=300, required=False)

    def __init__(self, *args: Any, aujourd_hui: date, programme: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4()})
        super().__init__(*args, **kwargs)
        if "accompagnement_adapte" not in faits_demandes(programme):
            del self.fields["accompagnement_adapte"]
        self.aujourd_hui = aujourd_hui
        self.fields["inscrit_le"].widget = _jour(aujourd_hui)

    def clean_inscrit_le(self) -> date | None:
        le = self.cleaned_data["inscrit_le"]
        if le is not None and not date(1982, 1, 1) <= le <= self.aujourd_hui:
            raise forms.ValidationError("Vérifiez cette date.")
        return le


class ContactTrouveForm(ContactForm):
    """A contact found in the history: may be left blank altogether."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True
        self.use_required_attribute = False
        for nom in ("le", "nature"):
            self.fields[nom].required = False

    def has_changed(self) -> bool:
        """Whether anything was said, the hidden id apart."""
        return any(self.data.get(self.add_prefix(nom)) for nom in self.fields if nom not in ("id",))

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if self.has_changed():
            for nom in ("le", "nature"):
                if not donnees.get(nom) and nom not in self.errors:
                    self.add_error(nom, "Ce champ est nécessaire pour ce contact.")
        return donnees

    def clean_le(self) -> date | None:
        return super().clean_le() if self.cleaned_data["le"] else None
