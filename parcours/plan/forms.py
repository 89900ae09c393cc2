"""From what is typed about the plan to values; nothing is saved here."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from parcours.plan.ecritures import ActionDite
from parcours.plan.lectures import heures_dites
from parcours.plan.modeles import Modele
from parcours.plan.models import HEURES_AU_PLUS, EtatDAction, Objectif, Tenant, VersionDuPlan, Volet
from regles.contrat import Partie
from regles.noyau.temps import en_toutes_lettres
from socle.consentements.models import ModeDeRecueil
from socle.dossier.champs import champ_jour, champ_long, champ_version
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.formulaires import FormulaireDuDossier
from socle.dossier.models import Dossier
from socle.partage.formulaires import PartageForm
from socle.partage.lecteurs import Autour
from socle.partage.models import COMMUNES, Audience

AUTOUR = timedelta(days=3 * 366)
"""How far an action may be due, before or after today: beyond, it is a slip of the keyboard. Ours."""
_HEURES = re.compile(r"(\d{1,3})h(\d{2})?")


class Heures(forms.DecimalField):
    """Hours, typed as people type them: « 3,5 », « 3 h 30 »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal("0.25"), max_value=HEURES_AU_PLUS, decimal_places=2,
            error_messages={
                "invalid": "Écrivez un nombre d’heures, comme 3 ou 3,5.",
                "min_value": "Un quart d’heure au moins, ou rien.",
                "max_value": f"{HEURES_AU_PLUS} heures par semaine au plus.",
                "max_decimal_places": "Au quart d’heure près, comme 2,25.",
            },
            **kwargs,
        )  # fmt: skip

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            nu = "".join(value.lower().split()).removesuffix("/semaine")
            if (dites := _HEURES.fullmatch(nu)) and int(dites[2] or 0) < 60:
                return Decimal(dites[1]) + (Decimal(dites[2] or 0) / 60).quantize(Decimal("0.01"))
            value = nu.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class ObjectifForm(PartageForm):
    """What the youth aims at. Once written (`ecrit`), it neither enters nor leaves health or justice."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = champ_version()
    domaine = forms.ChoiceField(label="De quoi s’agit-il")
    titre = forms.CharField(
        label="Ce qu’on vise",
        help_text="En quelques mots que le jeune dirait aussi\u00a0: «\u00a0avoir un toit à moi\u00a0».",
        max_length=200,
        error_messages={"required": "Dites ce que le jeune vise."},
    )
    paroles = champ_long("Avec ses mots", "Ce qu’il ou elle en dit, tel quel.", lignes=2, au_plus=600)

    modele = forms.CharField(widget=forms.HiddenInput, required=False)
    actions = forms.MultipleChoiceField(
        label="Et déjà, dans le plan", help_text="Décochez ce qui ne va pas. Chacune se réécrit ensuite.",
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, modele: Modele | None = None, dossier: Dossier | None = None, **kwargs: Any) -> None:
        """`modele`: what it starts from, for that `dossier`; nothing of it is saved but what the form says."""
        super().__init__(*args, defaut=Audience.LES_DEUX, **kwargs)
        if modele is None or dossier is None:
            del self.fields["modele"], self.fields["actions"]
        else:
            self._proposer(modele, dossier)
        choix = self.fields["domaine"]
        choix.choices = [*([] if self.ecrit else [("", "Choisir")]), *((d.value, d.label) for d in self._admis())]
        choix.error_messages["required"] = "Choisissez un domaine."

    def _proposer(self, modele: Modele, dossier: Dossier) -> None:
        actions = {str(rang): action for rang, action in enumerate(modele.actions)}
        champ = self.fields["actions"]
        champ.choices = [(rang, action.titre) for rang, action in actions.items()]
        champ.consequences = {rang: action_proposee(action, dossier) for rang, action in actions.items()}
        self.initial |= {
            "modele": modele.code, "domaine": modele.domaine.value, "titre": modele.titre, "actions": list(actions),
        }  # fmt: skip

    def _admis(self) -> list[Domaine]:
        if self.ecrit is None:
            return list(Domaine)
        if self.ecrit.domaine in SENSIBLES:
            return [Domaine(self.ecrit.domaine)]
        return [d for d in Domaine if d not in SENSIBLES]


class ActionForm(FormulaireDuDossier):
    """One thing to do, and who holds it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = champ_version()
    titre = forms.CharField(
        label="Quoi",
        help_text="Un verbe, une chose à la fois\u00a0: «\u00a0Appeler le bailleur\u00a0».",
        max_length=200,
        error_messages={"required": "Dites ce qu’il y a à faire."},
    )
    tenue_par = forms.ChoiceField(
        label="Qui la tient", widget=forms.RadioSelect, error_messages={"required": "Choisissez qui la tient."}
    )
    partenaire = forms.CharField(
        label="Quel partenaire",
        help_text="Si un partenaire la tient\u00a0: sa structure, ou son métier.", max_length=120,
        required=False,
    )  # fmt: skip
    avant_le = champ_jour("Pour quand", requis=False)
    heures = Heures(
        label="Heures par semaine", help_text="Si elle prend du temps chaque semaine\u00a0: 3 ou 3,5.", required=False
    )

    def __init__(self, *args: Any, le: date, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["tenue_par"].choices = tenants(dossier)
        self.fields["avant_le"].error_messages["invalid"] = "Écrivez un jour, comme 24/11/2026."

    def clean_avant_le(self) -> date | None:
        jour = self.cleaned_data["avant_le"]
        if jour is not None and abs(jour - self.le) > AUTOUR:
            raise forms.ValidationError("Vérifiez l’année.")
        return jour

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("tenue_par") == Tenant.PARTENAIRE and not donnees.get("partenaire"):
            self.add_error("partenaire", "Dites quel partenaire.")
        return donnees


def tenants(dossier: Dossier) -> list[tuple[str, str]]:
    """Who may hold an action, by name where there is one."""
    noms = {
        Tenant.JEUNE: dossier.prenom,
        Tenant.PORTEUR: str(dossier.porteur),
        Tenant.MISSION_LOCALE: str(dossier.mission_locale or Tenant.MISSION_LOCALE.label),
    }
    return [(t.value, noms.get(t, str(t.label))) for t in Tenant]


def action_proposee(action: ActionDite, dossier: Dossier) -> str:
    """Who would hold an action of a model, and its weekly hours: « Le Fil d’Ormelle, 6 h par semaine »."""
    qui = action.partenaire or dict(tenants(dossier))[action.tenue_par]
    return f"{qui}, {heures_dites(action.heures)} par semaine" if action.heures else qui


class AvancerForm(FormulaireDuDossier):
    """Where an action stands, and what it gave."""

    version = champ_version()
    etat = forms.ChoiceField(label="Où en est-elle", choices=EtatDAction.choices, widget=forms.RadioSelect)
    pourquoi = forms.CharField(
        label="Pourquoi elle est abandonnée", help_text="Seulement si elle l’est.", max_length=300, required=False
    )
    resultat = champ_long("Ce que ça a donné", lignes=2, au_plus=600)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("etat") == EtatDAction.ABANDONNE and not donnees.get("pourquoi"):
            self.add_error("pourquoi", "Dites pourquoi\u00a0: le jeune et l’autre côté doivent pouvoir comprendre.")
        return donnees


class CommentaireForm(PartageForm):
    """A word about an action. `id` makes two clicks one comment. It is read no wider than its objective."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    texte = champ_long("Votre commentaire", requis=True, au_plus=600)

    def __init__(self, *args: Any, objectif: Objectif, autour: Autour, **kwargs: Any) -> None:
        audience = objectif.audience
        if audience == Audience.NOMMEE and objectif.structure_id != autour.nous:
            audience = Audience.LES_DEUX.value
        parmi = [Audience.STRUCTURE.value, *([audience] if audience in COMMUNES else [])]
        super().__init__(*args, autour=autour, domaine=objectif.domaine, defaut=parmi[-1], parmi=parmi, **kwargs)


class AccepterForm(FormulaireDuDossier):
    """A yes to a version: when, and for the youth, how it was said."""

    acceptee_le = champ_jour("Quel jour")
    recueil = forms.ChoiceField(
        label="Comment il ou elle l’a dit", choices=ModeDeRecueil.choices, widget=forms.RadioSelect,
        error_messages={"required": "Dites comment."},
    )  # fmt: skip

    def __init__(self, *args: Any, le: date, version: VersionDuPlan, partie: Partie, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"acceptee_le": le})
        super().__init__(*args, **kwargs)
        self.bornes = (timezone.localtime(version.proposee_le).date(), le)
        self.fields["acceptee_le"].widget.attrs |= {"min": self.bornes[0].isoformat(), "max": le.isoformat()}
        if partie is not Partie.JEUNE:
            del self.fields["recueil"]

    def clean_acceptee_le(self) -> date:
        jour = self.cleaned_data["acceptee_le"]
        debut, fin = self.bornes
        if not debut <= jour <= fin:
            raise forms.ValidationError(f"Entre le {en_toutes_lettres(debut)}, où elle est proposée, et aujourd’hui.")
        return jour


class DiagnosticForm(PartageForm):
    """One text of the shared diagnosis. `version` 0: nothing was written when the page was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    texte = champ_long("Texte", lignes=5)

    def __init__(self, *args: Any, volet: Volet, **kwargs: Any) -> None:
        super().__init__(*args, defaut=Audience.LES_DEUX, **kwargs)
        self.fields["texte"].label = str(volet.label)
