"""From what is typed in commission to values; nothing is saved here."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from parcours.commission.lectures import TEXTES
from parcours.commission.models import COTES, Issue
from regles.decision import issues_de, s_ecarte
from regles.jalons import Issue as IssueDeRegle
from regles.noyau.verdict import Reponse
from socle.dossier.champs import ChoixExplique, champ_jour, champ_long, champ_version
from socle.dossier.formulaires import FormulaireDuDossier

TEXTE_LONG = 10_000
AU_PLUS_TARD = timedelta(days=366)
"""A door opens within the five months of a contact: a date further away is a slip of the finger."""

CONSEQUENCES = {
    Issue.ENTREE.value: "La remobilisation commence.",
    Issue.PRE_CEJ.value: "Un plan d’attente, jusqu’au jour où la porte s’ouvre.",
    Issue.REORIENTATION.value: "Vers quel dispositif, et pourquoi.",
    Issue.AJOURNEMENT.value: "Ce qu’il manque, et qui l’apporte.",
}
# Fields that an issue asks for: those of another issue are not part of the text.
CHAMPS_PAR_ISSUE = {
    Issue.ENTREE.value: (),
    Issue.PRE_CEJ.value: ("fin_le", "plan_interim", "responsable"),
    Issue.REORIENTATION.value: ("vers", "pourquoi_ailleurs"),
    Issue.AJOURNEMENT.value: ("manque", "apporte_par"),
}
UNE = {"entree": "une entrée", "pre_cej": "un pré-CEJ-JR", "reorientation": "une réorientation"}
MANQUES = {
    "fin_le": "Dites jusqu’à quel jour, pour que le dossier revienne de lui-même.",
    "plan_interim": "Dites ce qui se passe d’ici là.",
    "responsable": "Choisissez qui s’en occupe d’ici là.",
    "vers": "Dites vers quel dispositif.",
    "pourquoi_ailleurs": "Dites pourquoi là plutôt qu’ici.",
    "manque": "Dites ce qu’il manque pour décider.",
    "apporte_par": "Choisissez qui l’apporte.",
}


class DecisionForm(FormulaireDuDossier):
    """What the commission decides. What an issue asks for is required with that issue only."""

    decision_id = forms.UUIDField(widget=forms.HiddenInput)
    version = champ_version()
    vu = forms.CharField(widget=forms.HiddenInput, max_length=64)
    issue = ChoixExplique(
        label="Ce que la commission décide",
        choices=Issue.choices,
        consequences=CONSEQUENCES,
        error_messages={"required": "Choisissez une décision pour pouvoir la proposer."},
    )
    fin_le = champ_jour("Jusqu’au jour où la porte s’ouvre", requis=False)
    plan_interim = champ_long("D’ici là", "Ce que le jeune fait, et avec qui.", au_plus=TEXTE_LONG)
    responsable = forms.TypedChoiceField(
        label="Qui s’en occupe", coerce=int, empty_value=None, required=False, choices=[]
    )
    vers = forms.CharField(label="Vers quel dispositif", max_length=160, required=False)
    pourquoi_ailleurs = champ_long("Pourquoi là", au_plus=TEXTE_LONG)
    manque = forms.CharField(label="Ce qu’il manque", max_length=300, required=False)
    apporte_par = forms.ChoiceField(
        label="Qui l’apporte", choices=[(c, t.capitalize()) for c, t in COTES], required=False, widget=forms.RadioSelect
    )
    motif = champ_long("Pourquoi cette décision", au_plus=TEXTE_LONG)
    appreciation = champ_long("Appréciation d’ensemble", "Ce que les critères ne disent pas.", au_plus=TEXTE_LONG)

    def __init__(
        self,
        *args: Any,
        reponse: Reponse,
        prenom: str,
        programme: str,
        membres: Sequence[tuple[int, str]],
        seance_le: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reponse, self.seance_le = reponse, seance_le
        self.fields["issue"].label = f"Ce que la commission décide pour {prenom}"
        self.fields["responsable"].choices = [("", "Choisir"), *membres]
        self.fields["fin_le"].widget.attrs["min"] = (seance_le + timedelta(days=1)).isoformat()
        issues = issues_de(programme)
        self.fields["issue"].choices = [(code, dite) for code, dite in Issue.choices if code in issues]
        for nom in (nom for autre, noms in CHAMPS_PAR_ISSUE.items() if autre not in issues for nom in noms):
            del self.fields[nom]
        ecarts = " ou ".join(dit for i, dit in UNE.items() if i in issues and s_ecarte(IssueDeRegle(i), reponse))
        self.fields[
            "motif"
        ].help_text = f"Obligatoire pour {ecarts}, qui s’écarte du verdict. {prenom} pourra lire ces lignes."

    def clean_fin_le(self) -> date | None:
        fin_le = self.cleaned_data["fin_le"]
        if fin_le is not None and not self.seance_le < fin_le <= self.seance_le + AU_PLUS_TARD:
            raise forms.ValidationError("Choisissez un jour après la séance, et dans l’année qui suit.")
        return fin_le

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        issue = donnees.get("issue")
        if issue is None:
            return donnees
        for autre, noms in CHAMPS_PAR_ISSUE.items():
            for nom in noms:
                if autre != issue:
                    donnees[nom] = None if nom in ("fin_le", "responsable") else ""
                    self.errors.pop(nom, None)
                elif not donnees.get(nom) and nom not in self.errors:
                    self.add_error(nom, MANQUES[nom])
        if s_ecarte(IssueDeRegle(issue), self.reponse) and not donnees.get("motif") and "motif" not in self.errors:
            self.add_error("motif", "Cette décision s’écarte du verdict : dites pourquoi.")
        return donnees

    def texte(self) -> dict[str, Any]:
        """The words of the decision, as `ecritures.proposer` takes them."""
        saisi = self.cleaned_data
        return {nom: saisi[nom] for nom in ("issue", *TEXTES)} | {"responsable_id": saisi["responsable"]}


def _heure() -> forms.TimeField:
    return forms.TimeField(label="Heure", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class RendezvousForm(forms.Form):
    """When the commission sits."""

    premiere_le = champ_jour("Première séance", "Les suivantes tombent le même jour de la semaine.")
    heure = _heure()
    toutes_les = forms.TypedChoiceField(
        label="Elle se tient",
        coerce=int,
        choices=[
            (1, "Chaque semaine"),
            (2, "Toutes les deux semaines"),
            (3, "Toutes les trois semaines"),
            (4, "Toutes les quatre semaines"),
        ],
    )
    lieu = forms.CharField(label="Lieu", max_length=160, required=False)
    jusqu_a = champ_jour("Dernière séance", "À laisser vide si rien n’est prévu.", requis=False)

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["premiere_le"].widget.attrs["min"] = le.isoformat()

    def clean_premiere_le(self) -> date:
        return _a_venir(self.cleaned_data["premiere_le"], self.le)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        premiere, derniere = donnees.get("premiere_le"), donnees.get("jusqu_a")
        if premiere and derniere and derniere < premiere:
            self.add_error("jusqu_a", "La dernière séance vient après la première.")
        return donnees


class DeplacementForm(forms.Form):
    """One séance moved, or added when it is exceptional."""

    tenue_le = champ_jour("Elle a lieu le")
    heure = _heure()
    lieu = forms.CharField(label="Lieu", max_length=160, required=False)
    motif = forms.CharField(label="Pourquoi", max_length=300, required=False)

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["tenue_le"].widget.attrs["min"] = le.isoformat()

    def clean_tenue_le(self) -> date:
        return _a_venir(self.cleaned_data["tenue_le"], self.le)


class AnnulationForm(forms.Form):
    """One séance that does not sit."""

    motif = forms.CharField(label="Pourquoi", max_length=300, required=False)


def _a_venir(jour: date, le: date) -> date:
    if not le <= jour <= le + 2 * AU_PLUS_TARD:
        raise forms.ValidationError("Choisissez un jour à venir, dans les deux ans.")
    return jour
