"""From what is typed in a note to values; nothing is saved here."""

from typing import Any

from django import forms

from socle.dossier.champs import champ_long, champ_version
from socle.dossier.domaines import Domaine
from socle.partage.formulaires import PartageForm


class NoteForm(PartageForm):
    """A note, and who reads it. `id` makes two clicks one note; the domain of a note already written holds."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = champ_version()
    texte = champ_long("La note", "Quelques lignes. Elle portera votre nom et la date.", requis=True, lignes=5)
    domaine = forms.ChoiceField(
        label="De quoi parle-t-elle", choices=[("", "Choisir"), *Domaine.choices],
        error_messages={"required": "Choisissez un domaine\u00a0: santé et justice ont leurs propres lecteurs."},
    )  # fmt: skip
    montre_au_jeune = forms.BooleanField(required=False)

    def __init__(self, *args: Any, de_ma_main: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["montre_au_jeune"].label = f"{self.autour.prenom} la voit aussi"
        self.fields["texte"].error_messages["required"] = "Écrivez quelque chose."
        if self.ecrit is not None:
            del self.fields["domaine"], self.fields["id"]
            if not de_ma_main:
                del self.fields["texte"]

    def dite(self) -> dict[str, Any]:
        """What to write, of a valid form: the columns that were asked."""
        noms = ("domaine", "texte", "montre_au_jeune")
        return {n: self.cleaned_data[n] for n in noms if n in self.fields} | self.partage()
