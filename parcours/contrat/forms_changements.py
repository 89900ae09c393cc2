"""From what is typed about the change of an open contract to values; nothing is saved here."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from parcours.contrat.forms import HeuresDuContrat
from parcours.contrat.models import Contrat
from parcours.contrat.termes import bareme_du
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.champs import champ_jour
from socle.dossier.formulaires import FormulaireDuDossier
from socle.dossier.models import Dossier


class ChangementForm(FormulaireDuDossier):
    """From which day. `id` makes a double click one act; `vu` says what was read before changing it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    vu = forms.UUIDField(widget=forms.HiddenInput)
    du = champ_jour("À partir du")

    def __init__(self, *args: Any, contrat: Contrat, le: date, **kwargs: Any) -> None:
        jour = min(max(le, contrat.debut_le), contrat.fin_le)
        kwargs["initial"] = {"id": uuid4(), "du": jour} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.contrat = contrat
        bornes = {"min": contrat.debut_le.isoformat(), "max": contrat.fin_le.isoformat()}
        self.fields["du"].widget.attrs |= bornes

    def clean_du(self) -> date:
        jour, (debut, fin) = self.cleaned_data["du"], (self.contrat.debut_le, self.contrat.fin_le)
        if not debut <= jour <= fin:
            du, au = en_toutes_lettres(debut), en_toutes_lettres(fin)
            raise forms.ValidationError(f"Choisissez un jour du contrat, entre le {du} et le {au}.")
        return jour

    def changement(self) -> dict[str, Any]:
        """What the écritures take of it, once the form is valid."""
        return {nom: self.cleaned_data[nom] for nom in ("id", "vu", "du")}


class DesignationForm(ChangementForm):
    """Who is the single référent now."""

    referent_id = forms.TypedChoiceField(label="Référent unique à la mission locale", coerce=int, choices=[])
    field_order = ("id", "vu", "referent_id", "du")

    def __init__(self, *args: Any, membres: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent_id"].choices = [("", "Choisir"), *membres]


class HeuresForm(ChangementForm, HeuresDuContrat):
    """How many hours a week now, or on which ground of the law there are none."""

    field_order = ("id", "vu", "regime", "heures", "du")

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        self.dire_les_heures(bareme_du(dossier, self.initial["du"]))

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("du"):
            self.verifier_les_heures(donnees, bareme_du(self.dossier, donnees["du"]))
        return donnees
