"""The question « qui le lira » of every form of a shared text, its answer said in words under each choice."""

from typing import Any

from django import forms

from socle.dossier.champs import ChoixExplique
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.formulaires import FormulaireDuDossier
from socle.partage.lecteurs import Autour, annonce
from socle.partage.models import Audience, Partage

NOMMEE = f"{Audience.NOMMEE.value}-"
A_RELIRE = (
    "Vous avez choisi « {domaine} », qui a ses propres lecteurs : relisez qui le lira, puis enregistrez de nouveau."
)


def choix_d(audience: str, pour: int | None) -> str:
    """The value of the radio that stands for an audience already chosen."""
    return f"{NOMMEE}{pour}" if audience == Audience.NOMMEE else audience


class PartageForm(FormulaireDuDossier):
    """A form of a shared text. `audience` is asked of whoever may choose it: `cleaned_data` then holds `audience` and
    `pour_id`, as `ecritures` take them.

    The sentences are said for a domain. Where it is chosen in the same form (field `domaine`), a text of health or of
    justice is not saved for others before they were read for that domain: the form comes back with the narrowest
    choice, and works so without a script.
    """

    dit_pour = forms.CharField(widget=forms.HiddenInput, required=False)
    audience = ChoixExplique(label="Qui le lira", error_messages={"required": "Choisissez qui le lira."})

    def __init__(
        self, *args: Any, autour: Autour, domaine: str = "", defaut: str = Audience.STRUCTURE, ecrit: Any = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`domaine`: the one known, or "" while it is to be chosen. `defaut`: the audience of a new text. `ecrit`: the
        text already there (a `Partage`); that of another structure keeps its audience, and nothing is asked.
        """
        initial = {"dit_pour": domaine, "audience": self._initiale(ecrit, domaine, defaut)}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.autour, self.ecrit = autour, ecrit
        if ecrit is not None and ecrit.structure_id != autour.nous:
            del self.fields["audience"], self.fields["dit_pour"]
            return
        self._dire(domaine)

    @staticmethod
    def _initiale(ecrit: Partage | None, domaine: str, defaut: str) -> str:
        if ecrit is not None:
            return choix_d(ecrit.audience, ecrit.pour_id)
        return Audience.STRUCTURE.value if domaine in SENSIBLES else defaut

    def _dire(self, domaine: str) -> None:
        """Put under each choice who reads, for a text of that domain."""
        options = [(a.value, str(a.label)) for a in Audience if a is not Audience.NOMMEE]
        options += [(f"{NOMMEE}{s}", f"{self.autour.nom(s)}, et personne d’autre") for s in self._nommables()]
        self.fields["audience"].choices = [(v, libelle[0].upper() + libelle[1:]) for v, libelle in options]
        self.fields["audience"].consequences = {v: self._annonce(v, domaine) for v, _ in options}

    def _nommables(self) -> list[int]:
        nommes = {*self.autour.invites()} - {self.autour.nous}
        if self.ecrit is not None and self.ecrit.pour_id is not None:
            nommes.add(self.ecrit.pour_id)
        return sorted(nommes)

    def _annonce(self, valeur: str, domaine: str) -> str:
        audience, pour = _lu(valeur)
        return annonce(self.autour, audience=audience, domaine=domaine, auteur=self.autour.nous, pour=pour)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if not donnees.get("audience"):
            return donnees
        domaine = donnees.get("domaine", "")
        if domaine in SENSIBLES and donnees["audience"] != Audience.STRUCTURE and donnees["dit_pour"] != domaine:
            self._relire(domaine)
        donnees["audience"], donnees["pour_id"] = _lu(donnees["audience"])
        donnees.pop("dit_pour", None)
        return donnees

    def _relire(self, domaine: str) -> None:
        """Say it for the domain that was just chosen, with the narrowest choice ticked."""
        self._dire(domaine)
        self.data = self.data.copy()
        self.data[self.add_prefix("dit_pour")] = domaine
        self.data[self.add_prefix("audience")] = Audience.STRUCTURE.value
        self.add_error("audience", A_RELIRE.format(domaine=Domaine(domaine).label))


def _lu(valeur: str) -> tuple[str, int | None]:
    if valeur.startswith(NOMMEE):
        return Audience.NOMMEE.value, int(valeur.removeprefix(NOMMEE))
    return valeur, None
