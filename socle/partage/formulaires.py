"""The question « qui le lira » of every form of a shared text, its answer said in words under each choice."""

from collections.abc import Collection
from typing import Any

from django import forms

from socle.dossier.champs import ChoixExplique
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.formulaires import FormulaireDuDossier
from socle.partage.lecteurs import Autour, annonce
from socle.partage.models import NOMMEE, Audience, Partage

A_RELIRE = (
    "Vous avez choisi «\u00a0{domaine}\u00a0», qui a ses propres lecteurs\u00a0: "
    "relisez qui le lira, puis enregistrez de nouveau."
)


class PartageForm(FormulaireDuDossier):
    """A form of a shared text. `lecteurs` is asked of whoever may choose it; `partage()` gives it to the `ecritures`.

    The sentences are said for a domain. Where it is chosen in the same form (field `domaine`), a text of health or of
    justice is not saved for others before they were read for that domain: the form comes back with the narrowest
    choice, and works so without a script.
    """

    dit_pour = forms.CharField(widget=forms.HiddenInput, required=False)
    lecteurs = ChoixExplique(label="Qui le lira", error_messages={"required": "Choisissez qui le lira."})

    def __init__(
        self, *args: Any, autour: Autour, domaine: str = "", defaut: str = Audience.STRUCTURE, ecrit: Any = None,
        parmi: Collection[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        """`domaine`: the one known, or "" while it is to be chosen. `defaut`: the audience of a new text. `ecrit`: the
        text already there (a `Partage`); that of another structure keeps its readers, and nothing is asked.
        `parmi`: the only choices, when not all make sense.
        """
        kwargs["initial"] = {"lecteurs": _premier(ecrit, domaine, defaut)} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.autour, self.ecrit, self.parmi = autour, ecrit, parmi
        if domaine:
            del self.fields["dit_pour"]
        if ecrit is not None and ecrit.structure_id != autour.nous:
            del self.fields["lecteurs"]
        else:
            self._dire(domaine)

    def _dire(self, domaine: str) -> None:
        """Put under each choice who reads, for a text of that domain."""
        options = [(a.value, str(a.label)) for a in Audience if a is not Audience.NOMMEE]
        options += [(f"{NOMMEE}{s}", f"{self.autour.nom(s)}, et personne d’autre") for s in self._nommables()]
        options = [o for o in options if not self.parmi or o[0] in self.parmi]
        self.fields["lecteurs"].choices = [(v, libelle[0].upper() + libelle[1:]) for v, libelle in options]
        self.fields["lecteurs"].consequences = {v: self._annonce(v, domaine) for v, _ in options}

    def _nommables(self) -> list[int]:
        nommes = {*self.autour.invites()} - {self.autour.nous}
        if self.ecrit is not None and self.ecrit.pour_id is not None:
            nommes.add(self.ecrit.pour_id)
        return sorted(nommes)

    def _annonce(self, valeur: str, domaine: str) -> str:
        audience, pour = lus(valeur)
        return annonce(self.autour, audience=audience, domaine=domaine, auteur=self.autour.nous, pour=pour)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        domaine, lecteurs = donnees.get("domaine"), donnees.get("lecteurs", Audience.STRUCTURE)
        relu = donnees.get("dit_pour", domaine) == domaine
        if domaine in SENSIBLES and lecteurs != Audience.STRUCTURE and not relu:
            self._relire(domaine)
        return donnees

    def _relire(self, domaine: str) -> None:
        """Say it for the domain that was just chosen, with the narrowest choice ticked."""
        self._dire(domaine)
        self.data = self.data.copy()
        self.data[self.add_prefix("dit_pour")] = domaine
        self.data[self.add_prefix("lecteurs")] = Audience.STRUCTURE.value
        self.add_error("lecteurs", A_RELIRE.format(domaine=Domaine(domaine).label))

    def partage(self) -> dict[str, Any]:
        """The columns to write, of a valid form; nothing when who reads is not for this hat to choose."""
        if "lecteurs" not in self.fields:
            return {}
        audience, pour = lus(self.cleaned_data["lecteurs"])
        return {"audience": audience, "pour_id": pour}


def _premier(ecrit: Partage | None, domaine: str, defaut: str) -> str:
    if ecrit is not None:
        return ecrit.lecteurs
    return Audience.STRUCTURE.value if domaine in SENSIBLES else defaut


def lus(lecteurs: str) -> tuple[str, int | None]:
    """The audience that a radio stands for, and the structure it names."""
    if lecteurs.startswith(NOMMEE):
        return Audience.NOMMEE.value, int(lecteurs.removeprefix(NOMMEE))
    return lecteurs, None
