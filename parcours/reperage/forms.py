"""From what is typed in the street to values; nothing is saved here."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from parcours.reperage.models import Reperage
from socle.acteurs.models import Structure
from socle.dossier.formulaires import (
    CoordonneesForm,
    FormulaireDuDossier,
    IdentiteForm,
    ProgrammeForm,
    SignesForm,
    SituationForm,
)


class RencontreForm(ProgrammeForm):
    """What one learns first: where, when, what the youth asks for."""

    dossier_id = forms.UUIDField(widget=forms.HiddenInput)
    repere_le = forms.DateField(label="Rencontré le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    lieu = forms.CharField(label="Où", max_length=160, required=False)
    demande = forms.CharField(
        label="Ce que le jeune demande", help_text="Avec ses mots.", max_length=300, required=False
    )
    recit = forms.CharField(
        label="Ce qui s’est dit",
        help_text="Lisible par votre structure seulement. Pas de diagnostic, pas de délit.",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows_voulues": 4}),
    )
    mission_locale = forms.ModelChoiceField(
        label="Sa mission locale",
        help_text="Elle ne verra rien avant l’accord du jeune.",
        queryset=Structure.objects.none(),
        required=False,
        empty_label="Je ne sais pas encore",
    )

    def __init__(self, *args: Any, missions_locales: QuerySet[Structure], le: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mission_locale"].queryset = missions_locales
        if le is not None:
            self.fields["repere_le"].widget.attrs["max"] = le.isoformat()


def formulaires(
    donnees: Any, *, missions_locales: QuerySet[Structure], programmes: Sequence[str], le: Any
) -> dict[str, forms.Form]:
    """The five small forms of one page. `donnees` is None for an empty page, else what was posted or kept.

    `programmes` are those that the porteur may open a dossier under: one only is not asked.
    """
    initial = {"repere_le": le, "dossier_id": uuid4()} if donnees is None else None
    identite = IdentiteForm(donnees, le=le)
    # Two minutes in the street: the page does not ask it, so nothing may refuse it.
    del identite.fields["numero_imilo"]
    return {
        "rencontre": RencontreForm(
            donnees, initial=initial, missions_locales=missions_locales, programmes=programmes, le=le
        ),
        "identite": identite,
        "situation": SituationForm(donnees, programmes=programmes),
        "coordonnees": CoordonneesForm(donnees),
        "signes": SignesForm(donnees),
    }


class RecitForm(FormulaireDuDossier):
    """What was said at the meeting, changed later by one of two people."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    lieu = forms.CharField(label="Où", max_length=160, required=False)
    demande = forms.CharField(
        label="Ce que le jeune demande", help_text="Avec ses mots.", max_length=300, required=False
    )
    recit = forms.CharField(
        label="Ce qui s’est dit",
        help_text="Lisible par votre structure seulement. Pas de diagnostic, pas de délit.",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows_voulues": 8}),
    )

    @staticmethod
    def de(reperage: Reperage) -> dict[str, Any]:
        """The values of a row, as the form first shows them."""
        return {nom: getattr(reperage, nom) for nom in ("version", "lieu", "demande", "recit")}
