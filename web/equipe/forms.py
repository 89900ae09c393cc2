"""What an administrator gives, and what somebody invited says of themselves."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from regles.acces import Portee
from socle.acteurs.ecritures import NATURES_QUI_SUIVENT, Droits
from socle.acteurs.models import Compte, Metier, PorteeDuRegard
from socle.dossier.champs import ChoixExplique

CONSEQUENCES = {
    Portee.STRUCTURE.value: "Pour accompagner, ou coordonner ceux qui accompagnent.",
    Portee.SIENS.value: "Rien tant qu’un collègue ne lui en confie pas un.",
    Portee.AUCUNE.value: "Pour gérer les accès sans lire aucun dossier.",
}
METIERS = [choix for choix in Metier.choices if choix[0] != Metier.PARTENAIRE]
"""A partner is invited on a dossier, by a youth's team, and not here."""
# Joiners that some scripts need inside a word, among format characters that could disguise a name.
_JONCTIONS = "\u200c\u200d"
_SIGNES_REFUSES = frozenset('<>{}[]|\\/@:;="')


def nom_de_personne(valeur: str) -> None:
    """Refuse in a name what is not of a name: it is shown in lists and written in mails.

    Raises ValidationError for controls, marks that reverse the reading, and signs of code or of an address.
    """
    if any(s in _SIGNES_REFUSES or (unicodedata.category(s)[0] == "C" and s not in _JONCTIONS) for s in valeur):
        raise ValidationError("Un nom s’écrit avec des lettres, des espaces, des traits d’union, des apostrophes.")


class DroitsForm(forms.Form):
    """What a hat gives, in a structure of this nature: one that follows no youth shows no dossier."""

    metier = forms.ChoiceField(
        label="Métier",
        choices=[("", "Choisissez"), *((valeur, capfirst(dit)) for valeur, dit in METIERS)],
        error_messages={"required": "Choisissez un métier."},
    )
    portee = ChoixExplique(
        label="Dossiers visibles",
        choices=[(valeur, capfirst(dit)) for valeur, dit in PorteeDuRegard.choices if valeur in CONSEQUENCES],
        consequences=CONSEQUENCES,
    )
    decide = forms.BooleanField(label="Signe en commission pour la structure", required=False)
    administre = forms.BooleanField(
        label="Administre l’équipe",
        help_text="Invite, change les droits, retire un accès. Ne donne à lire aucun dossier.",
        required=False,
    )
    jusqu_a = forms.DateField(
        label="Dernier jour",
        help_text="Pour un contrat ou un remplacement : l’accès se ferme de lui-même le lendemain.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, nature: str, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["jusqu_a"].widget.attrs["min"] = le.isoformat()
        if nature not in NATURES_QUI_SUIVENT:
            del self.fields["portee"], self.fields["decide"]

    def clean_jusqu_a(self) -> date | None:
        fin = self.cleaned_data["jusqu_a"]
        if fin is not None and fin < self.le:
            raise ValidationError("Choisissez aujourd’hui ou un jour à venir.")
        return fin

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if propre.get("decide") and propre.get("portee") == Portee.AUCUNE:
            self.add_error("decide", "Pour signer, il faut voir les dossiers : changez l’un ou l’autre.")
        return propre

    def droits(self) -> Droits:
        """The rights chosen; the form is valid."""
        propre = self.cleaned_data
        # Where the form does not ask, a partner keeps what its invitation on a dossier gave.
        sans_choix = Portee.PARTAGE if self.initial.get("portee") == Portee.PARTAGE else Portee.AUCUNE
        return Droits(
            metier=propre["metier"],
            portee=propre.get("portee", sans_choix.value),
            decide=propre.get("decide", False),
            administre=propre["administre"],
            jusqu_a=propre["jusqu_a"],
        )


class InvitationForm(DroitsForm):
    """Who is invited, and to do what."""

    courriel = forms.EmailField(
        label="Adresse professionnelle",
        help_text="Le lien y arrive, et ouvre l’accès à cette personne seulement.",
        max_length=254,
        error_messages={"required": "Écrivez l’adresse de la personne à inviter."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["courriel", "metier", "portee", "decide", "administre", "jusqu_a"]


class OuvertureForm(forms.Form):
    """The account that somebody invited opens."""

    prenom = forms.CharField(
        label="Prénom", max_length=80, validators=[nom_de_personne],
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Écrivez votre prénom."},
    )  # fmt: skip
    nom = forms.CharField(
        label="Nom", max_length=80, validators=[nom_de_personne],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": "Écrivez votre nom."},
    )  # fmt: skip
    mot_de_passe = forms.CharField(
        label="Mot de passe",
        help_text="12 caractères au moins. Quatre mots qui ne vont pas ensemble font un bon mot de passe.",
        max_length=200,
        error_messages={"required": "Choisissez un mot de passe."},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, courriel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courriel = courriel

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        if "mot_de_passe" in propre:
            futur = Compte(email=self.courriel, prenom=propre.get("prenom", ""), nom=propre.get("nom", ""))
            try:
                validate_password(propre["mot_de_passe"], futur)
            except ValidationError as erreur:
                self.add_error("mot_de_passe", erreur)
        return propre
