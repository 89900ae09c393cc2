"""May an allocation ponctuelle be asked for this month? Five criteria, three answers; people decide.

Sources: Code du travail, L5131-4 and L5131-5, R5131-8, R5131-11 to -13, D5131-9; FAQ of July 2023.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regles import fins
from regles.euros import en_euros
from regles.noyau.bareme import Bareme, Baremes
from regles.noyau.source import Source, mentionner
from regles.noyau.temps import en_toutes_lettres, fin_de_mois
from regles.noyau.verdict import Critere, Etat, Interlocuteur, Motif, Question, Reponse, conclure
from regles.plafond_pacea import (
    PROGRAMME,
    Accordee,
    Fenetre,
    Reste,
    reste,
    sources_des_plafonds,
)

CRITERES_PACEA = ("CEJ", "PACEA", "REVENUS", "PLAFOND_DU_MOIS", "PLAFOND_DE_L_AN")
ALLOCATION = "ct-l5131-5"
PARCOURS = "ct-r5131-11"
REVENUS = "ct-r5131-8"
PLAFONDS = "ct-d5131-9"
FAQ = "faq-2023-07-diagnostic"
DUREES = ("duree_maximale_en_mois", "age_de_fin", "delai_premiere_phase_en_mois")


@dataclass(frozen=True, slots=True)
class Pacea:
    """A PACEA: from the day it was signed to its last day, the planned one as long as it is not ended."""

    signe_le: date
    dernier_jour: date


@dataclass(frozen=True, slots=True)
class Cej:
    """A CEJ that was opened, from its first day to its last one as it stands: planned, prolonged, or cut short."""

    debut_le: date
    dernier_jour: date

    def court(self, le: date) -> bool:
        """Say whether it was signed and is not over on the day `le`; an interruption ends nothing."""
        return le <= self.dernier_jour


@dataclass(frozen=True, slots=True)
class DemandeDite:
    """What an allocation is asked on. Amounts are euros; `mois` is the first day of the month.

    `revenus` is what came that month from a job, a placement or another allocation, as declared; None: not said yet.
    `accordees` are the allocations granted so far, this one apart. `cejs`: those opened, whatever became of them.
    """

    mois: date
    montant: Decimal
    revenus: Decimal | None = None
    departement: str | None = None
    paceas: tuple[Pacea, ...] = ()
    diagnostic_en_cours: bool = False
    cejs: tuple[Cej, ...] = ()
    accordees: tuple[Accordee, ...] = ()
    fenetre: Fenetre | None = None


@dataclass(frozen=True, slots=True)
class Avis:
    """What the texts say of a request, with its reasons. It decides nothing."""

    le: date
    reponse: Reponse
    criteres: tuple[Critere, ...]
    reste: Reste
    empreinte: str

    @property
    def dit(self) -> str:
        """The answer in words."""
        return {"favorable": "possible", "defavorable": "impossible", "a_preciser": "à préciser"}[self.reponse]

    def critere(self, code: str) -> Critere:
        """Return the criterion of that code; raises `KeyError` when there is none."""
        for critere in self.criteres:
            if critere.code == code:
                return critere
        raise KeyError(code)


def juger_demande(demande: DemandeDite, *, le: date, baremes: Baremes) -> Avis:
    """Judge a request on the day `le`, by the text of the month asked for.

    Raises `HorsBareme` for a month before the CEJ existed (March 2022).
    """
    bareme = baremes.au(PROGRAMME, demande.mois, demande.departement)
    restes = reste(
        demande.mois,
        demande.accordees,
        fenetre=demande.fenetre,
        departement=demande.departement,
        baremes=baremes,
    )
    criteres = (
        _cej(demande, le, bareme),
        _parcours(demande, bareme),
        _revenus(demande, bareme),
        _plafond_du_mois(demande, restes, bareme),
        _plafond_de_l_an(demande, restes, bareme),
    )
    return Avis(le, conclure([c.etat for c in criteres]), criteres, restes, bareme.empreinte)


@dataclass(frozen=True, slots=True)
class Bornes:
    """How far a PACEA signed on a day may go in its territory, and the texts and acts that say so."""

    dernier_jour: date
    premiere_phase_au_plus_tard: date
    mois: int
    age: int
    sources: tuple[Source, ...]


def bornes(signe_le: date, *, date_naissance: date | None, departement: str | None, baremes: Baremes) -> Bornes:
    """Return the bounds of a PACEA signed on `signe_le`: its months, or the eve of the birthday that ends it.

    Source: Code du travail, R5131-11 to -13, as in force that day in the département. Raises `HorsBareme` before March
    2022.
    """
    bareme = baremes.au(PROGRAMME, signe_le, departement)
    fin = fins.fin_du_pacea(signe_le, date_naissance=date_naissance, bareme=bareme)
    phase = fins.premiere_phase_au_plus_tard(signe_le, bareme=bareme)
    sources = dict.fromkeys(bareme.valeurs[c].source for c in DUREES)
    return Bornes(fin, phase, bareme["duree_maximale_en_mois"], bareme["age_de_fin"], tuple(sources))


def _cej(demande: DemandeDite, le: date, bareme: Bareme) -> Critere:
    """L5131-5 excludes who is in a CEJ: from its signature on, and for each month that has one of its days."""
    if any(c.court(le) for c in demande.cejs):
        phrase = "Vous avez signé un contrat d’engagement jeune : l’allocation ponctuelle ne peut pas s’y ajouter."
        return _critere("CEJ", Etat.NON_REMPLI, "CEJ_SIGNE", phrase, bareme, (ALLOCATION,))
    fin = fin_de_mois(demande.mois, 0)
    du_mois = [c for c in demande.cejs if c.debut_le <= fin and c.dernier_jour >= demande.mois]
    if du_mois:
        jour = en_toutes_lettres(max(c.dernier_jour for c in du_mois))
        phrase = f"Ce mois-là, vous étiez en contrat d’engagement jeune, jusqu’au {jour} : les deux ne s’ajoutent pas."
        return _critere("CEJ", Etat.NON_REMPLI, "CEJ_CE_MOIS", phrase, bareme, (ALLOCATION,))
    if demande.cejs:
        phrase = "Vous n’étiez pas en contrat d’engagement jeune ce mois-là, et vous ne l’êtes plus."
        return _critere("CEJ", Etat.REMPLI, "CEJ_FINI", phrase, bareme, (ALLOCATION,))
    phrase = "Vous n’avez pas signé de contrat d’engagement jeune."
    return _critere("CEJ", Etat.REMPLI, "PAS_DE_CEJ", phrase, bareme, (ALLOCATION,))


def _parcours(demande: DemandeDite, bareme: Bareme) -> Critere:
    fin = fin_de_mois(demande.mois, 0)
    if any(p.signe_le <= fin and p.dernier_jour >= demande.mois for p in demande.paceas):
        phrase = "Vous êtes en PACEA pendant ce mois."
        return _critere("PACEA", Etat.REMPLI, "EN_PACEA", phrase, bareme, (ALLOCATION, PARCOURS))
    if demande.diagnostic_en_cours:
        phrase = (
            "Le PACEA n’est pas encore signé pour ce mois. Un diagnostic approfondi est en cours : "
            "le conseiller peut y préparer la demande, et le PACEA se signe ensuite."
        )
        question = Question(
            "pacea", "Un PACEA va-t-il être signé à la suite du diagnostic ?", Interlocuteur.MISSION_LOCALE
        )
        return _critere(
            "PACEA", Etat.INCONNU, "DIAGNOSTIC_EN_COURS", phrase, bareme, (FAQ, ALLOCATION), (question,)
        )  # fmt: skip
    if not demande.paceas:
        phrase = "Il faut d’abord un PACEA, et avant lui un diagnostic approfondi à la mission locale."
        return _critere("PACEA", Etat.NON_REMPLI, "PAS_DE_PACEA", phrase, bareme, (ALLOCATION, FAQ))
    dernier = max(demande.paceas, key=lambda p: p.signe_le)
    quand = (
        f"a été signé le {en_toutes_lettres(dernier.signe_le)}, après ce mois"
        if dernier.signe_le > fin
        else f"s’est terminé le {en_toutes_lettres(dernier.dernier_jour)}, avant ce mois"
    )
    return _critere("PACEA", Etat.NON_REMPLI, "HORS_PACEA", f"Votre PACEA {quand}.", bareme, (ALLOCATION, PARCOURS))


def _revenus(demande: DemandeDite, bareme: Bareme) -> Critere:
    maximum = bareme.montant("ressources_maximales")
    if demande.revenus is None:
        question = Question(
            "revenus", "Combien avez-vous reçu ce mois-là d’un emploi, d’un stage ou d’une autre allocation ?",
            Interlocuteur.JEUNE,
        )  # fmt: skip
        phrase = "Nous ne savons pas encore ce que vous avez reçu ce mois-là."
        return _critere("REVENUS", Etat.INCONNU, "REVENUS_INCONNUS", phrase, bareme, (REVENUS,), (question,))
    dit = f"Vous avez reçu {en_euros(demande.revenus)} ce mois-là"
    if demande.revenus > maximum:
        phrase = f"{dit} : c’est plus que {en_euros(maximum)}, la limite pour cette aide."
        return _critere("REVENUS", Etat.NON_REMPLI, "REVENUS_TROP_HAUTS", phrase, bareme, (REVENUS,))
    phrase = f"{dit} : c’est dans la limite de {en_euros(maximum)}."
    return _critere("REVENUS", Etat.REMPLI, "REVENUS_CONVIENNENT", phrase, bareme, (REVENUS,))


def _plafond_du_mois(demande: DemandeDite, restes: Reste, bareme: Bareme) -> Critere:
    code = "PLAFOND_DU_MOIS"
    if restes.mois is None:
        return _plafond_inconnu(code, restes, bareme)
    textes = (PLAFONDS,)
    if demande.montant > restes.mois:
        phrase = f"Pour ce mois, il reste {en_euros(max(restes.mois, Decimal(0)))} : la demande est plus haute."
        return _critere(code, Etat.NON_REMPLI, "MOIS_DEPASSE", phrase, bareme, textes)
    phrase = f"La demande tient dans le plafond du mois ({en_euros(restes.plafonds.mois or Decimal(0))})."
    return _critere(code, Etat.REMPLI, "MOIS_TIENT", phrase, bareme, textes)


def _plafond_de_l_an(demande: DemandeDite, restes: Reste, bareme: Bareme) -> Critere:
    code, textes = "PLAFOND_DE_L_AN", (PLAFONDS,)
    if restes.an is None or restes.autre_lecture is None:
        return _plafond_inconnu(code, restes, bareme)
    depasse, par_l_autre = demande.montant > restes.an, demande.montant > restes.autre_lecture
    if restes.par_defaut and depasse != par_l_autre:
        question = Question(
            "fenetre", "Pour vous, un an est-il l’année civile ou douze mois qui se suivent ?",
            Interlocuteur.MISSION_LOCALE, appreciation=True,
        )  # fmt: skip
        phrase = "La demande tient dans le plafond de l’an ou le dépasse, selon qu’on compte l’année civile ou douze "
        phrase += "mois qui se suivent : le texte ne le dit pas."
        return _critere(code, Etat.INCONNU, "AN_SELON_LA_LECTURE", phrase, bareme, textes, (question,))
    if depasse:
        phrase = f"Pour l’an, il reste {en_euros(max(restes.an, Decimal(0)))} : la demande est plus haute."
        return _critere(code, Etat.NON_REMPLI, "AN_DEPASSE", phrase, bareme, textes)
    phrase = f"La demande tient dans le plafond de l’an ({en_euros(restes.plafonds.an or Decimal(0))})."
    return _critere(code, Etat.REMPLI, "AN_TIENT", phrase, bareme, textes)


def _plafond_inconnu(code: str, restes: Reste, bareme: Bareme) -> Critere:
    depuis = restes.plafonds.inconnu_depuis
    quand = f" depuis le {en_toutes_lettres(depuis)}" if depuis else ""
    lequel = "le plafond du mois" if code == "PLAFOND_DU_MOIS" else "le plafond de l’an"
    phrase = f"Tandem ne connaît pas {lequel}{quand} : {restes.plafonds.inconnu}. La mission locale en décide."
    question = Question("plafond", "Quel est le plafond en vigueur ?", Interlocuteur.MISSION_LOCALE, appreciation=True)
    return _critere(code, Etat.INCONNU, "PLAFOND_INCONNU", phrase, bareme, (PLAFONDS,), (question,))


def _critere(
    code: str,
    etat: Etat,
    motif: str,
    phrase: str,
    bareme: Bareme,
    textes: tuple[str, ...],
    questions: tuple[Question, ...] = (),
) -> Critere:
    references = _references(code, bareme, textes)
    return Critere(code, etat, Motif(motif, phrase), mentionner(references), references, questions)


def _references(code: str, bareme: Bareme, textes: tuple[str, ...]) -> tuple[Source, ...]:
    """The texts of the criterion, and for a ceiling the one that the amount of the month comes from."""
    cites = [bareme.textes[t] for t in textes]
    if code.startswith("PLAFOND"):
        cites += [bareme.valeurs[c].source for c in sources_des_plafonds(bareme)]
    return tuple(dict.fromkeys(cites))
