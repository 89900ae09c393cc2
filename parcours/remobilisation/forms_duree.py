"""Until when a parcours goes on, and why."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms

from parcours.remobilisation.duree import Duree
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.formulaires import FormulaireDuDossier


class ProlongerForm(FormulaireDuDossier):
    """A later last day, within what the law allows."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    jusqu_au = forms.DateField(
        label="Nouveau dernier jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    motif = forms.CharField(
        label="Pourquoi",
        help_text="Le jeune pourra lire ces lignes. Rien de médical.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows_voulues": 3}),
    )

    def __init__(self, *args: Any, duree: Duree, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4(), "jusqu_au": duree.maximale_le})
        super().__init__(*args, **kwargs)
        self.duree = duree
        premier = duree.fin_le + timedelta(days=1)
        self.fields["jusqu_au"].widget.attrs |= {"min": premier.isoformat(), "max": duree.maximale_le.isoformat()}

    def clean_jusqu_au(self) -> date:
        jusqu_au, duree = self.cleaned_data["jusqu_au"], self.duree
        if not duree.fin_le < jusqu_au <= duree.maximale_le:
            fin, au_plus = en_toutes_lettres(duree.fin_le), en_toutes_lettres(duree.maximale_le)
            raise forms.ValidationError(f"Choisissez un jour après le {fin}, et au plus tard le {au_plus}.")
        return jusqu_au
