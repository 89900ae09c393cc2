"""What changes from one day to the next: read from the law itself, resolved the day before and the day of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from regles.noyau.bareme import Baremes, Effet
from socle.droit.lectures import Territoire, fin_de, s_applique
from socle.droit.models import Derogation
from web.composants.programmes import nommer
from web.droit.lectures import dire_effet, dire_objet, parametres_de, programmes, regle
from web.droit.mots import INCONNUE

UN_JOUR = timedelta(days=1)
PAS_DE_REGLE = "pas de règle"


@dataclass(frozen=True, slots=True)
class Changement:
    """One thing that changes on the day `le`, and by which text or act. `code` is empty for a criterion."""

    le: date
    programme: str
    nom: str
    code: str
    libelle: str
    avant: str
    apres: str
    texte: str


@dataclass(frozen=True, slots=True)
class Effets:
    """What an act not yet signed would change on a day, in these départements, which it changes alike."""

    le: date
    departements: tuple[str, ...]
    avant: str
    apres: str
    """As `avant` where an act of the département keeps the upper hand."""


def changements(
    droit: Baremes, actes: Iterable[Derogation], *, departement: str | None, apres: date, jusqu_a: date | None
) -> list[Changement]:
    """What changes after the day `apres`, up to `jusqu_a` included, oldest first."""
    actes = list(actes)
    jours = sorted(j for j in _jours(droit, actes) if apres < j and (jusqu_a is None or j <= jusqu_a))
    return [c for jour in jours for c in _du_jour(droit, actes, jour, departement)]


def essai(avant: Baremes, apres: Baremes, territoire: Territoire, *, objet: tuple[str, str], du: date, fin: date | None):
    """What a value would become, under a law that holds one more act: on its first day, and on the day after its end.

    `objet` is (programme, code). The départements that it changes alike are told together.
    """
    jours = [du] if fin is None or fin == date.max else [du, fin + UN_JOUR]
    parametre = next(p for p in avant.parametres if (p.programme, p.code) == objet)
    effets = []
    for jour in jours:
        # Back to the national rule is told from the day before it, under the act.
        veille = jour if jour == du else jour - UN_JOUR
        reference = avant if jour == du else apres
        ensemble: dict[tuple[str, str], list[str]] = {}
        for code in territoire.departements:
            lues = (
                regle(reference, parametre, (), le=veille, departement=code).valeur or INCONNUE,
                regle(apres, parametre, (), le=jour, departement=code).valeur or INCONNUE,
            )
            ensemble.setdefault(lues, []).append(code)
        effets += [Effets(jour, tuple(codes), *lues) for lues, codes in ensemble.items()]
    return effets


def _jours(droit: Baremes, actes: list[Derogation]) -> set[date]:
    """The days when something begins or has just ended."""
    durees = [(p.du, p.au) for parametre in droit.parametres for p in parametre.periodes]
    durees += [(acte.du, fin_de(acte)) for acte in actes]
    fins = {au + UN_JOUR for _, au in durees if au is not None and au < date.max}
    return {du for du, _ in durees} | fins


def _du_jour(droit: Baremes, actes: list[Derogation], jour: date, departement: str | None) -> list[Changement]:
    if jour == date.min:
        return []
    veille = jour - UN_JOUR
    hier = [a for a in actes if s_applique(a, le=veille)]
    ce_jour = [a for a in actes if s_applique(a, le=jour)]
    trouves = []
    for programme in programmes(droit):
        for parametre in parametres_de(droit, programme):
            avant = regle(droit, parametre, hier, le=veille, departement=departement)
            apres = regle(droit, parametre, ce_jour, le=jour, departement=departement)
            if (avant.valeur, avant.source) != (apres.valeur, apres.source):
                trouves.append(
                    Changement(
                        jour, programme, nommer(programme), parametre.code, parametre.libelle,
                        _dite(avant, parametre.periodes[0].du > veille), _dite(apres, False),
                        apres.source.mention if apres.source else apres.inconnu,
                    )  # fmt: skip
                )
    return trouves + _criteres(droit, hier, ce_jour, jour)


def _dite(lue, pas_encore: bool) -> str:
    return lue.valeur or (PAS_DE_REGLE if pas_encore else INCONNUE)


def _criteres(droit: Baremes, hier: list[Derogation], ce_jour: list[Derogation], jour: date) -> list[Changement]:
    memes = {a.pk for a in hier} & {a.pk for a in ce_jour}
    trouves = []
    for acte in (*hier, *ce_jour):
        if acte.effet == Effet.REMPLACER or acte.pk in memes:
            continue
        commence = acte in ce_jour
        avant, apres = ("est demandé", dire_effet(acte)) if commence else (dire_effet(acte), "est de nouveau demandé")
        trouves.append(
            Changement(
                jour, acte.programme, nommer(acte.programme), "", dire_objet(acte, droit), avant, apres, acte.acte_titre
            )  # fmt: skip
        )
    return trouves
