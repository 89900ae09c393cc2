"""A local practice as one side writes it."""

from datetime import date
from typing import Any

from django import forms

from regles.echeances import Unite
from socle.dossier.secret import sans_nir
from socle.partenariats.models import RYTHME_MAXIMAL, RYTHMES, ObjetDePratique
from socle.partenariats.pratiques import AU_PLUS_TARD, PratiqueDite

LETTRES = 600
AIDES = {
    ObjetDePratique.PETITS_REVENUS: "Ce que la mission locale regarde quand un jeune a de petits revenus.",
    ObjetDePratique.ENTREE: "Ce que votre convention ou votre appel à projets assouplit pour entrer.",
    ObjetDePratique.PIECES: "Les papiers que la mission locale demande, et ceux qui peuvent les remplacer.",
}


class PratiqueForm(forms.Form):
    """From which day. `id` makes two clicks one proposal."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    du = forms.DateField(
        label="À partir du", help_text="Aujourd’hui au plus tôt : rien ne change pour les jours passés.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Dites à partir de quel jour.", "invalid": "Écrivez un jour, comme 24/11/2026."},
    )  # fmt: skip

    def __init__(self, *args: Any, objet: str, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objet = objet
        bornes = {"min": le.isoformat(), "max": (le + AU_PLUS_TARD).isoformat()}
        self.fields["du"].widget.attrs.update(bornes)

    def dite(self) -> PratiqueDite:
        """What was typed; the form is valid."""
        return PratiqueDite(objet=self.objet, **{n: v for n, v in self.cleaned_data.items() if n != "id"})


class RythmeForm(PratiqueForm):
    """Every so many weeks or months."""

    tous_les = forms.IntegerField(
        label="Tous les combien", help_text="Un nombre de semaines ou de mois.", min_value=1, max_value=RYTHME_MAXIMAL,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Écrivez un nombre.", "invalid": "Écrivez un nombre entier.",
            "min_value": "Écrivez 1 ou plus.", "max_value": f"Écrivez {RYTHME_MAXIMAL} ou moins.",
        },
    )  # fmt: skip
    unite = forms.ChoiceField(
        label="Compté en", choices=[(Unite.SEMAINES.value, "semaines"), (Unite.MOIS.value, "mois")],
        widget=forms.RadioSelect, error_messages={"required": "Choisissez semaines ou mois."},
    )  # fmt: skip
    field_order = ["id", "tous_les", "unite", "du"]


class TexteForm(PratiqueForm):
    """A short text."""

    texte = forms.CharField(
        label="Ce qui est convenu",
        max_length=LETTRES, validators=[sans_nir], widget=forms.Textarea,
        error_messages={
            "required": "Écrivez ce que vous proposez.", "max_length": f"Faites plus court : {LETTRES} signes au plus.",
        },
    )  # fmt: skip
    field_order = ["id", "texte", "du"]

    def __init__(self, *args: Any, objet: str, **kwargs: Any) -> None:
        super().__init__(*args, objet=objet, **kwargs)
        self.fields["texte"].help_text = f"{AIDES[objet]} Aucun nom de jeune ici."


def formulaire_de(objet: str) -> type[PratiqueForm]:
    """The form of an object: a pace or a text."""
    return RythmeForm if objet in RYTHMES else TexteForm
