"""From what is typed of an activity to values; nothing is saved here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from parcours.activites.ecritures import ActiviteDite, MotsDits, domaine_de
from parcours.activites.models import JOUR_AU_PLUS, Cadre, EtatDActivite, NatureDActivite
from parcours.plan.models import Action
from regles.heures import HEURE, HEURES_PAR_DEFAUT, Nature
from socle.dossier.champs import champ_jour, champ_long, champ_version
from socle.dossier.domaines import SENSIBLES
from socle.partage.formulaires import PartageForm

DE_LA_SANTE = (
    "Une activité n’entre pas dans la santé et n’en sort pas\u00a0: annulez celle-ci, et écrivez-en une autre."
)
LE_PLUS_ANCIEN = date(2022, 3, 1)
"""The first day of the CEJ: nothing before is a week of it. A slip of the keyboard in the year, most often."""


class Heures(forms.DecimalField):
    """Hours, with the comma of French keyboards: « 1,5 »."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"max_digits": 5, "decimal_places": 2, "widget": forms.TextInput(attrs=attrs)} | kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class ActiviteForm(PartageForm):
    """One activity of one day. `id` makes two clicks one; empty hours are those proposed for its nature."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = champ_version()
    jour = champ_jour("Jour")
    debut = forms.TimeField(
        label="Heure", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    nature = forms.ChoiceField(
        label="Nature", choices=[("", "Choisir"), *NatureDActivite.choices],
        error_messages={"required": "Choisissez une nature\u00a0: les heures se comptent par nature."},
    )  # fmt: skip
    heures = Heures(
        label="Durée, en heures", required=False, min_value=Decimal("0.25"), max_value=Decimal(JOUR_AU_PLUS // HEURE),
        help_text="Par exemple 1,5. Vide\u00a0: la durée habituelle de cette nature.",
    )  # fmt: skip
    titre = forms.CharField(label="Quoi, en quelques mots", max_length=120, required=False)
    cadre = forms.ChoiceField(label="Qui l’encadre", choices=Cadre.choices, widget=forms.RadioSelect)
    etat = forms.ChoiceField(label="Où elle en est", choices=EtatDActivite.choices, widget=forms.RadioSelect)
    action = forms.ChoiceField(label="Action du plan qu’elle sert", required=False)
    commentaire = champ_long("Commentaire", au_plus=600)

    def __init__(self, *args: Any, actions: Sequence[Action], nature: str = "", **kwargs: Any) -> None:
        """`actions`: those it may serve. `nature`: that of an activity already there."""
        super().__init__(*args, **kwargs)
        self.nature_ecrite = nature
        self.fields["action"].choices = [("", "Aucune"), *((str(a.pk), a.titre) for a in actions)]
        if not actions:
            del self.fields["action"]
        if nature:
            del self.fields["id"]

    def clean_jour(self) -> date:
        jour = self.cleaned_data["jour"]
        if not LE_PLUS_ANCIEN <= jour <= date(2100, 1, 1):
            raise forms.ValidationError("Vérifiez l’année.")
        return jour

    def clean_nature(self) -> str:
        nature = self.cleaned_data["nature"]
        domaine = domaine_de(nature)
        avant = domaine_de(self.nature_ecrite or nature)
        if domaine != avant and SENSIBLES & {domaine, avant}:
            raise forms.ValidationError(DE_LA_SANTE)
        self.cleaned_data["domaine"] = domaine.value
        return nature

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        nature = donnees.get("nature")
        if nature and donnees.get("heures") is None and "heures" not in self.errors:
            donnees["heures"] = Decimal(HEURES_PAR_DEFAUT[Nature(nature)])
            if not donnees["heures"]:
                self.add_error("heures", "Dites la durée\u00a0: hors des sept natures, aucune n’est habituelle.")
        return donnees

    def dite(self) -> ActiviteDite:
        """What counts, of a valid form."""
        d = self.cleaned_data
        return ActiviteDite(
            jour=d["jour"], debut=d["debut"], minutes=round(d["heures"] * HEURE), nature=d["nature"],
            cadre=d["cadre"], etat=d["etat"], action_id=self._action(),
        )  # fmt: skip

    def _action(self) -> Any:
        choisie = self.cleaned_data.get("action")
        return forms.UUIDField().clean(choisie) if choisie else None

    def mots(self) -> MotsDits:
        """What it says, and to whom."""
        return MotsDits(self.cleaned_data["titre"], self.cleaned_data["commentaire"], **self.partage())
