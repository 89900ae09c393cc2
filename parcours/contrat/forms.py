"""From what is typed about a contract to values; nothing is saved here."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms

from parcours.contrat.models import Initiative, MotifDeRupture, MotifDInterruption, NatureDeProlongation, Qualite
from regles import contrat as regle
from regles.contrat import Regime
from regles.noyau.bareme import Bareme, Baremes, HorsBareme
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.champs import ChoixExplique, champ_jour, champ_long, champ_version
from socle.dossier.formulaires import FormulaireDuDossier

AU_PLUS_TOT, AU_PLUS_TARD = timedelta(days=550), timedelta(days=92)
"""A contract is noted after the fact, or some weeks before it begins: further away is a slip of the finger."""

REGIMES = [
    (Regime.ORDINAIRE.value, "La durée ordinaire"),
    (Regime.REDUITE.value, "Une durée réduite"),
    (Regime.EMPECHEMENT.value, "Pas d’heures fixées : santé, handicap ou invalidité"),
    (Regime.PARENT_SEUL.value, "Pas d’heures fixées : parent seul d’un enfant de moins de 12 ans"),
]
CONSEQUENCES = {
    Regime.ORDINAIRE.value: "La règle commune.",
    Regime.REDUITE.value: "Au vu de sa situation et du diagnostic. Jamais zéro.",
    Regime.EMPECHEMENT.value: "À sa demande, quand la difficulté est avérée. "
    "N’écrivez nulle part laquelle : Tandem ne la garde pas.",
    Regime.PARENT_SEUL.value: "À sa demande, quand il n’a pas de solution de garde.",
}


PROLONGER = {
    NatureDeProlongation.MOTIVEE.value: "À titre exceptionnel, jusqu’au dernier jour que les textes permettent.",
    NatureDeProlongation.AUTRE_PARCOURS.value: "Un parcours d’insertion ou de formation de la liste du ministre\u00a0: "
    "jusqu’à la fin du deuxième mois qui suit le sien.",
}


class HeuresDuContrat(FormulaireDuDossier):
    """The weekly hours, or none on a ground of the law."""

    regime = ChoixExplique(label="Heures d’activité par semaine", choices=REGIMES, consequences=CONSEQUENCES)
    heures = forms.IntegerField(label="Combien d’heures", min_value=1, max_value=regle.DUREE_LEGALE, required=False)

    def dire_les_heures(self, bareme: Bareme) -> None:
        """The bounds of a day, in the words of the form: they belong to the texts."""
        bornes = regle.heures_admises(Regime.ORDINAIRE, bareme=bareme)
        if bornes is not None:
            dits = {
                Regime.ORDINAIRE.value: f"De {bornes[0]} à {bornes[1]} heures",
                Regime.REDUITE.value: f"Moins de {bornes[0]} heures",
            }
            self.fields["regime"].choices = [(code, dits.get(code, dit)) for code, dit in REGIMES]

    def verifier_les_heures(self, donnees: dict[str, Any], bareme: Bareme) -> None:
        """Refuse, beside the field, hours that the texts of a day do not admit."""
        if not donnees.get("regime"):
            return
        bornes = regle.heures_admises(Regime(donnees["regime"]), bareme=bareme)
        heures = donnees.get("heures")
        if bornes is None:
            donnees["heures"] = None
            self.errors.pop("heures", None)
        elif heures is None and "heures" not in self.errors:
            self.add_error("heures", "Dites combien d’heures par semaine.")
        elif heures is not None and not bornes[0] <= heures <= bornes[1]:
            self.add_error("heures", f"Choisissez entre {bornes[0]} et {bornes[1]} heures, ou une autre réponse.")


class ContratForm(HeuresDuContrat):
    """What the paper says. The end follows from the beginning; it may only come sooner."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    version = champ_version()
    debut_le = champ_jour("Premier jour du contrat")
    fin_prevue_le = champ_jour("Dernier jour", requis=False)
    referent_id = forms.TypedChoiceField(
        label="Référent unique à la mission locale", coerce=int, empty_value=None, required=False, choices=[]
    )
    reference = forms.CharField(
        label="Référence du contrat signé",
        help_text="Celle du modèle de France Travail, tel qu’il est rangé chez vous.",
        max_length=80,
        required=False,
    )
    circonstances = champ_long("Pourquoi un nouveau contrat si tôt")
    field_order = ("id", "version", "debut_le", "fin_prevue_le", "regime", "heures", "referent_id", "reference")

    def __init__(
        self,
        *args: Any,
        le: date,
        departement: str,
        baremes: Baremes,
        membres: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"id": uuid4(), "version": 1, "regime": Regime.ORDINAIRE.value} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.le, self.departement, self.baremes = le, departement, baremes
        self.fields["referent_id"].choices = [("", "À désigner"), *membres]
        bareme = baremes.au(regle.CEJ, le, departement or None)
        self.dire_les_heures(bareme)
        mois = bareme["duree_contrat_en_mois"]
        self.fields["fin_prevue_le"].help_text = f"Laissez vide pour {mois} mois. Une date plus proche est possible."

    def clean_debut_le(self) -> date:
        debut = self.cleaned_data["debut_le"]
        if not self.le - AU_PLUS_TOT <= debut <= self.le + AU_PLUS_TARD:
            raise forms.ValidationError("Vérifiez ce jour : il est trop loin d’aujourd’hui.")
        return debut

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        debut = donnees.get("debut_le")
        if debut is None:
            return donnees
        try:
            bareme = self.baremes.au(regle.CEJ, debut, self.departement or None)
        except HorsBareme:
            self.add_error("debut_le", "Aucun texte connu ne porte le contrat ce jour-là.")
            return donnees
        self._fin(donnees, regle.fin_ordinaire(debut, bareme=bareme))
        self.verifier_les_heures(donnees, bareme)
        return donnees

    def _fin(self, donnees: dict[str, Any], au_plus_tard: date) -> None:
        fin = donnees.get("fin_prevue_le")
        if fin is None:
            donnees["fin_prevue_le"] = au_plus_tard
        elif not donnees["debut_le"] <= fin <= au_plus_tard:
            dit = en_toutes_lettres(au_plus_tard)
            self.add_error(
                "fin_prevue_le",
                f"Choisissez un jour entre le premier et le {dit}. "
                "Au-delà, le contrat se prolonge, plus tard, en disant pourquoi.",
            )

    def termes(self) -> dict[str, Any]:
        """What `ecritures.preparer` takes."""
        return {n: v for n, v in self.cleaned_data.items() if n not in ("id", "version")}


class SignatureForm(FormulaireDuDossier):
    """The day somebody signed the paper."""

    signee_le = champ_jour("Signé le")

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("signee_le", le)
        super().__init__(*args, **kwargs)
        self.le = le
        self.fields["signee_le"].widget.attrs["max"] = le.isoformat()

    def clean_signee_le(self) -> date:
        jour = self.cleaned_data["signee_le"]
        if jour > self.le:
            raise forms.ValidationError("Choisissez le jour de la signature, aujourd’hui au plus tard.")
        if jour < self.le - AU_PLUS_TOT:
            raise forms.ValidationError("Ce jour est trop ancien pour un contrat à ouvrir. Vérifiez l’année.")
        return jour


class OuvertureForm(FormulaireDuDossier):
    """In what capacity one opens the contract."""

    version = champ_version()
    en_qualite_de = forms.ChoiceField(
        label="Vous l’ouvrez en qualité de",
        choices=Qualite.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites en quelle qualité vous ouvrez le contrat."},
    )


class ProlongationForm(FormulaireDuDossier):
    """Until when, and why."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    nature = ChoixExplique(
        label="Pourquoi prolonger",
        choices=NatureDeProlongation.choices,
        initial=NatureDeProlongation.MOTIVEE,
        consequences=PROLONGER,
    )
    jusqu_au = champ_jour("Jusqu’au", requis=False)
    parcours_fini_le = champ_jour("L’autre parcours finit le", requis=False)
    motif = champ_long("Motif", "Le jeune pourra lire ces lignes. Rien de médical.", requis=True)

    def __init__(self, *args: Any, au_plus_tard: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("id", uuid4())
        super().__init__(*args, **kwargs)
        dit = en_toutes_lettres(au_plus_tard)
        self.fields["jusqu_au"].help_text = f"Le {dit} au plus tard."

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("nature") == NatureDeProlongation.AUTRE_PARCOURS:
            donnees["jusqu_au"] = None
            self.errors.pop("jusqu_au", None)
            if not donnees.get("parcours_fini_le") and "parcours_fini_le" not in self.errors:
                self.add_error("parcours_fini_le", "Dites quand cet autre parcours finit.")
            elif donnees.get("parcours_fini_le", date.min).year > 2200:
                self.add_error("parcours_fini_le", "Vérifiez l’année.")
        else:
            donnees["parcours_fini_le"] = None
            self.errors.pop("parcours_fini_le", None)
            if not donnees.get("jusqu_au") and "jusqu_au" not in self.errors:
                self.add_error("jusqu_au", "Dites jusqu’à quel jour.")
        return donnees


class InterruptionForm(FormulaireDuDossier):
    """From when, until when if it is known, and for what kind of reason."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    du = champ_jour("Premier jour sans contrat")
    au = champ_jour("Dernier jour, s’il est connu", requis=False)
    motif = forms.ChoiceField(label="Pourquoi", choices=MotifDInterruption.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid4(), "du": le} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        du, au = donnees.get("du"), donnees.get("au")
        if du and au and au < du:
            self.add_error("au", "Le dernier jour vient après le premier.")
        return donnees


class RepriseForm(FormulaireDuDossier):
    """The last day of the interruption."""

    au = champ_jour("Dernier jour de l’interruption")


class RuptureForm(FormulaireDuDossier):
    """When, at whose initiative, for what kind of reason."""

    rompu_le = champ_jour("Dernier jour du contrat")
    initiative = forms.ChoiceField(label="À l’initiative de", choices=Initiative.choices, widget=forms.RadioSelect)
    motif = forms.ChoiceField(label="Pourquoi", choices=MotifDeRupture.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, le: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"rompu_le": le} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["rompu_le"].widget.attrs["max"] = le.isoformat()
