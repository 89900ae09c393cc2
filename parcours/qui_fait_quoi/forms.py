"""Who takes a task for one youth."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from parcours.qui_fait_quoi.lectures import LigneDuDossier
from parcours.qui_fait_quoi.models import LETTRES_DU_REFUS
from socle.dossier.formulaires import FormulaireDuDossier
from socle.repartition.lignes import Reponse
from socle.repartition.models import EN_BREF, LETTRES_DU_PARTENAIRE, Qui


class RefusForm(FormulaireDuDossier):
    """Why not so."""

    pourquoi = forms.CharField(
        label="Pourquoi pas comme ça",
        help_text="L’autre côté le lit. Rien ici ne doit dire la santé du jeune, ni la justice.",
        max_length=LETTRES_DU_REFUS, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Dites pourquoi : l’autre côté pourra proposer autre chose.",
            "max_length": f"Faites plus court\u00a0: {LETTRES_DU_REFUS} signes au plus.",
        },
    )  # fmt: skip


class AjustementForm(FormulaireDuDossier):
    """`id` makes two clicks one adjustment; `vu` is the one that was on the screen, if any."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    vu = forms.UUIDField(widget=forms.HiddenInput, required=False)
    qui = forms.ChoiceField(
        label="Qui s’en charge pour ce jeune", choices=EN_BREF, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez qui s’en charge."},
    )  # fmt: skip
    partenaire = forms.CharField(
        label="Quel partenaire",
        help_text="Son nom ou ce qu’il est. Rien ici ne doit dire la santé du jeune, ni la justice.",
        max_length=LETTRES_DU_PARTENAIRE, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"Faites plus court : {LETTRES_DU_PARTENAIRE} signes au plus."},
    )  # fmt: skip

    def __init__(self, *args: Any, une: LigneDuDossier, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "id": uuid4(),
                "vu": une.ajustement.pk if une.ajustement else None,
                "qui": une.reponse.qui,
                "partenaire": une.reponse.partenaire,
            },
        )
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        dit = super().clean() or {}
        if dit.get("qui") != Qui.PARTENAIRE:
            dit["partenaire"] = ""
        elif not dit.get("partenaire") and not self.has_error("partenaire"):
            self.add_error("partenaire", "Dites quel partenaire.")
        return dit

    def reponse(self) -> Reponse:
        """What was chosen; the form is valid."""
        return Reponse(self.cleaned_data["qui"], self.cleaned_data["partenaire"])

    def contredire(self, vu: UUID | None) -> None:
        """What was typed stays; saved again, it replaces what was written in between."""
        self.data = self.data.copy()
        self.data["vu"] = str(vu or "")
