"""From what is typed about a sortie to values; nothing is saved here."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from parcours.sortie.lectures import RELAIS, TEXTES
from parcours.sortie.models import Motif
from socle.acteurs.models import Structure
from socle.dossier.champs import champ_jour, champ_long, champ_version
from socle.dossier.formulaires import FormulaireDuDossier, IdentiteForm, OuiNon, ProgrammeForm

TEXTE_LONG = 4_000
GROUPES = (
    ("Emploi", ("EMPLOI_DURABLE", "EMPLOI_COURT", "ALTERNANCE", "CREATION")),
    ("Formation, engagement", ("FORMATION", "SCOLARITE", "SERVICE_CIVIQUE", "AUTRE_DISPOSITIF")),
    ("Le parcours s’arrête", ("DEMANDE", "PERTE_DE_CONTACT", "DEMENAGEMENT", "INDISPONIBLE")),
    ("Le programme s’arrête", ("LIMITE_D_AGE", "FIN_SANS_SOLUTION")),
    ("Autre", ("DECES", "AUTRE")),
)
MOTIFS: list[Any] = [("", "Choisir")] + [
    (titre, [(Motif[nom].value, Motif[nom].label) for nom in noms]) for titre, noms in GROUPES
]


class SortieForm(FormulaireDuDossier):
    """What one says of a sortie. `id` makes a double click one act; a correction carries `version` instead."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    le = champ_jour("Sorti le")
    motif = forms.ChoiceField(
        label="Pourquoi",
        help_text="Ni diagnostic, ni délit : qui ne peut plus venir pour longtemps est « indisponible durablement ».",
        choices=MOTIFS,
        error_messages={"required": "Choisissez le motif qui dit le mieux ce qui s’est passé."},
    )
    precision = forms.CharField(
        label="Lequel, ou quoi d’autre", help_text="En quelques mots.", max_length=300, required=False
    )
    vers = forms.CharField(
        label="Vers où", help_text="L’employeur, l’organisme, le dispositif, la ville.", max_length=160, required=False
    )
    accompagnement = OuiNon(label="Quelqu’un continue de l’accompagner")
    accompagnement_par = forms.CharField(label="Qui continue", max_length=160, required=False)
    accompagnement_jusqu_a = champ_jour("Jusqu’au", requis=False)
    relais_nom = forms.CharField(
        label="Personne relais",
        help_text="Vers qui il peut se tourner, si elle est d’accord pour être nommée.",
        max_length=120,
        required=False,
    )
    relais_structure = forms.CharField(label="Sa structure", max_length=160, required=False)
    relais_contact = forms.CharField(label="Comment la joindre", max_length=160, required=False)
    parole = forms.CharField(
        label="Ce que le jeune en dit", help_text="Avec ses mots, s’il veut. Les deux côtés le lisent.", max_length=500,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, repere_le: date, aujourd_hui: date, relais: bool, **kwargs: Any) -> None:
        """`relais`: whether the hat may read how to reach the youth, and so whom they turn to."""
        super().__init__(*args, **kwargs)
        self.repere_le, self.aujourd_hui, self.relais_permis = repere_le, aujourd_hui, relais
        self.fields["le"].widget.attrs |= {"min": repere_le.isoformat(), "max": aujourd_hui.isoformat()}
        if not relais:
            for nom in RELAIS:
                del self.fields[f"relais_{nom}"]

    def clean_le(self) -> date:
        sorti_le = self.cleaned_data["le"]
        if sorti_le > self.aujourd_hui:
            raise forms.ValidationError("Cette date est dans le futur : une sortie se dit quand elle a eu lieu.")
        if sorti_le < self.repere_le:
            raise forms.ValidationError("Cette date est avant la première rencontre.")
        return sorti_le

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        motif = donnees.get("motif")
        if motif == Motif.AUTRE and not donnees.get("precision"):
            self.add_error("precision", "Dites en quelques mots ce qui s’est passé.")
        if motif == Motif.AUTRE_DISPOSITIF and not donnees.get("vers"):
            self.add_error("vers", "Dites vers quel dispositif, ou quel accompagnement.")
        if not donnees.get("accompagnement"):
            # Who goes on, and until when, mean nothing when nobody does.
            donnees |= {"accompagnement_par": "", "accompagnement_jusqu_a": None}
        elif not donnees.get("accompagnement_par"):
            self.add_error("accompagnement_par", "Dites qui continue de l’accompagner.")
        jusqu_a = donnees.get("accompagnement_jusqu_a")
        if jusqu_a and donnees.get("le") and jusqu_a < donnees["le"]:
            self.add_error("accompagnement_jusqu_a", "Cette date est avant la sortie.")
        return donnees

    def texte(self) -> dict[str, Any]:
        """What the sortie says."""
        return {nom: self.cleaned_data[nom] for nom in TEXTES}

    def relais(self) -> dict[str, str] | None:
        """Whom to turn to; None for who may not say it."""
        if not self.relais_permis:
            return None
        return {nom: self.cleaned_data[f"relais_{nom}"] for nom in RELAIS}


class CorrectionForm(SortieForm):
    """The same, for a sortie already said: it carries the version it was read at."""

    id = None
    version = champ_version()


class AvisForm(FormulaireDuDossier):
    """The other side read it, or contests it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    version = champ_version()
    texte = champ_long("Ce avec quoi vous n’êtes pas d’accord", au_plus=TEXTE_LONG)

    def __init__(self, *args: Any, conteste: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conteste = conteste

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if self.conteste and not donnees.get("texte"):
            self.add_error("texte", "Dites ce avec quoi vous n’êtes pas d’accord.")
        return donnees


class RaisonForm(FormulaireDuDossier):
    """Why a sortie is taken back, or maintained."""

    pourquoi = forms.CharField(label="Pourquoi", max_length=300)


class RetourForm(IdentiteForm, ProgrammeForm):
    """A youth comes back: who it is, and where one met again."""

    dossier_id = forms.UUIDField(widget=forms.HiddenInput)
    repere_le = champ_jour("Rencontré de nouveau le")
    lieu = forms.CharField(label="Où", max_length=160, required=False)
    demande = forms.CharField(
        label="Ce qu’il demande maintenant", help_text="Avec ses mots.", max_length=300, required=False
    )
    mission_locale = forms.ModelChoiceField(
        label="Sa mission locale",
        help_text="Elle ne verra rien avant un nouvel accord du jeune.",
        queryset=Structure.objects.none(),
        required=False,
        empty_label="Je ne sais pas encore",
    )
    IDENTITE = ("prenom", "nom", "date_naissance", "commune", "departement", "numero_imilo")

    def __init__(self, *args: Any, missions_locales: QuerySet[Structure], sorti_le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("dossier_id", uuid4())
        super().__init__(*args, **kwargs)
        self.sorti_le = sorti_le
        self.fields["mission_locale"].queryset = missions_locales
        self.fields["repere_le"].widget.attrs |= {"min": sorti_le.isoformat(), "max": self.le.isoformat()}

    def clean_repere_le(self) -> date:
        repere_le = self.cleaned_data["repere_le"]
        if repere_le > self.le:
            raise forms.ValidationError("Cette date est dans le futur : on note une rencontre qui a eu lieu.")
        if repere_le < self.sorti_le:
            raise forms.ValidationError("Cette date est avant sa sortie.")
        return repere_le
