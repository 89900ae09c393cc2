"""What one side believes of the tasks of a phase, and a task of a partenariat's own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms

from socle.dossier.domaines import Domaine
from socle.dossier.secret import sans_nir
from socle.repartition.ecritures import Dite
from socle.repartition.lignes import Reponse
from socle.repartition.models import EN_BREF, LETTRES_D_UNE_TACHE, LETTRES_DU_PARTENAIRE, Croyance, Phase, Qui
from socle.repartition.referentiel import Tache

_REPONSE = ("qui", "partenaire", "formule")


def champ_du_partenaire(*, avant: str = "") -> forms.CharField:
    """Which partner, in words."""
    return forms.CharField(
        label="Quel partenaire", required=False, max_length=LETTRES_DU_PARTENAIRE, validators=[sans_nir],
        initial=avant, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"Faites plus court : {LETTRES_DU_PARTENAIRE} signes au plus."},
    )  # fmt: skip


def champ_de_la_formule(*, avant: str = "") -> forms.CharField:
    """How one's side would word the task."""
    return forms.CharField(
        label="Dire cette tâche autrement", required=False, max_length=LETTRES_D_UNE_TACHE, validators=[sans_nir],
        initial=avant, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Vide, elle se dit comme ci-dessus. Vos mots valent quand l’autre côté en a convenu.",
        error_messages={"max_length": f"Faites plus court\u00a0: {LETTRES_D_UNE_TACHE} signes au plus."},
    )  # fmt: skip


class CroyancesForm(forms.Form):
    """Four fields a task: who, which partner, in which words, and the version that is on the screen."""

    def __init__(self, *args: Any, taches: Sequence[Tache], dites: Mapping[str, Croyance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taches, self.dites, self.conflits = taches, dites, {}
        for tache in taches:
            dite = dites.get(tache.code)
            self.fields[f"qui_{tache.code}"] = forms.ChoiceField(
                label=tache.intitule, choices=EN_BREF, required=False, initial=dite.qui if dite else None,
                widget=forms.RadioSelect, help_text=tache.concret,
                error_messages={"invalid_choice": "Choisissez une des réponses."},
            )  # fmt: skip
            self.fields[f"partenaire_{tache.code}"] = champ_du_partenaire(avant=dite.partenaire if dite else "")
            self.fields[f"formule_{tache.code}"] = champ_de_la_formule(avant=dite.formule if dite else "")
            self.fields[f"version_{tache.code}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=dite.version if dite else 0
            )

    def clean(self) -> dict[str, Any]:
        dit = super().clean() or {}
        for tache in self.taches:
            if dit.get(f"qui_{tache.code}") != Qui.PARTENAIRE:
                dit[f"partenaire_{tache.code}"] = ""
            elif not dit.get(f"partenaire_{tache.code}") and not self.has_error(f"partenaire_{tache.code}"):
                self.add_error(f"partenaire_{tache.code}", "Dites quel partenaire.")
            formule = dit.get(f"formule_{tache.code}", "")
            if formule == tache.intitule:
                dit[f"formule_{tache.code}"] = ""
            elif formule and not dit.get(f"qui_{tache.code}") and not self.has_error(f"qui_{tache.code}"):
                self.add_error(f"qui_{tache.code}", "Dites aussi qui s’en charge.")
        return dit

    def reponses(self) -> dict[str, Dite]:
        """What was answered; the form is valid."""
        dit = self.cleaned_data
        return {
            t.code: Dite(Reponse(*(dit[f"{n}_{t.code}"] for n in _REPONSE)), dit[f"version_{t.code}"])
            for t in self.taches
            if dit[f"qui_{t.code}"]
        }

    def contredire(self, actuelles: Mapping[str, Croyance]) -> None:
        """Show what colleagues saved meanwhile beside what was typed; saved again, what was typed replaces it."""
        self.conflits = dict(actuelles)
        self.data = self.data.copy()
        for code, actuelle in actuelles.items():
            self.data[f"version_{code}"] = str(actuelle.version)

    def lignes(self) -> Iterator[dict[str, Any]]:
        """The fields of each task, and what a colleague saved meanwhile."""
        for tache in self.taches:
            champs = {nom: self[f"{nom}_{tache.code}"] for nom in (*_REPONSE, "version")}
            yield {"tache": tache, "conflit": self.conflits.get(tache.code), **champs}


class TachePropreForm(forms.Form):
    """A task that the referential does not have. `id` makes two clicks one task."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    intitule = forms.CharField(
        label="La tâche", help_text="Un verbe d’abord, comme « Laver le linge avec lui\u00a0». Aucun nom de jeune ici.",
        max_length=LETTRES_D_UNE_TACHE, validators=[sans_nir],
        error_messages={
            "required": "Écrivez la tâche.", "max_length": f"Faites plus court : {LETTRES_D_UNE_TACHE} signes au plus.",
        },
    )  # fmt: skip
    phase = forms.ChoiceField(
        label="Quand", choices=Phase.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un moment."},
    )  # fmt: skip
    domaine = forms.ChoiceField(
        label="Domaine", choices=[("", "Choisir"), *Domaine.choices],
        error_messages={"required": "Choisissez un domaine."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4()})
        super().__init__(*args, **kwargs)
