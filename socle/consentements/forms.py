"""How the youth said yes, once the words were read to them: asked wherever an accord is collected."""

from typing import Any

from django import forms

from socle.consentements.ecritures import Preuve
from socle.consentements.models import ModeDeRecueil, ReponseDuRepresentant
from socle.consentements.signature import SignatureIllisible, traits
from socle.dossier.formulaires import FormulaireDuDossier

PREUVES = ("temoin", "temoin_fonction", "original", "signature", "representant_reponse", "representant_qui")
CHAMPS = ("recueil", *PREUVES)
_ATTENDUES = {
    ModeDeRecueil.ORAL: {
        "temoin": "Dites qui était là avec vous.",
        "temoin_fonction": "Dites ce que fait cette personne : éducatrice, animateur, proche du jeune…",
    },
    ModeDeRecueil.PAPIER: {"original": "Dites qui garde le papier signé, et où."},
    ModeDeRecueil.REPRESENTANT: {"representant_qui": "Dites qui a donné l’accord, et comment."},
}


class RecueilForm(FormulaireDuDossier):
    """How an accord is collected, and what will show it later. For a minor: where the legal representative stands."""

    recueil = forms.ChoiceField(label="Comment le jeune a donné son accord", widget=forms.RadioSelect)
    temoin = forms.CharField(
        label="Le témoin", help_text="Son nom. Une autre personne que vous.", max_length=120, required=False
    )
    temoin_fonction = forms.CharField(label="Sa fonction", max_length=120, required=False)
    original = forms.CharField(
        label="Qui garde le papier signé, et où",
        help_text="Tandem ne garde pas encore le papier : dites où le retrouver.",
        max_length=200,
        required=False,
    )
    signature = forms.CharField(
        label="Sa signature", max_length=12_000, required=False, strip=True, widget=forms.HiddenInput
    )
    representant_reponse = forms.ChoiceField(
        label="Son représentant légal",
        choices=ReponseDuRepresentant.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    representant_qui = forms.CharField(
        label="Qui, et comment il ou elle l’a dit",
        help_text="Par exemple : sa mère, au téléphone, le 12 mars.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, qui_recueille: str, mineur: bool, **kwargs: Any) -> None:
        """`qui_recueille`: the name of who asks, who is not the witness. `mineur` that day."""
        super().__init__(*args, **kwargs)
        self.qui_recueille, self.mineur = qui_recueille, mineur
        modes = dict(ModeDeRecueil.choices) | {ModeDeRecueil.ORAL.value: "à l’oral, devant un témoin"}
        if not mineur:
            del modes[ModeDeRecueil.REPRESENTANT.value]
        self.fields["recueil"].choices = list(modes.items())
        self.fields["representant_reponse"].required = mineur

    def clean_temoin(self) -> str:
        temoin = " ".join(self.cleaned_data["temoin"].split())
        if temoin.casefold() == self.qui_recueille.casefold():
            raise forms.ValidationError("Le témoin est une autre personne que vous.")
        return temoin

    def clean_signature(self) -> str:
        signature = self.cleaned_data["signature"]
        if signature and self.data.get(self.add_prefix("recueil")) == ModeDeRecueil.ECRAN:
            try:
                traits(signature)
            except SignatureIllisible:
                raise forms.ValidationError("La signature n’a pas pu être lue : effacez, et signez encore.") from None
        return signature

    def clean(self) -> dict[str, Any]:
        dit = super().clean() or self.cleaned_data
        for nom, manque in _ATTENDUES.get(dit.get("recueil"), {}).items():
            if nom not in self.errors and not dit.get(nom):
                self.add_error(nom, manque)
        if dit.get("recueil") == ModeDeRecueil.ECRAN and "signature" not in self.errors and not dit.get("signature"):
            # On the choice: the frame itself is not a field that one can reach.
            self.add_error("recueil", "La signature est vide : faites signer dans le cadre, ou choisissez autrement.")
        accord = dit.get("recueil") == ModeDeRecueil.REPRESENTANT
        if accord and dit.get("representant_reponse") not in (None, "", ReponseDuRepresentant.ACCORD):
            self.add_error("representant_reponse", "Vous dites que l’accord vient de son représentant légal.")
        return dit

    def preuve(self) -> Preuve:
        """What shows it, once the form is valid: only what goes with the way it was collected."""
        mode, dit = self.cleaned_data["recueil"], self.cleaned_data
        siennes = {
            "temoin": ModeDeRecueil.ORAL, "temoin_fonction": ModeDeRecueil.ORAL,
            "original": ModeDeRecueil.PAPIER, "signature": ModeDeRecueil.ECRAN,
        }  # fmt: skip
        gardees = {nom: dit[nom] for nom, de in siennes.items() if mode == de}
        if self.mineur:
            gardees |= {nom: dit[nom] for nom in ("representant_reponse", "representant_qui")}
        return Preuve(**gardees)
