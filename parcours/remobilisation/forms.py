"""From what is typed about a diagnosis and a PACEA to values; nothing is saved here."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms

from parcours.remobilisation.avis import bornes_du
from parcours.remobilisation.models import FinDePacea, SuiteDuDiagnostic
from regles.noyau.source import mentionner
from regles.noyau.temps import en_toutes_lettres
from regles.pacea import Bornes
from regles.plafond_pacea import Fenetre
from socle.dossier.champs import ChoixExplique, champ_jour, champ_version
from socle.dossier.formulaires import FormulaireDuDossier
from socle.dossier.models import Dossier

PREMIER_JOUR = date(2022, 3, 1)
"""The CEJ begins on that day, and with it the text that these rules read."""
UN_AN = timedelta(days=366)


class DiagnosticForm(FormulaireDuDossier):
    """What the porteur asks the diagnosis for."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    pour = forms.CharField(
        label="Pour quoi",
        help_text="Ce que la mission locale doit savoir pour le préparer. Rien sur la santé ni sur la justice.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows_voulues": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4()})
        super().__init__(*args, **kwargs)


class JourForm(FormulaireDuDossier):
    """The day that the mission locale proposes."""

    version = champ_version()
    propose_le = champ_jour("Quel jour")
    ou = forms.CharField(label="À quelle heure, où, avec qui", max_length=160, required=False)

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["propose_le"].widget.attrs["min"] = le.isoformat()

    def clean_propose_le(self) -> date:
        jour = self.cleaned_data["propose_le"]
        if not self.le <= jour <= self.le + UN_AN:
            raise forms.ValidationError("Choisissez un jour à venir, dans l’année.")
        return jour


class TenuForm(FormulaireDuDossier):
    """The diagnosis was held: when, by whom, and what follows."""

    version = champ_version()
    tenu_le = champ_jour("Quel jour il a eu lieu")
    mene_par = forms.TypedChoiceField(label="Qui l’a mené", coerce=int)
    suite = forms.ChoiceField(label="Ce qui suit", choices=SuiteDuDiagnostic.choices, widget=forms.RadioSelect)
    pourquoi = forms.CharField(
        label="Pourquoi pas de PACEA",
        help_text="À dire seulement s’il n’y en a pas. Le porteur et le jeune pourront lire ces mots.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, le: date, collegues: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["mene_par"].choices = collegues
        self.fields["tenu_le"].widget.attrs["max"] = le.isoformat()

    def clean_tenu_le(self) -> date:
        return passe(self.cleaned_data["tenu_le"], self.le)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("suite") == SuiteDuDiagnostic.SANS_PACEA and not donnees.get("pourquoi"):
            self.add_error("pourquoi", "Dites pourquoi, pour que le porteur puisse l’expliquer.")
        return donnees


class PaceaForm(FormulaireDuDossier):
    """A PACEA as it was signed. Phases are optional here: the mission locale keeps them in its own tool."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    version = champ_version()
    signe_le = champ_jour("Signé le")
    fin_prevue_le = champ_jour("Dernier jour prévu")
    premiere_phase_le = champ_jour("Première phase à partir du", requis=False)
    objectifs = forms.CharField(
        label="Phases et objectifs",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows_voulues": 3}),
    )

    def __init__(self, *args: Any, le: date, dossier: Dossier, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4(), "version": 1, "signe_le": le})
        super().__init__(*args, **kwargs)
        self.le, self.dossier = le, dossier
        self.fields["signe_le"].widget.attrs["max"] = le.isoformat()
        dites = bornes_du(dossier, le)
        self.fields["fin_prevue_le"].help_text = (
            f"{dites.mois} mois au plus, et jamais au-delà de la veille des {dites.age} ans\u00a0: signé aujourd’hui, "
            f"le {en_toutes_lettres(dites.dernier_jour)} au plus tard ({mentionner(dites.sources)})."
        )
        phase = en_toutes_lettres(dites.premiere_phase_au_plus_tard)
        self.fields["premiere_phase_le"].help_text = f"Signé aujourd’hui\u00a0: le {phase} au plus tard."

    def clean_signe_le(self) -> date:
        return passe(self.cleaned_data["signe_le"], self.le)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        signe, fin, phase = (donnees.get(n) for n in ("signe_le", "fin_prevue_le", "premiere_phase_le"))
        if signe is None:
            return donnees
        dites = bornes_du(self.dossier, signe)
        if dites.dernier_jour < signe:
            self.add_error("signe_le", f"Ce jour-là, le jeune avait déjà {dites.age} ans.")
        elif fin is not None and not signe <= fin <= dites.dernier_jour:
            self.add_error("fin_prevue_le", _entre_la_signature_et(dites.dernier_jour, dites))
        if phase is not None and not signe <= phase <= dites.premiere_phase_au_plus_tard:
            self.add_error("premiere_phase_le", _entre_la_signature_et(dites.premiere_phase_au_plus_tard, dites))
        return donnees


def _entre_la_signature_et(jour: date, dites: Bornes) -> str:
    return f"Entre la signature et le {en_toutes_lettres(jour)} ({mentionner(dites.sources)})."


class FinForm(FormulaireDuDossier):
    """How a PACEA ends."""

    version = champ_version()
    fini_le = champ_jour("Dernier jour")
    fin = forms.ChoiceField(label="Pourquoi", choices=FinDePacea.choices, widget=forms.RadioSelect)
    fin_precision = forms.CharField(label="Précision", max_length=300, required=False)

    def __init__(self, *args: Any, le: date, signe_le: date, fin_prevue_le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bornes = (signe_le, min(le, fin_prevue_le))
        self.fields["fini_le"].widget.attrs |= {"min": signe_le.isoformat(), "max": self.bornes[1].isoformat()}

    def clean_fini_le(self) -> date:
        jour = self.cleaned_data["fini_le"]
        debut, fin = self.bornes
        if not debut <= jour <= fin:
            raise forms.ValidationError(f"Entre le {en_toutes_lettres(debut)} et le {en_toutes_lettres(fin)}.")
        return jour

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("fin") == FinDePacea.AUTRE and not donnees.get("fin_precision"):
            self.add_error("fin_precision", "Dites quelle raison.")
        return donnees


class PlafondForm(forms.Form):
    """How this mission locale reads « par an »."""

    fenetre = ChoixExplique(
        label="Pour votre mission locale, un an, c’est",
        choices=[
            (Fenetre.CIVILE.value, "L’année civile"),
            (Fenetre.GLISSANTE.value, "Douze mois qui se suivent"),
        ],
        consequences={
            Fenetre.CIVILE.value: "Le compte repart de zéro le 1er janvier.",
            Fenetre.GLISSANTE.value: "Aucune suite de douze mois ne dépasse le plafond.",
        },
    )


def passe(jour: date, le: date) -> date:
    """A day that has come, since the text exists. Raises ValidationError."""
    if jour > le:
        raise forms.ValidationError("Ce jour n’est pas encore venu.")
    if jour < PREMIER_JOUR:
        raise forms.ValidationError("Vérifiez l’année.")
    return jour
