"""Allocation CEJ of one month, step by step: estimated, never decided.

Sources: Code du travail, R5131-20 to R5131-24 (formula), D5131-19 and D5131-23 (amounts).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, localcontext

from regles.age import majeur
from regles.estimation import (
    AU_DESSUS,
    NON_IMPOSABLE,
    PREMIERE_TRANCHE,
    Demande,
    DemandeInvalide,
    Estimation,
    Etape,
    Inconnu,
)
from regles.euros import EXACT, au_centime, en_euros
from regles.non_cumul import SITUATIONS, NonCumul
from regles.noyau.bareme import Bareme, Baremes
from regles.noyau.source import Source
from regles.noyau.temps import age_revolu, en_toutes_lettres

CEJ = "cej"
MAYOTTE = "976"
FORFAITS = "ct-d5131-19"
FORMULE = "ct-r5131-20"
DEDUITS_EN_ENTIER = "ct-r5131-21"
DEDUITS_EN_PARTIE = "ct-r5131-22"

_ZERO = Decimal(0)
# The text of each is that of its value, or the act that replaced it.
_SEUILS = ("abattement_mensuel", "part_du_smic")
_AGES = ("age_minimum", "age_maximum", "age_maximum_rqth")
_TERMES = ("FORFAIT", "DEDUITS_EN_ENTIER", "DEDUITS_EN_PARTIE")
_ENTIER, _PARTIE = "Ressources déduites en entier", "Revenus déduits en partie"
_SANS_CONTRAT = " Sans contrat, il n’y a pas d’allocation. Si le vôtre est déjà signé, demandez à la mission locale."
_AUTONOMIE = (
    "La mission locale peut ne plus tenir compte de l’impôt de vos parents : ce calcul suppose qu’elle le fait. "
    "Si votre déclaration de l’année suivante ne le confirme pas, ce qui a été versé en trop est à rendre."
)
_FORFAIT_SELON = {
    (True, NON_IMPOSABLE): (
        "forfait_majeur_non_imposable",
        "Vous avez {majorite} ans ou plus, et votre foyer fiscal n’est pas imposable",
    ),
    (True, PREMIERE_TRANCHE): (
        "forfait_majeur_premiere_tranche",
        "Vous avez {majorite} ans ou plus, et votre foyer fiscal est dans la première tranche d’imposition",
    ),
    (False, NON_IMPOSABLE): (
        "forfait_mineur",
        "Vous avez moins de {majorite} ans, et votre foyer fiscal n’est pas imposable",
    ),
    (False, PREMIERE_TRANCHE): (
        "forfait_mineur",
        "Vous avez moins de {majorite} ans, et votre foyer fiscal est dans la première tranche d’imposition",
    ),
}


def bareme_du_jour(demande: Demande, *, le: date, baremes: Baremes) -> Bareme:
    """What is in force on the day `le`, when one may estimate by it.

    Raises `DemandeInvalide` for a birth after `le`, `HorsBareme` before the allocation existed.
    """
    if demande.date_naissance > le:
        raise DemandeInvalide("date_naissance", "cette naissance est après le jour de l’estimation.")
    bareme = baremes.au(CEJ, le, demande.departement)
    # Known without a hole since the first day: what begins later is declared unknown until then.
    bareme.montant("abattement_mensuel")
    return bareme


def estimer(demande: Demande, *, le: date, baremes: Baremes) -> Estimation:
    """Estimate the allocation of one month by the values of the day `le`. Raises as `bareme_du_jour`."""
    compte = _Compte(demande, le, baremes, bareme_du_jour(demande, le=le, baremes=baremes))
    with localcontext(EXACT):
        empeche = compte.juger_age()
        forfait = compte.chercher_forfait()
        montant = _ZERO if forfait == 0 else None
        seuil = None
        if forfait:
            seuil = compte.chercher_seuil(forfait)
            montant = compte.calculer(forfait)
        suspendu, discute = compte.juger_situations()
        montant = compte.conclure(montant, empeche=empeche or suspendu, discute=discute)
    return Estimation(
        le=le,
        forfait=None if forfait is None else au_centime(forfait),
        montant=montant,
        seuil=seuil,
        etapes=tuple(compte.etapes),
        sources=tuple({source.mention: source for etape in compte.etapes for source in etape.sources}.values()),
        inconnus=tuple(compte.inconnus),
        valeurs=tuple(compte.valeurs),
        empreinte=baremes.empreinte,
    )


@dataclass(slots=True)
class _Compte:
    """One estimate being made: its lines, in the order in which one reads them."""

    demande: Demande
    le: date
    baremes: Baremes
    bareme: Bareme
    etapes: list[Etape] = field(default_factory=list)
    inconnus: list[Inconnu] = field(default_factory=list)
    valeurs: dict[str, None] = field(default_factory=dict)

    def juger_age(self) -> bool:
        """Say whether the age keeps a contract from being signed; a reserve only, where the contract is given."""
        age = age_revolu(self.demande.date_naissance, self.le)
        minimum, maximum = self.bareme["age_minimum"], self.bareme["age_maximum"]
        avec_rqth = self.bareme["age_maximum_rqth"]
        if minimum <= age <= maximum or (self.demande.rqth and minimum <= age <= avec_rqth):
            return False
        if age < minimum:
            phrase = f"Un contrat d’engagement jeune se signe à partir de {minimum} ans."
        else:
            phrase = (
                f"Après {maximum} ans, un contrat d’engagement jeune ne se signe qu’avec une reconnaissance "
                f"de travailleur handicapé, jusqu’à {avec_rqth} ans."
            )
        juge = self.demande.rqth is not None
        phrase += _SANS_CONTRAT if juge else " Ce calcul suppose que le contrat est déjà signé."
        self._noter("AGE", "Votre âge", phrase, _ZERO if juge else None, *_AGES)
        return juge

    def chercher_forfait(self) -> Decimal | None:
        """The flat amount of the month; zero above the first bracket; None when nobody here can tell it."""
        tranche = self._tranche()
        if tranche == AU_DESSUS:
            phrase = "Votre foyer fiscal est au-dessus de la première tranche : le texte ne prévoit pas d’allocation."
            self._noter("FORFAIT", "Le forfait du mois", phrase, _ZERO, FORFAITS)
            return _ZERO
        majorite = self.bareme["age_majorite"]
        code, qui = _FORFAIT_SELON[majeur(self.demande.date_naissance, le=self.le, bareme=self.bareme), tranche]
        forfait = self._valeur(code + self._ici)
        qui = qui.format(majorite=majorite) + (", à Mayotte" if self._ici else "")
        sources = (FORFAITS, *self._source(code + self._ici), *self._source("age_majorite"))
        formule = f"{qui} : {en_euros(forfait)}." if forfait is not None else f"{qui}. {self._raison(code + self._ici)}"
        self._noter("FORFAIT", "Le forfait du mois", formule, forfait, *sources)
        return forfait

    def _tranche(self) -> int:
        """The bracket to count: a youth cut off from their family may be treated as fiscally autonomous."""
        if not self.demande.rupture_familiale or self.demande.tranche_ir == NON_IMPOSABLE:
            return self.demande.tranche_ir
        self._noter("AUTONOMIE", "Rupture avec la famille", _AUTONOMIE, None, FORFAITS)
        return NON_IMPOSABLE

    def chercher_seuil(self, forfait: Decimal) -> Decimal | None:
        """The partly deducted income from which nothing is left, the rest unchanged; None when it has no meaning."""
        code = "smic_brut_mensuel" + self._ici
        reste = forfait - self.demande.r1
        if reste <= 0 or code in self.bareme.trous:
            return None
        abattement, annulation = self.bareme.montant("abattement_mensuel"), self._annulation(self.bareme.montant(code))
        ecrite = self._annulation_ecrite(self.bareme.montant(code))
        if self.demande.r1 == 0:
            seuil, calcul = annulation, ecrite
        else:
            seuil = abattement + max(_ZERO, annulation - abattement) * reste / forfait
            calcul = (
                f"{en_euros(abattement)} + ({ecrite} − {en_euros(abattement)}) × "
                f"{en_euros(reste)} ÷ {en_euros(forfait)}"
            )
        libelle = "À partir de quels revenus déduits en partie il ne reste rien"
        self._noter("SEUIL", libelle, f"{calcul} = {en_euros(seuil)}", seuil, *_SEUILS, *self._source(code))
        return seuil

    def calculer(self, forfait: Decimal) -> Decimal | None:
        """The amount of the month, exact and never negative; None when the SMIC is needed and not known."""
        r1, r2, abattement = self.demande.r1, self.demande.r2, self.bareme.montant("abattement_mensuel")
        formule = f"{en_euros(forfait)} − {en_euros(r1)} = {en_euros(forfait - r1)}" if r1 else "Aucune."
        self._noter("DEDUITS_EN_ENTIER", _ENTIER, formule, r1, DEDUITS_EN_ENTIER)
        if r2 > abattement:
            return self._deduire_en_partie(forfait, r2 - abattement)
        formule = f"{en_euros(r2)} : jusqu’à {en_euros(abattement)} par mois, rien n’est déduit." if r2 else "Aucun."
        self._noter("DEDUITS_EN_PARTIE", _PARTIE, formule, _ZERO, DEDUITS_EN_PARTIE, *_SEUILS)
        return max(_ZERO, forfait - r1)

    def _deduire_en_partie(self, forfait: Decimal, depasse: Decimal) -> Decimal | None:
        """What is left once `depasse`, the income beyond the abattement, has taken its part."""
        r1, r2, abattement = self.demande.r1, self.demande.r2, self.bareme.montant("abattement_mensuel")
        code = "smic_brut_mensuel" + self._ici
        smic = self._valeur(code)
        if smic is None:
            formule = f"Au-delà de {en_euros(abattement)}, la part déduite dépend du SMIC. {self._raison(code)}"
            self._noter("DEDUITS_EN_PARTIE", _PARTIE, formule, None, DEDUITS_EN_PARTIE, *_SEUILS)
            return None
        pente = self._annulation(smic) - abattement
        # Everything is over at the abattement where an act sets a SMIC so low that the slope has no length.
        deduit = forfait * depasse / pente if pente > 0 else forfait
        formule = (
            f"({en_euros(r2)} − {en_euros(abattement)}) × {en_euros(forfait)} ÷ "
            f"({self._annulation_ecrite(smic)} − {en_euros(abattement)}) = {en_euros(deduit)}"
        )
        sources = (FORMULE, DEDUITS_EN_PARTIE, *_SEUILS, *self._source(code))
        self._noter("DEDUITS_EN_PARTIE", _PARTIE, formule, deduit, *sources)
        # One division, at the very end: what is rounded is what the formula gives.
        exact = ((forfait - r1) * pente - forfait * depasse) / pente if pente > 0 else _ZERO
        return max(_ZERO, exact)

    def juger_situations(self) -> tuple[bool, bool]:
        """Say whether a situation keeps the allocation from being paid, and whether one is disputed."""
        dites = [s for s in SITUATIONS.values() if s.code in self.demande.situations]
        for situation in dites:
            resultat = None if situation.effet is NonCumul.DISCUTE else _ZERO
            self._noter("NON_CUMUL", "Ce qui ne se cumule pas", situation.phrase, resultat, *situation.textes)
        effets = {s.effet for s in dites}
        return bool(effets - {NonCumul.DISCUTE}), NonCumul.DISCUTE in effets

    def conclure(self, exact: Decimal | None, *, empeche: bool, discute: bool) -> Decimal | None:
        """The amount to show, to the cent, and its line; None when it cannot be told."""
        montant = None if exact is None else au_centime(exact)
        if empeche:
            montant, phrase = au_centime(_ZERO), "Pas d’allocation, pour la raison donnée plus haut."
        elif exact is None or montant is None:
            phrase = "Nous ne pouvons pas l’estimer : une valeur de ce jour manque."
        elif discute and montant:
            phrase = f"Le calcul donne {en_euros(montant)}, mais les textes lus ne disent pas tous s’il s’applique."
            montant = None
        else:
            phrase = self._somme(exact)
        self._noter("MONTANT", "L’allocation du mois", phrase, montant, FORMULE)
        return montant

    def _somme(self, exact: Decimal) -> str:
        """The whole calculation on one line; what takes nothing away is left out."""
        forfait, *deductions = [e.resultat or _ZERO for e in self.etapes if e.code in _TERMES]
        if not forfait:
            return "Sans forfait, il n’y a pas d’allocation."
        ecrite = " − ".join(en_euros(terme) for terme in (forfait, *filter(None, deductions)))
        if not exact:
            return f"{ecrite} : il ne reste rien."
        if exact == au_centime(exact):
            return f"{ecrite} = {en_euros(exact)}." if any(deductions) else f"{ecrite} : rien n’est déduit."
        return f"{ecrite} = {en_euros(exact)}, au centime le plus proche (le texte ne dit pas comment arrondir)."

    @property
    def _ici(self) -> str:
        """What ends the codes of the values of the territory: Mayotte has its own (D5131-19 III)."""
        return "_mayotte" if self.demande.departement == MAYOTTE else ""

    def _annulation(self, smic: Decimal) -> Decimal:
        return smic * self.bareme["part_du_smic"] / 100

    def _annulation_ecrite(self, smic: Decimal) -> str:
        return f"{self.bareme['part_du_smic']}\u00a0% × {en_euros(smic)}"

    def _valeur(self, code: str) -> Decimal | None:
        """A value of the day; None when nobody here can tell it, which is then among the unknown."""
        if code not in self.bareme.trous:
            return self.bareme.montant(code)
        parametre = next(p for p in self.baremes.parametres if (p.programme, p.code) == (CEJ, code))
        trou = next(p for p in parametre.periodes if p.du <= self.le and (p.au is None or self.le <= p.au))
        # An act of the territory may have filled the hole for a while.
        remplacee = [
            d.au + timedelta(days=1)
            for d in self.baremes.derogations
            if (d.programme, d.cible) == (CEJ, code)
            and d.vaut_dans(self.demande.departement)
            and d.au
            and d.au < self.le
        ]
        self.inconnus.append(Inconnu(code, max([trou.du, *remplacee]), trou.motif or ""))
        return None

    def _raison(self, code: str) -> str:
        inconnu = next(i for i in self.inconnus if i.code == code)
        return f"Valeur inconnue depuis le {en_toutes_lettres(inconnu.depuis)} : {inconnu.raison}."

    def _source(self, code: str) -> tuple[str, ...]:
        return (code,) if code in self.bareme.valeurs else ()

    def _noter(self, code: str, libelle: str, formule: str, resultat: Decimal | None, *sources: str) -> None:
        """Add a line. A source is a text, or a value: then the text, or the act, that gives it."""
        textes = [self._texte(source) for source in sources]
        self.valeurs.update(dict.fromkeys(source for source in sources if source in self.bareme.valeurs))
        uniques = tuple({texte.mention: texte for texte in textes}.values())
        self.etapes.append(Etape(code, libelle, formule, resultat, uniques))

    def _texte(self, source: str) -> Source:
        return self.bareme.valeurs[source].source if source in self.bareme.valeurs else self.bareme.textes[source]
