"""From what is typed of a synthèse to values; nothing is saved here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from parcours.syntheses.destinataires import Destinataire
from parcours.syntheses.ecritures import ECRITS
from parcours.syntheses.models import A_PRECISER, AU_PLUS, PARTIES, SENSIBLES, TITRES, PourQuoi, Synthese
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.champs import champ_jour, champ_long
from socle.dossier.formulaires import FormulaireDuDossier


def _partie(code: str, lignes: int = 5) -> forms.CharField:
    return champ_long(TITRES[code], lignes=lignes, au_plus=AU_PLUS)


class SyntheseForm(FormulaireDuDossier):
    """A draft, part by part: each is kept or not (`garder`), and written."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    # Without it, what is posted comes from the page of a conflict, where every text that is there is kept.
    cases = forms.CharField(widget=forms.HiddenInput, initial="1", required=False, max_length=1)
    pour = forms.ChoiceField(
        label="Pour quoi", choices=PourQuoi.choices, widget=forms.RadioSelect,
        error_messages={"required": "Dites à quoi cette synthèse doit servir."},
    )  # fmt: skip
    precision = forms.CharField(
        label="Vers qui, ou quoi", help_text="La structure, le droit, l’échéance. Rien de la santé ni de la justice.",
        max_length=200, required=False,
    )  # fmt: skip

    chemin, fait, suite, besoins, tenu, libre = (_partie(code) for code in PARTIES)
    garder_chemin, garder_fait, garder_suite, garder_besoins, garder_tenu, garder_libre = (
        forms.BooleanField(label=f"Garder «\u00a0{titre}\u00a0»", required=False) for titre in PARTIES.values()
    )
    sante, justice, argent = (_partie(code, lignes=2) for code in SENSIBLES)

    def __init__(self, *args: Any, proposees: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", {})
        proposees = proposees or {}
        for code in PARTIES:
            dite = initial.get(code, "")
            initial |= {f"garder_{code}": bool(dite), code: dite or proposees.get(code, "")}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("pour") in A_PRECISER and not donnees.get("precision"):
            self.add_error("precision", "Dites vers qui, ou quoi.")
        for code in PARTIES if donnees.get("cases") else ():
            # What is typed is never lost for a box left unticked.
            ecrit = " ".join(donnees.get(code, "").split())
            if ecrit and not donnees[f"garder_{code}"] and ecrit != " ".join(self.initial[code].split()):
                self.add_error(f"garder_{code}", "Vous avez écrit dans cette partie : cochez-la, ou effacez.")
        return donnees

    @property
    def dit(self) -> dict[str, str]:
        """What is written: a part that is not kept is empty."""
        champs = self.cleaned_data
        ecartes = {code for code in PARTIES if champs["cases"] and not champs[f"garder_{code}"]}
        gardes = {code: "" if code in ecartes else champs[code] for code in TITRES}
        return {nom: champs[nom] for nom in ECRITS if nom not in TITRES} | gardes

    def parties(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The tick and the text of each part that is proposed."""
        return [(self[f"garder_{code}"], self[code]) for code in PARTIES]

    @property
    def sensible_dit(self) -> bool:
        """Whether one of them holds something, right or wrong."""
        return any(self[code].value() or self[code].errors for code in SENSIBLES)

    def sensibles(self) -> list[forms.BoundField]:
        """The parts that are added knowingly."""
        return [self[code] for code in SENSIBLES]


class ObservationForm(FormulaireDuDossier):
    """What the youth says of a version, or that they wished to say nothing."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    vue = forms.ChoiceField(
        label="A-t-il ou elle lu cette synthèse ?", widget=forms.RadioSelect,
        choices=[("oui", "Oui, ou on la lui a lue"), ("non", "Non, pas encore")],
        error_messages={"required": "Dites si le jeune l’a vue."},
    )  # fmt: skip
    sans = forms.ChoiceField(
        label="Ce qu’il ou elle en dit", widget=forms.RadioSelect,
        choices=[("non", "Il ou elle a dit quelque chose"), ("oui", "N’a pas souhaité en faire")],
        error_messages={"required": "Dites s’il y a une observation."},
    )  # fmt: skip
    texte = champ_long("Avec ses mots", "Tel quel, comme il ou elle l’a dit.", au_plus=2_000)
    dit_le = champ_jour("Quel jour")

    def __init__(self, *args: Any, le: date, synthese: Synthese, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bornes = (timezone.localtime(synthese.soumise_le).date(), le)
        self.fields["dit_le"].widget.attrs |= {"min": self.bornes[0].isoformat(), "max": le.isoformat()}

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("sans") == "non" and not donnees.get("texte"):
            self.add_error("texte", "Écrivez ce qu’il ou elle a dit, ou dites qu’il n’y a pas d’observation.")
        if donnees.get("sans") == "oui" and donnees.get("texte"):
            self.add_error("sans", "Un texte est écrit plus bas : choisissez, ou effacez-le.")
        return donnees

    def clean_dit_le(self) -> date:
        jour = self.cleaned_data["dit_le"]
        debut, fin = self.bornes
        if not debut <= jour <= fin:
            raise forms.ValidationError(f"Entre le {en_toutes_lettres(debut)}, où elle est soumise, et aujourd’hui.")
        return jour


class EnvoyerForm(forms.Form):
    """To whom: among those who may receive it, each ticked by hand. Nobody is ticked beforehand."""

    a = forms.MultipleChoiceField(
        label="À qui l’envoyer", widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choisissez au moins une structure.",
            "invalid_choice": "L’une des structures ne peut plus la recevoir : relisez la liste.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, destinataires: list[Destinataire], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["a"].choices = [(str(d.structure_id), d.nom) for d in destinataires if d.peut]


class RetirerEnvoiForm(FormulaireDuDossier):
    """Why a sending is taken back: the recipient's reading closes, both sides keep the reason."""

    pourquoi = champ_long(
        "Pourquoi", "Les deux côtés le liront. Pas le destinataire.", requis=True, lignes=2, au_plus=300
    )
    pourquoi.error_messages["required"] = "Dites pourquoi."
