"""From what is typed about a meeting to values; nothing is saved here."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from parcours.tripartites.dires import duree_dite, instant_dit
from parcours.tripartites.ecritures import AU_PLUS, CreneauDit
from parcours.tripartites.ecritures_tenue import CompteRendu
from parcours.tripartites.models import DUREES, Creneau, Invite, Lieu, Place, Presence
from regles.contrat import Partie
from socle.consentements.models import ModeDeRecueil
from socle.dossier.champs import champ_jour, champ_long, champ_version
from socle.dossier.formulaires import FormulaireDuDossier
from socle.dossier.models import Dossier

LOIN = timedelta(days=366)
"""How far a meeting may be fixed: beyond, it is a slip of the keyboard. Ours."""
RIEN_DE_SANTE = "Rien sur la santé ni sur la justice ici\u00a0: les deux structures le lisent."


def _heure(libelle: str) -> forms.TimeField:
    return forms.TimeField(
        label=libelle, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez une heure, comme 14:30."},
    )  # fmt: skip


class OuForm(FormulaireDuDossier):
    """How long, and where."""

    duree = forms.TypedChoiceField(
        label="Combien de temps", choices=[(d, duree_dite(d)) for d in DUREES], coerce=int, initial=60
    )
    lieu = forms.ChoiceField(label="Où", widget=forms.RadioSelect, error_messages={"required": "Dites où."})
    lieu_dit = forms.CharField(
        label="Si c’est ailleurs, où", help_text="Une adresse, ou un lieu que le jeune connaît.", max_length=160,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, dossier: Dossier, fuseau: ZoneInfo, maintenant: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fuseau, self.maintenant = fuseau, maintenant
        noms = {Lieu.PORTEUR: f"Chez {dossier.porteur}"}
        self.fields["lieu"].choices = [(lieu.value, noms.get(lieu, str(lieu.label))) for lieu in Lieu]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("lieu") == Lieu.AILLEURS and not donnees.get("lieu_dit"):
            self.add_error("lieu_dit", "Dites où.")
        return donnees

    def _instant(self, nom: str, jour: date, heure: time) -> datetime | None:
        """When, there. None, with an error, for what is past or far away."""
        instant = datetime.combine(jour, heure, self.fuseau)
        if instant <= self.maintenant:
            self.add_error(nom, "C’est déjà passé.")
        elif instant > self.maintenant + LOIN:
            self.add_error(nom, "Vérifiez l’année.")
        else:
            return instant
        return None

    def _dit(self, instant: datetime) -> CreneauDit:
        lieu = self.cleaned_data["lieu"]
        ailleurs = self.cleaned_data["lieu_dit"] if lieu == Lieu.AILLEURS else ""
        return CreneauDit(instant, self.cleaned_data["duree"], lieu, ailleurs)


class CreneauxForm(OuForm):
    """One to five slots, of the same length at the same place."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rang in range(1, AU_PLUS + 1):
            self.fields[f"jour_{rang}"] = champ_jour(f"Jour {rang}", requis=False)
            self.fields[f"heure_{rang}"] = _heure(f"Heure {rang}")

    @property
    def paires(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Day and hour, slot by slot."""
        return [(self[f"jour_{r}"], self[f"heure_{r}"]) for r in range(1, AU_PLUS + 1)]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        instants = []
        for rang in range(1, AU_PLUS + 1):
            jour, heure = donnees.get(f"jour_{rang}"), donnees.get(f"heure_{rang}")
            if jour and heure:
                instants.append(self._instant(f"jour_{rang}", jour, heure))
            elif (jour or heure) and not {f"jour_{rang}", f"heure_{rang}"} & set(self.errors):
                self.add_error(
                    f"{'heure' if jour else 'jour'}_{rang}", "Il manque l’heure." if jour else "Il manque le jour."
                )
        if not instants and not self.errors:
            self.add_error("jour_1", "Proposez au moins un créneau.")
        donnees["instants"] = sorted({i for i in instants if i})
        return donnees

    @property
    def creneaux(self) -> list[CreneauDit]:
        """The slots typed, in order, each once."""
        return [self._dit(instant) for instant in self.cleaned_data["instants"]]


class DeplacerForm(OuForm):
    """Another day, hour or place, and why."""

    sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)
    jour = champ_jour("Quel jour")
    heure = _heure("À quelle heure")
    motif = forms.CharField(
        label="Pourquoi il change", help_text=f"L’autre côté le lit sur la page. {RIEN_DE_SANTE}", max_length=300,
        error_messages={"required": "Dites pourquoi, en quelques mots."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heure"].required = True

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if donnees.get("jour") and donnees.get("heure"):
            donnees["instant"] = self._instant("jour", donnees["jour"], donnees["heure"])
        return donnees

    @property
    def creneau(self) -> CreneauDit:
        return self._dit(self.cleaned_data["instant"])


class AnnulerForm(FormulaireDuDossier):
    motif = forms.CharField(
        label="Pourquoi il est annulé", help_text=f"L’autre côté le lit sur la page. {RIEN_DE_SANTE}", max_length=300,
        error_messages={"required": "Dites pourquoi, en quelques mots."},
    )  # fmt: skip


class RepondreForm(FormulaireDuDossier):
    """Which slots suit; none is an answer, with a word."""

    conviennent = forms.MultipleChoiceField(
        label="Ceux qui vous conviennent, et au jeune", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Cochez-en un seul pour le fixer tout de suite.",
    )  # fmt: skip
    mot = forms.CharField(
        label="Un mot pour l’autre côté", help_text="Si aucun ne convient, dites ce qui irait mieux.", max_length=300,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, creneaux: Sequence[Creneau], fuseau: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conviennent"].choices = [
            (str(c.pk), f"{instant_dit(c.debut, fuseau)}, {duree_dite(c.duree)}") for c in creneaux
        ]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if not donnees.get("conviennent") and not donnees.get("mot") and not self.errors:
            self.add_error("mot", "Si aucun ne convient, dites ce qui irait mieux.")
        return donnees


class InviterForm(FormulaireDuDossier):
    """Somebody else of the team, by name. `id` makes two clicks one invitation."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    nom = forms.CharField(
        label="Inviter quelqu’un d’autre de son équipe", max_length=120,
        help_text="Son nom et son rôle\u00a0: «\u00a0Awa Diop, éducatrice\u00a0». Prévenez cette personne vous-même.",
        error_messages={"required": "Écrivez un nom."},
    )  # fmt: skip


class TenirForm(FormulaireDuDossier):
    """The compte rendu: when, who was there, what each agrees to share, and when the next one is meant to be."""

    version = champ_version()
    tenu_le = champ_jour("Quel jour")
    parole_jeune = champ_long(
        "Ce que dit le jeune", "Avec ses mots, ce qu’il ou elle veut bien partager.", au_plus=1500
    )
    parole_porteur = champ_long("Ce que dit le porteur", au_plus=1500)
    parole_mission_locale = champ_long("Ce que dit la mission locale", RIEN_DE_SANTE, au_plus=1500)
    prochain_le = champ_jour("Le prochain entretien, vers le", requis=False)

    def __init__(
        self, *args: Any, dossier: Dossier, invites: Sequence[Invite], le: date, tenu: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.invites = invites
        for invite in invites:
            nom = dossier.prenom if invite.place == Place.JEUNE else invite.nom
            self.fields[f"presence_{invite.pk}"] = forms.ChoiceField(
                label=nom, choices=Presence.choices, widget=forms.RadioSelect, required=False,
                initial=invite.presence or None,
            )  # fmt: skip
        aides = {
            "parole_jeune": f"Avec ses mots, ce que {dossier.prenom} veut bien partager. {RIEN_DE_SANTE}",
            "parole_porteur": RIEN_DE_SANTE,
        }
        for nom, aide in aides.items():
            self.fields[nom].help_text = aide
        self.fields["tenu_le"].widget.attrs |= {"min": dossier.repere_le.isoformat(), "max": le.isoformat()}
        if tenu:
            del self.fields["tenu_le"]

    @property
    def presences(self) -> list[forms.BoundField]:
        """Who was there, person by person."""
        return [self[f"presence_{i.pk}"] for i in self.invites]

    @property
    def presences_dites(self) -> dict[UUID, str]:
        """What was ticked; nothing for who is not spoken of."""
        dites = {i.pk: self.cleaned_data.get(f"presence_{i.pk}", "") for i in self.invites}
        return {pk: valeur for pk, valeur in dites.items() if valeur}

    @property
    def compte_rendu(self) -> CompteRendu:
        mots = ("parole_jeune", "parole_porteur", "parole_mission_locale", "prochain_le")
        return CompteRendu(**{nom: self.cleaned_data[nom] for nom in mots})

    def sans_presences(self) -> None:
        """For the page of a conflict: only the words can be lost."""
        for nom in [n for n in self.fields if n.startswith("presence_")] + ["tenu_le"]:
            self.fields.pop(nom, None)


class SignerForm(FormulaireDuDossier):
    """A yes to the compte rendu; perhaps to the version of the plan that waits, by the same yes."""

    version = champ_version()
    signee_le = champ_jour("Quel jour")
    recueil = forms.ChoiceField(
        label="Comment il ou elle l’a dit", choices=ModeDeRecueil.choices, widget=forms.RadioSelect,
        error_messages={"required": "Dites comment."},
    )  # fmt: skip
    plan = forms.BooleanField(label="", required=False, initial=True)

    def __init__(self, *args: Any, partie: Partie, tenu_le: date, le: date, numero: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signee_le"].widget.attrs |= {"min": tenu_le.isoformat(), "max": le.isoformat()}
        self.fields["plan"].label = f"Ce oui vaut aussi pour la version {numero} du plan"
        if partie is not Partie.JEUNE:
            del self.fields["recueil"]
        if numero is None:
            del self.fields["plan"]


class ManqueForm(FormulaireDuDossier):
    """Why a signature is missing."""

    manque = forms.CharField(
        label="Pourquoi elle manque", help_text=f"Elle pourra encore être donnée. {RIEN_DE_SANTE}", max_length=300,
        error_messages={"required": "Dites pourquoi, en quelques mots."},
    )  # fmt: skip
