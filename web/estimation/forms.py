"""What a youth says to have their allocation estimated. Nothing typed here is kept anywhere."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import EMPTY_VALUES

from regles.allocation import bareme_du_jour
from regles.estimation import AU_DESSUS, MONTANT_MAXIMAL, NON_IMPOSABLE, PREMIERE_TRANCHE, Demande, DemandeInvalide
from regles.euros import en_euros
from regles.non_cumul import SITUATIONS
from regles.noyau.bareme import HorsBareme
from socle.dossier.champs import ChoixExplique
from socle.dossier.formulaires import Departement, FormulaireDuDossier
from socle.droit.lectures import baremes
from web.composants.dates import avec_annee

RUPTURE = "rupture"
IMPOTS = {
    "0": "Non imposable",
    "1": "Première tranche d’imposition",
    "2": "Au-dessus de la première tranche",
    RUPTURE: "Rupture avec la famille",
}
CONSEQUENCES = {
    "0": "L’avis d’impôt dit « non imposable ». Si vos parents vous déclarent, c’est le leur qui compte.",
    "1": "L’impôt du foyer ne dépasse pas la première tranche du barème.",
    "2": "Le foyer paie un impôt dans une tranche plus haute.",
    RUPTURE: "Rupture manifeste avec vos parents : la mission locale peut ne pas tenir compte de leur impôt.",
}
_TRANCHES = {"0": NON_IMPOSABLE, "1": PREMIERE_TRANCHE, "2": AU_DESSUS, RUPTURE: AU_DESSUS}
_ESPACES = dict.fromkeys(map(ord, " \t\u00a0\u202f€"))


def _jour(**attrs: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "autocomplete": "off", **attrs}, format="%Y-%m-%d")


class Euros(forms.DecimalField):
    """An amount as one writes it: « 1 200,50 », « 600 € ». Nothing is zero."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 16})
        messages = {
            "invalid": "Écrivez un montant en euros, par exemple 600 ou 412,50.",
            "min_value": "Un montant ne peut pas être négatif.",
            "max_value": "Ce montant par mois est trop grand : vérifiez-le.",
            "max_decimal_places": "Deux chiffres au plus après la virgule.",
        }
        super().__init__(
            required=False, min_value=0, max_value=MONTANT_MAXIMAL, decimal_places=2, widget=widget,
            error_messages=messages, **kwargs,
        )  # fmt: skip

    def to_python(self, value: Any) -> Decimal:
        if isinstance(value, str):
            value = value.translate(_ESPACES).replace(",", ".")
        return Decimal(0) if value in EMPTY_VALUES else super().to_python(value)


class DemandeForm(FormulaireDuDossier):
    """The facts of an estimate. Once valid, `demande` and `le` are what it is made from."""

    date_naissance = forms.DateField(
        label="Votre date de naissance",
        widget=_jour(),
        error_messages={"required": "Écrivez votre date de naissance."},
    )
    impot = ChoixExplique(
        label="L’impôt de votre foyer",
        help_text="Le vôtre si vous faites votre propre déclaration de revenus.",
        choices=list(IMPOTS.items()),
        consequences=CONSEQUENCES,
        error_messages={"required": "Choisissez la réponse la plus proche de votre situation."},
    )
    r1 = Euros(
        label="Chômage ou formation, en euros par mois",
        help_text="Allocations de chômage, stage de formation professionnelle payé, école de la deuxième chance. "
        "Laissez vide s’il n’y a rien.",
    )
    r2 = Euros(
        label="Travail, ou ce qui le remplace, en euros par mois",
        help_text="Salaire, travail indépendant, activité partielle, indemnités journalières (maladie, accident du "
        "travail, maternité, paternité, adoption), ESAT, AVA, pécule d’un OACAS. Laissez vide s’il n’y a rien.",
    )
    situations = forms.MultipleChoiceField(
        label="Cochez ce qui est vrai en ce moment",
        choices=[(s.code, s.question) for s in SITUATIONS.values()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    departement = Departement(
        label="Votre département, ou votre territoire d’outre-mer",
        help_text="Son numéro : 35, 2A, 976. Mayotte a ses propres montants, et un acte local peut en changer.",
    )
    rqth = forms.BooleanField(label="J’ai une reconnaissance de travailleur handicapé (RQTH)", required=False)
    le = forms.DateField(
        label="Le jour de l’estimation",
        help_text="Les montants changent avec le temps : ceux de ce jour-là sont appliqués.",
        required=False,
        widget=_jour(),
    )

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.le = le
        self.demande: Demande | None = None
        self.fields["le"].initial = le

    def clean(self) -> dict[str, Any]:
        """Make the facts; what the rules refuse is said beside its field."""
        dit = super().clean()
        if self.errors:
            return dit
        self.le = dit["le"] or self.le
        try:
            self.demande = _demande(dit)
            bareme_du_jour(self.demande, le=self.le, baremes=baremes())
        except DemandeInvalide:
            self.add_error("date_naissance", "Cette naissance est après le jour de l’estimation.")
        except HorsBareme:
            self.add_error("le", "L’allocation n’existait pas encore ce jour-là.")
        return dit

    def dites(self) -> list[tuple[str, str]]:
        """The answers in words, for whoever reads the estimate beside the youth or on paper."""
        dit = self.cleaned_data
        lignes = [
            ("Date de naissance", avec_annee(dit["date_naissance"])),
            ("Impôt du foyer", IMPOTS[dit["impot"]]),
            ("Chômage ou formation", f"{en_euros(dit['r1'])} par mois"),
            ("Travail, ou ce qui le remplace", f"{en_euros(dit['r2'])} par mois"),
        ]
        lignes += [("En ce moment", SITUATIONS[code].question) for code in dit["situations"]]
        lignes.append(("RQTH", "Oui" if dit["rqth"] else "Non"))
        return [*lignes, ("Département", dit["departement"] or "Non dit")]

    def redites(self) -> list[tuple[str, str]]:
        """The answers as they came, name by name, to be asked again without being kept."""
        return [(nom, valeur) for nom in self.fields for valeur in self.data.getlist(nom)]


def _demande(dit: dict[str, Any]) -> Demande:
    return Demande(
        date_naissance=dit["date_naissance"],
        tranche_ir=_TRANCHES[dit["impot"]],
        r1=dit["r1"],
        r2=dit["r2"],
        departement=dit["departement"] or None,
        rupture_familiale=dit["impot"] == RUPTURE,
        situations=frozenset(dit["situations"]),
        rqth=dit["rqth"],
    )
