"""What a porteur asks the youth before a partner receives anything: two steps, the second shows the words."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from parcours.interlocuteurs.models import Partenaire
from socle.consentements.partenaires import AU_PLUS, AccordDit
from socle.dossier.champs import champ_jour
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.formulaires import FormulaireDuDossier

D_OFFICE = timedelta(days=92)
"""How long is proposed: the youth is asked again each quarter. Ours."""


class InviterForm(FormulaireDuDossier):
    """Where the link goes, what may be addressed, until when."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    courriel = forms.EmailField(
        label="Son adresse professionnelle",
        help_text="Le lien y arrive, et n’ouvre l’accès qu’à cette personne. Le message ne nomme aucun jeune.",
        max_length=254,
        error_messages={"required": "Écrivez l’adresse où envoyer le lien."},
    )
    domaines = forms.MultipleChoiceField(
        label="Et aussi, si le jeune le veut",
        choices=[(d.value, d.label) for d in Domaine if d in SENSIBLES],
        help_text="Sans cela, rien de sa santé ni de la justice ne peut être adressé à cette personne.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, partenaire: Partenaire, le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4(), "courriel": partenaire.courriel, "jusqu_a": le + D_OFFICE})
        super().__init__(*args, **kwargs)
        self.partenaire, self.le = partenaire, le
        self.fields["jusqu_a"] = champ_jour("Jusqu’au", "Un an au plus. Ensuite, on lui redemande.", min=le)
        self.fields["jusqu_a"].error_messages["required"] = "Dites jusqu’à quel jour."
        self.order_fields(["id", "courriel", "domaines", "jusqu_a"])

    def clean_jusqu_a(self) -> date:
        jusqu_a = self.cleaned_data["jusqu_a"]
        if not self.le <= jusqu_a <= self.le + AU_PLUS:
            raise ValidationError("Choisissez un jour à venir, dans un an au plus.")
        return jusqu_a

    def dit(self, *, mineur: bool) -> AccordDit:
        """What the youth is asked; the form is valid."""
        propre = self.cleaned_data
        return AccordDit(
            qui=_dire(self.partenaire),
            domaines=tuple(propre["domaines"]),
            jusqu_a=propre["jusqu_a"],
            mineur=mineur,
        )


def _dire(partenaire: Partenaire) -> str:
    """The person, what they do, and where, as one would name them to the youth."""
    ou = partenaire.organisation if partenaire.nom else ""
    return ", ".join(filter(None, (partenaire.nom_affiche, partenaire.fonction, ou)))
