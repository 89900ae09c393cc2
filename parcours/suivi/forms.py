"""On which day it was held."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from socle.dossier.formulaires import FormulaireDuDossier


class TenuForm(FormulaireDuDossier):
    """`id` makes two clicks one note."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    tenu_le = forms.DateField(
        label="Quel jour a-t-il eu lieu ?",
        error_messages={"required": "Dites quel jour.", "invalid": "Écrivez un jour, comme 24/11/2026."},
    )

    def __init__(self, *args: Any, le: date, depuis: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4(), "tenu_le": le})
        super().__init__(*args, **kwargs)
        bornes = {"type": "date", "min": depuis.isoformat(), "max": le.isoformat()}
        self.fields["tenu_le"].widget = forms.DateInput(attrs=bornes, format="%Y-%m-%d")
