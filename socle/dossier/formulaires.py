"""The forms of what a dossier holds, used when it opens and when it changes."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from regles.demandes import faits_demandes
from regles.noyau.territoire import departement_valide
from regles.programmes import libelle
from socle.dossier.models import QuiLeDit, Ressources
from socle.dossier.secret import sans_nir
from socle.dossier.signes import LIBELLES

NE_SAIT_PAS = "Je ne sais pas"
PLUS_VIEILLE_NAISSANCE = date(1900, 1, 1)


def _jour() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FormulaireDuDossier(forms.Form):
    """A form about a youth: no text in it may hold a social security number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for champ in self.fields.values():
            if isinstance(champ, forms.CharField) and not isinstance(champ, forms.UUIDField):
                champ.validators.append(sans_nir)


class ProgrammeForm(FormulaireDuDossier):
    """Under which programme a dossier opens: asked when the porteur carries several that day, decided otherwise."""

    programme = forms.ChoiceField(
        label="Dans quel programme",
        help_text="Votre structure en porte plusieurs. Les questions et les délais ne sont pas les mêmes.",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, programmes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seul_programme = programmes[0] if len(programmes) == 1 else None
        if self.seul_programme:
            del self.fields["programme"]
        else:
            self.fields["programme"].choices = [(code, libelle(code)) for code in programmes]


class OuiNon(forms.TypedChoiceField):
    """Yes, no, or nobody knows: unknown is an answer, and the one a new form holds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("oui", "Oui"), ("non", "Non"), ("", NE_SAIT_PAS)],
            coerce=lambda valeur: valeur == "oui",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "oui", False: "non", None: ""}.get(value, value) if not isinstance(value, str) else value


class Departement(forms.CharField):
    """The number of a département, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        commun = {
            "label": "Département", "help_text": "Son numéro : 35, 2A, 974.", "max_length": 3, "required": False,
            "widget": forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
        }  # fmt: skip
        super().__init__(**commun | kwargs)

    def clean(self, value: Any) -> str:
        code = super().clean(value).upper()
        if code == "20":
            raise forms.ValidationError("En Corse, écrivez 2A ou 2B.")
        if code and not departement_valide(code):
            raise forms.ValidationError("Ce numéro de département n’existe pas.")
        return code


class IdentiteForm(FormulaireDuDossier):
    """Who it is. Only a first name or an alias is required."""

    prenom = forms.CharField(label="Prénom ou surnom", max_length=80)
    nom = forms.CharField(label="Nom", max_length=80, required=False)
    date_naissance = forms.DateField(label="Date de naissance", required=False, widget=_jour())
    commune = forms.CharField(label="Commune", max_length=120, required=False)
    departement = Departement()
    numero_imilo = forms.CharField(label="Numéro I-Milo, s’il est connu", max_length=20, required=False)

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le

    def clean_date_naissance(self) -> date | None:
        naissance = self.cleaned_data["date_naissance"]
        if naissance is not None and not PLUS_VIEILLE_NAISSANCE <= naissance <= self.le:
            raise forms.ValidationError("Vérifiez l’année de naissance.")
        return naissance


SI_DEMANDE = {
    **{f: f for f in ("rqth", "etudiant", "en_formation", "en_emploi", "ressources", "accompagnement_adapte")},
    "accompagnement_d_apres": "accompagnement_adapte",
}
"""Fields that show for some programmes only, and the fact that must be read by one of their criteria."""


class SituationForm(FormulaireDuDossier):
    """The facts that the criteria read. Those that no criterion of `programmes` reads are not asked."""

    etudiant = OuiNon(label="Fait des études")
    en_formation = OuiNon(label="Suit une formation")
    en_emploi = OuiNon(label="Travaille")
    ressources = forms.ChoiceField(
        label="Argent qui rentre",
        choices=[*Ressources.choices, ("", NE_SAIT_PAS)],
        required=False,
        widget=forms.RadioSelect,
    )
    inscrit_mission_locale = OuiNon(label="Inscrit dans une mission locale")
    inscrit_mission_locale_le = forms.DateField(
        label="Inscrit à la mission locale depuis le", required=False, widget=_jour()
    )
    inscrit_demandeur_emploi = OuiNon(label="Inscrit à France Travail")
    inscrit_demandeur_emploi_le = forms.DateField(
        label="Inscrit à France Travail depuis le", required=False, widget=_jour()
    )
    accompagnement_adapte = OuiNon(
        label="S’il est inscrit, son accompagnement lui convient",
        help_text="Celui de la mission locale, de France Travail ou d’un autre du réseau pour l’emploi.",
    )
    accompagnement_d_apres = forms.ChoiceField(
        label="Qui dit si cet accompagnement convient", choices=[("", "Choisir"), *QuiLeDit.choices], required=False
    )
    rqth = OuiNon(
        label="A une reconnaissance de travailleur handicapé (RQTH)",
        help_text="Ne compte que de 26 à 29 ans.",
    )

    def __init__(self, *args: Any, programmes: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        demandes = frozenset().union(*map(faits_demandes, programmes))
        for champ, fait in SI_DEMANDE.items():
            if fait not in demandes:
                del self.fields[champ]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        for champ in ("inscrit_mission_locale", "inscrit_demandeur_emploi"):
            if not donnees.get(champ):
                # The day of a registration that does not exist, or is not known, means nothing.
                donnees[f"{champ}_le"] = None
        if "accompagnement_adapte" in self.fields:
            self._accompagnement(donnees)
        return donnees

    def _accompagnement(self, donnees: dict[str, Any]) -> None:
        """Somebody says it, or it is not said; nobody registered has no support that suits or does not."""
        nulle_part = (donnees.get("inscrit_mission_locale"), donnees.get("inscrit_demandeur_emploi")) == (False, False)
        if donnees.get("accompagnement_adapte") is None or nulle_part:
            donnees["accompagnement_adapte"], donnees["accompagnement_d_apres"] = None, ""
        elif not donnees.get("accompagnement_d_apres"):
            self.add_error("accompagnement_d_apres", "Dites de qui vient cette réponse.")


class CoordonneesForm(FormulaireDuDossier):
    """How to reach the youth, and who represents a minor."""

    telephone = forms.CharField(
        label="Téléphone", max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    courriel = forms.EmailField(label="Adresse électronique", max_length=254, required=False)
    ou_le_trouver = forms.CharField(label="Où et quand le trouver", max_length=300, required=False)
    representant_nom = forms.CharField(label="Représentant légal, pour un mineur", max_length=120, required=False)
    representant_lien = forms.CharField(label="Lien avec le jeune", max_length=80, required=False)
    representant_contact = forms.CharField(label="Comment joindre son représentant", max_length=160, required=False)


class SignesForm(forms.Form):
    """The signs of rupture: consequences that one can name in front of the youth."""

    signes = forms.MultipleChoiceField(
        label="Ce qui est difficile en ce moment",
        help_text="Ce que vous voyez ou ce que le jeune dit : une conséquence, jamais un diagnostic.",
        choices=list(LIBELLES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
