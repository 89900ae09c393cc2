"""The fields that the forms of every step share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


def champ_jour(libelle: str, aide: str = "", *, requis: bool = True, **bornes: date) -> forms.DateField:
    """A day, with the calendar of the browser. `bornes`: `min` and `max`."""
    attrs = {"type": "date"} | {nom: jour.isoformat() for nom, jour in bornes.items()}
    return forms.DateField(
        label=libelle, help_text=aide, required=requis, widget=forms.DateInput(attrs=attrs, format="%Y-%m-%d")
    )


def champ_long(
    libelle: str, aide: str = "", *, requis: bool = False, lignes: int = 3, au_plus: int = 2_000
) -> forms.CharField:
    """A few lines."""
    return forms.CharField(
        label=libelle,
        help_text=aide,
        max_length=au_plus,
        required=requis,
        widget=forms.Textarea(attrs={"rows_voulues": lignes}),
    )


def champ_version() -> forms.IntegerField:
    """What the page was made from: two people may edit at once."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)


class ChoixExplique(forms.ChoiceField):
    """A choice as radio cards, each with what it entails (`consequences`: by value), which the tag `champ` shows."""

    def __init__(self, *, consequences: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.RadioSelect, **kwargs})
        self.consequences: Mapping[str, str] = consequences or {}
