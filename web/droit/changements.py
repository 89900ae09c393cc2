"""What changes from one day to the next: read from the law itself, resolved the day before and the day of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parcours.eligibilite.mots import dire_public_en_phrase
from regles.noyau.bareme import Baremes, Effet, Parametre
from socle.droit.lectures import Territoire, fin_de, s_applique
from socle.droit.models import Derogation
from web.composants.programmes import nommer
from web.droit.lectures import Regle, dire_effet, dire_objet, parametres_de, programmes, valeur_du_jour
from web.droit.mots import INCONNUE

UN_JOUR = timedelta(days=1)
PAS_DE_REGLE = "pas de règle"
DEMANDE = "est demandé"
AUTRE_TEXTE = "la même, par un autre texte"


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


def essai(
    avant: Baremes, apres: Baremes, territoire: Territoire, *, objet: tuple[str, str], du: date, fin: date | None
) -> list[Effets]:
    """What a value would become, under a law that holds one more act: on its first day, and on the day after its end.

    `objet` is (programme, code). The départements that it changes alike are told together.
    """
    parametre = next(p for p in avant.parametres if (p.programme, p.code) == objet)
    effets = _ensemble(territoire, du, _valeurs(avant, parametre, du), _valeurs(apres, parametre, du))
    if fin is not None and fin < date.max:
        suite = fin + UN_JOUR
        effets += _ensemble(territoire, suite, _valeurs(apres, parametre, fin), _valeurs(apres, parametre, suite))
    return effets


def essai_de_fin(
    avant: Baremes, apres: Baremes, territoire: Territoire, *, objet: tuple[str, str], lendemain: date
) -> list[Effets]:
    """What a value would become on the day after the end of an act: the national one, or that of another act."""
    parametre = next(p for p in avant.parametres if (p.programme, p.code) == objet)
    return _ensemble(
        territoire, lendemain, _valeurs(avant, parametre, lendemain), _valeurs(apres, parametre, lendemain)
    )


def _valeurs(droit: Baremes, parametre: Parametre, le: date) -> Callable[[str], str]:
    """The value on the day `le` in a département, in words."""
    return lambda departement: valeur_du_jour(droit, parametre, (), le=le, departement=departement).valeur or INCONNUE


def _ensemble(
    territoire: Territoire, le: date, avant: Callable[[str], str], apres: Callable[[str], str]
) -> list[Effets]:
    groupes: dict[tuple[str, str], list[str]] = {}
    for code in territoire.departements:
        groupes.setdefault((avant(code), apres(code)), []).append(code)
    return [Effets(le, tuple(codes), *lues) for lues, codes in groupes.items()]


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
    for parametre in (p for programme in programmes(droit) for p in parametres_de(droit, programme)):
        avant = valeur_du_jour(droit, parametre, hier, le=veille, departement=departement)
        apres = valeur_du_jour(droit, parametre, ce_jour, le=jour, departement=departement)
        if (avant.valeur, avant.source) != (apres.valeur, apres.source):
            trouves.append(_changement(parametre, jour, avant, apres))
    return trouves + _criteres(droit, hier, ce_jour, jour)


def _changement(parametre: Parametre, jour: date, avant: Regle, apres: Regle) -> Changement:
    pas_encore = parametre.periodes[0].du >= jour
    return Changement(
        le=jour,
        programme=parametre.programme,
        nom=nommer(parametre.programme),
        code=parametre.code,
        libelle=parametre.libelle,
        avant=avant.valeur or (PAS_DE_REGLE if pas_encore else INCONNUE),
        apres=(AUTRE_TEXTE if apres.valeur == avant.valeur else apres.valeur) or INCONNUE,
        texte=apres.source.mention if apres.source else apres.inconnu,
    )


def _criteres(droit: Baremes, hier: list[Derogation], ce_jour: list[Derogation], jour: date) -> list[Changement]:
    """What is asked of fewer people, or of all again: two acts at once, one that takes another's place, change less."""
    touches = {(a.programme, a.cible) for a in (*hier, *ce_jour) if a.effet != Effet.REMPLACER}
    trouves = []
    for programme, cible in sorted(touches):
        siens = [
            [a for a in actes if (a.programme, a.cible) == (programme, cible) and a.effet != Effet.REMPLACER]
            for actes in (hier, ce_jour)
        ]
        avant, apres = (_demande(actes) for actes in siens)
        if avant != apres:
            bouge = {a.pk for a in siens[0]} ^ {a.pk for a in siens[1]}
            # Acts that begin say it; failing that, those whose end is what changed.
            auteurs = [a for a in siens[1] if a.pk in bouge] or [a for a in siens[0] if a.pk in bouge]
            texte = "\N{NO-BREAK SPACE}; ".join(dict.fromkeys(a.acte_titre for a in auteurs))
            objet = dire_objet(auteurs[0], droit)
            apres = "est de nouveau demandé" if apres == DEMANDE else apres
            trouves.append(Changement(jour, programme, nommer(programme), "", objet, avant, apres, texte))
    return trouves


def _demande(actes: list[Derogation]) -> str:
    """Of whom a criterion is asked under these acts, which do nothing else, in words."""
    if not actes:
        return DEMANDE
    leve = next((a for a in actes if a.effet == Effet.LEVER), None)
    if leve is not None:
        return dire_effet(leve)
    publics = sorted({dire_public_en_phrase(a.public) for a in actes})
    return dire_effet(actes[0]) if len(publics) == 1 else f"n’est pas demandé à ces publics : {', '.join(publics)}"
