"""The rules in force on a day in a département, grouped by theme, each with its text or its act."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from unicodedata import combining, normalize

from parcours.eligibilite.mots import dire_public_en_phrase, dire_valeur
from regles.noyau.bareme import Bareme, Baremes, Effet, HorsBareme, Parametre, Periode
from regles.noyau.source import Source
from regles.programmes import programmes as les_programmes
from socle.droit.lectures import EXACTES, s_applique, unite_de
from socle.droit.models import Derogation
from web.composants.programmes import nommer
from web.droit.mots import dire_critere


@dataclass(frozen=True, slots=True)
class Regle:
    """One value as it is in force. `valeur` is empty when nobody can tell it: `inconnu` then says why."""

    programme: str
    code: str
    libelle: str
    valeur: str
    depuis: date | None
    source: Source | None
    acte: Derogation | None = None
    nationale: str = ""
    inconnu: str = ""


@dataclass(frozen=True, slots=True)
class CritereDeroge:
    """A criterion that an act asks of fewer people, in words."""

    acte: Derogation
    objet: str
    effet: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A programme, a contract or an aid, and the acts that change its criteria there."""

    programme: str
    nom: str
    regles: tuple[Regle, ...]
    criteres: tuple[CritereDeroge, ...]


def themes(droit: Baremes, actes: Iterable[Derogation], *, le: date, departement: str | None) -> list[Theme]:
    """What is in force, programme by programme. `actes` are those that hold in the département."""
    en_cours = [acte for acte in actes if s_applique(acte, le=le)]
    return [
        Theme(
            programme,
            nommer(programme),
            tuple(regle(droit, p, en_cours, le=le, departement=departement) for p in parametres_de(droit, programme)),
            tuple(
                CritereDeroge(a, dire_objet(a, droit), dire_effet(a))
                for a in en_cours
                if a.programme == programme and a.effet != Effet.REMPLACER
            ),
        )
        for programme in programmes(droit)
    ]


def programmes(droit: Baremes) -> list[str]:
    """The folders that hold values: the programmes, then what they share, then the others by name."""
    codes = {p.programme for p in droit.parametres}
    connus = les_programmes()
    partages = [code for p in connus.values() for code in (p.contrat, *p.aides, p.heures) if code is not None]
    return [code for code in dict.fromkeys([*connus, *partages, *sorted(codes)]) if code in codes]


def parametres_de(droit: Baremes, programme: str) -> list[Parametre]:
    """The values of a programme, by name."""
    return sorted((p for p in droit.parametres if p.programme == programme), key=lambda p: sans_accents(p.libelle))


def sans_accents(texte: str) -> str:
    """For an order that reads « Âge » among the A."""
    return "".join(c for c in normalize("NFKD", texte.lower()) if not combining(c))


def regle(
    droit: Baremes, parametre: Parametre, en_cours: Iterable[Derogation], *, le: date, departement: str | None
) -> Regle:
    """One value as it is in force on the day `le`, and since when there. `en_cours` are the acts in force there."""
    lue = valeur_du_jour(droit, parametre, en_cours, le=le, departement=departement)
    return replace(lue, depuis=_depuis(droit, lue, le=le, departement=departement)) if lue.valeur else lue


def valeur_du_jour(
    droit: Baremes, parametre: Parametre, en_cours: Iterable[Derogation], *, le: date, departement: str | None
) -> Regle:
    """The same, `depuis` being only the first day of the national period or of the act: days are compared by many."""
    periode = _periode(parametre, le)
    bareme = _au(droit, parametre.programme, le, departement)
    commun = (parametre.programme, parametre.code, parametre.libelle)
    lue = bareme.valeurs.get(parametre.code) if bareme else None
    nationale = dire_valeur(periode.valeur, parametre.unite) if periode and periode.valeur is not None else ""
    if lue is None:
        return Regle(*commun, "", periode.du if periode else None, None, inconnu=_pourquoi(parametre, periode, le))
    dite = dire_valeur(lue.valeur, parametre.unite)
    acte = _acte(en_cours, parametre, lue.source) if lue.deroge else None
    debut = acte.du if acte else periode.du if periode else None
    return Regle(*commun, dite, debut, lue.source, acte, nationale if lue.deroge else "")


def _depuis(droit: Baremes, lue: Regle, *, le: date, departement: str | None) -> date | None:
    """Since when a value is the one applied there: its first day, or the end of an act that kept it away since.

    The act of a département yields to none; that of a région only to those of the département.
    """
    if lue.depuis is None or (lue.acte is not None and lue.acte.departement):
        return lue.depuis
    fins = [
        d.au + timedelta(days=1)
        for d in droit.derogations
        if (d.programme, d.cible, d.effet) == (lue.programme, lue.code, Effet.REMPLACER)
        and d.vaut_dans(departement)
        and (lue.acte is None or d.departement is not None)
        and d.au is not None
        and d.au < le
    ]
    return max([lue.depuis, *fins])


def dire_nationale(droit: Baremes, programme: str, code: str, *, le: date) -> str:
    """The national value in words, or « inconnue »."""
    parametre = next(p for p in droit.parametres if (p.programme, p.code) == (programme, code))
    periode = _periode(parametre, le)
    return "inconnue" if periode is None or periode.valeur is None else dire_valeur(periode.valeur, parametre.unite)


def source_nationale(droit: Baremes, programme: str, code: str, *, le: date) -> Source | None:
    """The text of the national value; None when nobody can tell the value."""
    parametre = next(p for p in droit.parametres if (p.programme, p.code) == (programme, code))
    periode = _periode(parametre, le)
    return droit.textes[periode.source] if periode is not None and periode.source is not None else None


def dire_objet(acte: Derogation, droit: Baremes) -> str:
    """What an act is about: the value, or the criterion."""
    if acte.effet != Effet.REMPLACER:
        return dire_critere(acte.cible)
    trouve = (p.libelle for p in droit.parametres if (p.programme, p.code) == (acte.programme, acte.cible))
    return next(trouve, acte.cible)


def dire_effet(acte: Derogation) -> str:
    """What an act does to it: « 3 mois », « pas demandé à… », « pas demandé »."""
    if acte.effet == Effet.LEVER:
        return "n’est demandé à personne"
    if acte.effet == Effet.DISPENSER:
        return f"n’est pas demandé à ce public\N{NO-BREAK SPACE}: {dire_public_en_phrase(acte.public)}"
    unite = unite_de(acte.programme, acte.cible)
    if unite is None:
        return acte.valeur
    return dire_valeur(Decimal(acte.valeur) if unite == EXACTES else int(acte.valeur), unite)


def _periode(parametre: Parametre, le: date) -> Periode | None:
    """The national period of that day, declared holes included."""
    return next((p for p in parametre.periodes if p.du <= le and (p.au is None or le <= p.au)), None)


def _au(droit: Baremes, programme: str, le: date, departement: str | None) -> Bareme | None:
    try:
        return droit.au(programme, le, departement)
    except HorsBareme:
        return None


def _pourquoi(parametre: Parametre, periode: Periode | None, le: date) -> str:
    if periode is not None:
        return dire_motif(periode.motif)
    debut = parametre.periodes[0].du
    return "Cette règle n’existait pas encore." if le < debut else "Cette règle n’existe plus."


def dire_motif(motif: str | None) -> str:
    """Why a value is not known, as a sentence."""
    return f"{motif[0].upper()}{motif[1:].rstrip('.')}." if motif else ""


def _acte(en_cours: Iterable[Derogation], parametre: Parametre, source: Source) -> Derogation | None:
    """The act that the rules applied, found by the territory that its text names."""
    for acte in en_cours:
        if (acte.programme, acte.cible, acte.effet) == (parametre.programme, parametre.code, Effet.REMPLACER):
            territoire = acte.departement or f"region-{acte.region}"
            if source.code == f"acte-{territoire}":
                return acte
    return None
