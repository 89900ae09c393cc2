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
from socle.presences.models import Absence

AU_PLUS = timedelta(days=400)
AIDE = "Une personne de votre structure. Vos tâches iront dans son « À faire » pendant ces jours."


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


class RemplacantForm(FormulaireDuDossier):
    """Who answers while one is away."""

    remplacant = forms.ModelChoiceField(
        label="Qui répond à votre place", queryset=None, required=False, empty_label="Personne pour l’instant"
    )

    def __init__(self, *args: Any, collegues: QuerySet[Appartenance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remplacant"].queryset = collegues
        self.fields["remplacant"].label_from_instance = _dire

    @classmethod
    def pour(cls, absence: Absence, *, collegues: QuerySet[Appartenance]) -> "RemplacantForm":
        """The form of one absence among others on a page."""
        return cls(initial={"remplacant": absence.remplacant_id}, auto_id=f"a-{absence.pk}-%s", collegues=collegues)


class AbsenceForm(RemplacantForm):
    """Days away, and who answers meanwhile. Why is not asked. `id` makes two clicks one absence."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, collegues: QuerySet[Appartenance], le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4()})
        super().__init__(*args, collegues=collegues, **kwargs)
        self.le = le
        self.fields["remplacant"].help_text = AIDE
        self.fields["du"] = champ_jour("Du", max=le + AU_PLUS)
        self.fields["au"] = champ_jour("Au (dernier jour)", min=le, max=le + AU_PLUS)
        for nom, dit in (("du", "Dites le premier jour."), ("au", "Dites le dernier jour.")):
            self.fields[nom].error_messages["required"] = dit
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
