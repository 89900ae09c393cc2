"""From what is typed about an allocation to values: amounts are exact, a comma is a comma."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms

from parcours.remobilisation.ecritures_allocation import Dite
from parcours.remobilisation.forms import PREMIER_JOUR
from parcours.remobilisation.lectures import AllocationLue, nommer_le_mois
from parcours.remobilisation.models import MotifDeDemande, ReponseAllocation
from regles.noyau.temps import plus_mois
from socle.dossier.champs import ChoixExplique, champ_version
from socle.dossier.formulaires import FormulaireDuDossier

MOIS_AVANT, MOIS_APRES = 12, 2
"""Months that one may ask for, before and after this one: beyond, it is a slip of the finger. Ours: no text says."""
AU_PLUS = Decimal("9999.99")


class Euros(forms.DecimalField):
    """An amount, typed as people type it: « 1 200,50 € »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, *, minimum: str = "0", **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal(minimum), max_value=AU_PLUS, decimal_places=2,
            error_messages={
                "invalid": "Écrivez un montant en euros, comme 250 ou 250,50.",
                "min_value": "Écrivez un montant plus grand.",
                "max_value": "Vérifiez ce montant.",
                "max_decimal_places": "Au centime près : deux chiffres après la virgule.",
            },
            **kwargs,
        )  # fmt: skip

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = "".join(c for c in value if c not in " \u00a0\u202f€").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}".removesuffix(".00").replace(".", ",") if isinstance(value, Decimal) else value


class AllocationForm(FormulaireDuDossier):
    """What is asked, for which month, and what the youth received that month."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    accord_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = champ_version()
    mois = forms.TypedChoiceField(label="Pour quel mois", coerce=date.fromisoformat)
    montant = Euros(label="Montant demandé, en euros", minimum="0.01")
    revenus = Euros(
        label="Ce que le jeune a reçu ce mois-là, en euros",
        help_text="D’un emploi, d’un stage ou d’une autre allocation. 0 s’il n’a rien reçu, vide si vous ne savez pas.",
        required=False,
    )
    motifs = forms.MultipleChoiceField(
        label="Pour quoi", choices=MotifDeDemande.choices, widget=forms.CheckboxSelectMultiple
    )
    precision = forms.CharField(
        label="Précision",
        help_text="Le besoin, avec les mots du jeune. Il pourra lire ces lignes.",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows_voulues": 3}),
    )

    def __init__(self, *args: Any, le: date, deja: date | None = None, **kwargs: Any) -> None:
        """`deja` is the month of a request already made: it stays possible."""
        kwargs.setdefault(
            "initial", {"id": uuid4(), "accord_id": uuid4(), "version": 1, "mois": le.replace(day=1).isoformat()}
        )
        super().__init__(*args, **kwargs)
        self.fields["mois"].choices = list(_mois(le, deja))
        self.fields["motifs"].error_messages["required"] = "Cochez au moins un besoin."

    def clean_precision(self) -> str:
        precision = self.cleaned_data["precision"]
        if MotifDeDemande.AUTRE in (self.cleaned_data.get("motifs") or ()) and not precision:
            raise forms.ValidationError("Dites de quel autre besoin il s’agit.")
        return precision

    def dite(self) -> Dite:
        """What is asked, once the form is valid."""
        noms = ("mois", "montant", "revenus", "motifs", "precision")
        return Dite(**{nom: self.cleaned_data[nom] for nom in noms})


def _mois(le: date, deja: date | None) -> Iterator[tuple[str, str]]:
    premier = le.replace(day=1)
    possibles = {plus_mois(premier, n) for n in range(-MOIS_AVANT, MOIS_APRES + 1)} | ({deja} if deja else set())
    for mois in sorted(possibles, reverse=True):
        if mois >= PREMIER_JOUR:
            yield mois.isoformat(), nommer_le_mois(mois).capitalize()


def initial_de(demande: AllocationLue) -> dict[str, Any]:
    """A request as its form shows it."""
    noms = ("id", "version", "montant", "revenus", "motifs", "precision")
    return {nom: getattr(demande, nom) for nom in noms} | {"mois": demande.mois.isoformat()}


CONSEQUENCES = {
    ReponseAllocation.ACCORDEE.value: "Reste à la transmettre à l’ASP, qui la verse.",
    ReponseAllocation.REFUSEE.value: "Le porteur l’explique au jeune.",
    ReponseAllocation.A_COMPLETER.value: "Qui l’a demandée la complète, et elle revient.",
}


class ReponseForm(FormulaireDuDossier):
    """The answer of the mission locale."""

    version = champ_version()
    reponse = ChoixExplique(
        label="Ce que vous répondez",
        choices=ReponseAllocation.choices,
        consequences=CONSEQUENCES,
        error_messages={"required": "Choisissez une réponse pour pouvoir l’envoyer."},
    )
    accorde = Euros(label="Montant accordé, en euros", help_text="Si vous l’accordez.", minimum="0.01", required=False)
    pourquoi = forms.CharField(
        label="Pourquoi",
        help_text="Pour refuser, dire ce qui manque, ou accorder malgré les textes. Le jeune pourra lire ces lignes.",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows_voulues": 3}),
    )

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        reponse = donnees.get("reponse")
        if reponse == ReponseAllocation.ACCORDEE:
            if donnees.get("accorde") is None and "accorde" not in self.errors:
                self.add_error("accorde", "Dites quel montant vous accordez.")
        elif reponse:
            donnees["accorde"] = None
            self.errors.pop("accorde", None)
            if not donnees.get("pourquoi") and "pourquoi" not in self.errors:
                self.add_error("pourquoi", "Dites pourquoi, ou ce qui manque.")
        return donnees
