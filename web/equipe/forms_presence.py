"""How and when one may be reached, and the days away."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from socle.acteurs.models import Appartenance, PorteeDuRegard
from socle.dossier.champs import champ_jour
from socle.dossier.formulaires import FormulaireDuDossier

AU_PLUS = timedelta(days=400)


class PresenceForm(FormulaireDuDossier):
    """A number and hours. `version` 0: nothing was said yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    telephone = forms.CharField(
        label="Téléphone professionnel",
        help_text="Jamais votre numéro personnel. Vide, on montre le standard de votre structure.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "work tel"}),
    )
    joignable = forms.CharField(
        label="Vos jours et vos heures",
        help_text="En mots : du lundi au jeudi, de 9 h à 17 h ; le vendredi au local.",
        max_length=200,
        required=False,
    )


class AbsenceForm(FormulaireDuDossier):
    """Days away, and who answers meanwhile. Why is not asked. `id` makes two clicks one absence."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    remplacant = forms.ModelChoiceField(
        label="Qui répond à votre place",
        help_text="Une personne de votre structure. Vos tâches iront dans son « À faire » pendant ces jours.",
        queryset=None,
        required=False,
        empty_label="Personne pour l’instant",
    )

    def __init__(self, *args: Any, collegues: QuerySet[Appartenance], le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4()})
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["du"] = champ_jour("Du", max=le + AU_PLUS)
        self.fields["au"] = champ_jour("Au (dernier jour)", min=le, max=le + AU_PLUS)
        for nom, dit in (("du", "Dites le premier jour."), ("au", "Dites le dernier jour.")):
            self.fields[nom].error_messages["required"] = dit
        self.fields["remplacant"].queryset = collegues
        self.fields["remplacant"].label_from_instance = _dire
        self.order_fields(["id", "du", "au", "remplacant"])

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        du, au = propre.get("du"), propre.get("au")
        if du and au and au < du:
            self.add_error("au", "Le dernier jour vient après le premier.")
        elif au and au < self.le:
            self.add_error("au", "Cette absence est déjà finie.")
        elif du and au and au - du > AU_PLUS:
            raise ValidationError("C’est plus d’un an : passez plutôt le relais, dossier par dossier.")
        return propre


def _dire(hat: Appartenance) -> str:
    dit = f"{hat.compte.nom_complet}, {hat.get_metier_display()}"
    if hat.portee == PorteeDuRegard.SIENS:
        return f"{dit} (ne verra pas vos dossiers : seulement ceux qu’on lui confie)"
    return dit
