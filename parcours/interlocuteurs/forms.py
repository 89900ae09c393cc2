"""Who helps this youth, in the words of whoever notes it; the screen says who will read it before it is saved."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from parcours.interlocuteurs.models import NE_S_OUVRENT_PAS, Audience, Partenaire, SorteDePartenaire
from socle.dossier.champs import ChoixExplique, champ_jour, champ_version
from socle.dossier.formulaires import FormulaireDuDossier
from socle.dossier.models import Dossier

RESERVE = (
    "Le nom seul d’un partenaire de santé ou de justice en dit déjà trop : il reste dans votre structure, tant "
    "qu’aucun accord du jeune ne nomme ce domaine."
)


class PartenaireForm(FormulaireDuDossier):
    """Name somebody. `id` makes two clicks one act."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    sorte = forms.ChoiceField(
        label="Dans quel domaine",
        choices=[("", "Choisir"), *SorteDePartenaire.choices],
        error_messages={"required": "Choisissez un domaine."},
    )
    organisation = forms.CharField(
        label="Organisation",
        max_length=120,
        error_messages={"required": "Écrivez le nom de l’organisation."},
    )
    nom = forms.CharField(label="Nom de la personne", max_length=120, required=False)
    fonction = forms.CharField(
        label="Sa fonction", help_text="Éducateur, assistante sociale, infirmière…", max_length=80, required=False
    )
    pour_quoi = forms.CharField(
        label="Ce qu’elle fait avec ce jeune",
        help_text="En une ligne, avec des mots que le jeune pourrait lire.",
        max_length=200,
        required=False,
    )
    telephone = forms.CharField(label="Téléphone professionnel", max_length=40, required=False)
    courriel = forms.EmailField(label="Adresse professionnelle", max_length=254, required=False)
    joignable = forms.CharField(
        label="Quand la joindre", help_text="Lundi et jeudi, de 9 h à 12 h.", max_length=200, required=False
    )
    audience = ChoixExplique(label="Qui le lira")

    def __init__(self, *args: Any, dossier: Dossier, structure: str, le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4(), "depuis": le, "audience": Audience.STRUCTURE})
        super().__init__(*args, **kwargs)
        self.fields["depuis"] = champ_jour("Depuis quand", max=le)
        self.fields["depuis"].error_messages["required"] = "Dites depuis quel jour, même à peu près."
        ml = dossier.mission_locale
        eux = f"{dossier.porteur} et {ml}" if ml else f"{dossier.porteur}, et la mission locale quand elle sera connue"
        self.fields["audience"].choices = [(Audience.STRUCTURE, f"{structure} seulement"), (Audience.LES_DEUX, eux)]
        self.fields["audience"].consequences = {
            Audience.STRUCTURE.value: "L’autre structure ne saura pas que cette personne est là.",
            Audience.LES_DEUX.value: f"{dossier.prenom} est d’accord pour que les deux structures le sachent.",
        }
        self.le = le
        self.order_fields(["id", "version", "sorte", "organisation", "nom", "fonction", "pour_quoi", "telephone",
                           "courriel", "joignable", "depuis", "audience"])  # fmt: skip

    def clean_depuis(self) -> date:
        depuis = self.cleaned_data["depuis"]
        if depuis > self.le:
            raise ValidationError("Choisissez aujourd’hui, ou un jour passé.")
        return depuis

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if propre.get("sorte") in NE_S_OUVRENT_PAS and propre.get("audience") == Audience.LES_DEUX:
            self.add_error("audience", RESERVE)
        return propre

    def dit(self) -> dict[str, Any]:
        """What was written, without what identifies the form; the form is valid."""
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if nom not in ("id", "version")}


class ModifierPartenaireForm(PartenaireForm):
    """Change what was noted: the form says which state it was read from."""

    id = None
    version = champ_version()

    def __init__(self, *args: Any, partenaire: Partenaire, **kwargs: Any) -> None:
        kwargs["initial"] = {nom: getattr(partenaire, nom) for nom in ("depuis", *self.base_fields)}
        super().__init__(*args, **kwargs)
        self.parti_le = partenaire.parti_le

    def clean_depuis(self) -> date:
        depuis = super().clean_depuis()
        if self.parti_le is not None and depuis > self.parti_le:
            raise ValidationError("Cette personne est partie avant ce jour.")
        return depuis


class DepartForm(FormulaireDuDossier):
    """From which day somebody no longer helps this youth."""

    def __init__(self, *args: Any, depuis: date, le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"parti_le": le})
        super().__init__(*args, **kwargs)
        self.depuis, self.le = depuis, le
        self.fields["parti_le"] = champ_jour("Depuis quel jour ?", min=depuis, max=le)
        self.fields["parti_le"].error_messages["required"] = "Dites depuis quel jour, même à peu près."

    def clean_parti_le(self) -> date:
        jour = self.cleaned_data["parti_le"]
        if not self.depuis <= jour <= self.le:
            raise ValidationError("Choisissez un jour entre son arrivée et aujourd’hui.")
        return jour
