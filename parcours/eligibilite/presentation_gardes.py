"""A kept verdict in words: what it said, what it is today by the same texts, what differs from another."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from parcours.eligibilite import mots
from regles.noyau.bareme import Baremes, Effet
from regles.noyau.temps import en_toutes_lettres
from regles.rejeu import Cause, Ecart, Quoi, Rejeu

PAS_LA = "pas dans le journal"
PAS_EN_VIGUEUR = "pas en vigueur ce jour-là"
# The line of an act, as `regles.rejeu` keeps it.
ACTE = re.compile(
    r"(?P<titre>.+?)(?: · (?P<date>\d{4}(?:-\d\d){0,2}))?"
    rf" · (?P<effet>{'|'.join(Effet)}) · (?P<cible>\w+)(?: · (?P<reste>.+))?",
    re.DOTALL,
)
DIRE_CAUSE = {
    Cause.RIEN: "Recalculé aujourd’hui avec les textes qui valaient ce jour-là, il donne la même réponse.",
    Cause.TEXTES: "Recalculé aujourd’hui, il ne dit plus la même chose : ce que nous savons des textes de ce jour-là "
    "a changé depuis.",
    Cause.CODE: "Recalculé aujourd’hui, il ne dit plus la même chose : les faits et les textes sont les mêmes, c’est "
    "le programme qui calcule qui a changé.",
    Cause.INCERTAINE: "Recalculé aujourd’hui, il ne dit plus la même chose : des textes ou le programme ont changé, et "
    "ce verdict ancien ne permet pas de savoir lesquels.",
    Cause.ILLISIBLE: "Il ne peut plus être recalculé. Ce qui a été gardé reste lisible ci-dessous.",
}
TEXTES_AILLEURS = "Des textes ont été ajoutés, terminés ou corrigés depuis. Ils ne changent rien à ce verdict."
PROGRAMME_CHANGE = "Le programme qui calcule a été modifié depuis. Il donne toujours la même réponse."
PROGRAMME_AUSSI = "Le programme qui calcule a lui aussi été modifié depuis."
PROGRAMME_INCONNU = "Ce verdict ne dit pas avec quelle version du programme il a été calculé."


@dataclass(frozen=True, slots=True)
class EcartDit:
    """One difference in words: what it is about, and what each side says."""

    titre: str
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class RejeuDit:
    """What became of a kept verdict. `meme`: the same answer."""

    meme: bool
    phrase: str
    precisions: tuple[str, ...]
    ecarts: tuple[EcartDit, ...]


@dataclass(frozen=True, slots=True)
class CritereGarde:
    """A criterion as it was kept, in the words of that day."""

    titre: str
    etat: str
    etat_dit: str
    phrase: str
    source: str


def dire_rejeu(rejeu: Rejeu, *, baremes: Baremes, programme: str) -> RejeuDit:
    """Say whether a kept verdict computed again is the same, and if not, why."""
    precisions = []
    if rejeu.meme_reponse and rejeu.autres_textes:
        precisions.append(TEXTES_AILLEURS)
    if rejeu.autre_code is None:
        precisions.append(PROGRAMME_INCONNU)
    elif rejeu.autre_code and rejeu.cause is not Cause.CODE:
        precisions.append(PROGRAMME_CHANGE if rejeu.meme_reponse else PROGRAMME_AUSSI)
    return RejeuDit(
        meme=rejeu.meme_reponse,
        phrase=DIRE_CAUSE[rejeu.cause],
        precisions=tuple(precisions),
        ecarts=dire_ecarts(rejeu.ecarts, baremes=baremes, programme=programme),
    )


def dire_ecarts(ecarts: Iterable[Ecart], *, baremes: Baremes, programme: str) -> tuple[EcartDit, ...]:
    """Put differences in words. `baremes` name the values."""
    return tuple(_ecart(ecart, baremes, programme) for ecart in ecarts)


def _acte(ligne: str | None, baremes: Baremes, programme: str) -> str:
    """A kept act without its codes; as it was kept where its line cannot be read."""
    if ligne is None:
        return PAS_EN_VIGUEUR
    lu = ACTE.fullmatch(ligne)
    if lu is None:
        return ligne
    du = f", acte du {mots.dire_date_de_texte(lu['date'])}" if lu["date"] else ""
    connu = mots.parametre(baremes, programme, lu["cible"])
    cible = connu.libelle if connu else mots.CRITERES.get(lu["cible"], lu["cible"])
    reste = ""
    if lu["reste"]:
        reste = f" ({mots.dire_valeur(Decimal(lu['reste']), connu.unite) if connu else mots.dire_public(lu['reste'])})"
    return f"{lu['titre']}{du}\u00a0: {cible}, {mots.EFFETS[Effet(lu['effet'])]}{reste}"


def _ecart(ecart: Ecart, baremes: Baremes, programme: str) -> EcartDit:
    a, b = ecart.avant, ecart.apres
    if ecart.quoi is Quoi.REPONSE:
        return EcartDit("La réponse", mots.REPONSES[a], mots.REPONSES[b])
    if ecart.quoi is Quoi.OUVERTURE:
        return EcartDit("Le jour où la porte s’ouvre", _jour(a), _jour(b))
    if ecart.quoi in (Quoi.CRITERE, Quoi.PHRASE):
        titre = mots.CRITERES.get(ecart.code, ecart.code)
        return EcartDit(titre if ecart.quoi is Quoi.CRITERE else f"{titre} : d’autres mots", _critere(a), _critere(b))
    if ecart.quoi is Quoi.VALEUR:
        connu = mots.parametre(baremes, programme, ecart.code)
        titre = connu.libelle if connu else ecart.code
        return EcartDit(titre, mots.dire_connue(a, connu), mots.dire_connue(b, connu))
    if ecart.quoi is Quoi.ACTE:
        return EcartDit("Un acte du territoire", *(_acte(dit, baremes, programme) for dit in (a, b)))
    if ecart.quoi is Quoi.CONTACT:
        return EcartDit("Un contact", *(mots.dire_contact(c) if c else PAS_LA for c in (a, b)))
    titre = mots.FAITS.get(ecart.code, ecart.code)
    return EcartDit(titre, mots.dire_du_json(ecart.code, a), mots.dire_du_json(ecart.code, b))


def _jour(texte: str | None) -> str:
    return en_toutes_lettres(date.fromisoformat(texte)) if texte else "pas de date"


def _critere(critere: Mapping[str, Any] | None) -> str:
    return f"{mots.ETATS[critere['etat']]}. {critere['phrase']}" if critere else "n’existait pas"


def criteres_gardes(garde: Mapping[str, Any]) -> tuple[CritereGarde, ...]:
    """The criteria of a kept judgement, as they were told that day."""
    return tuple(
        CritereGarde(
            mots.CRITERES.get(c["code"], c["code"]), c["etat"], mots.ETATS[c["etat"]], c["phrase"], c["source"]
        )
        for c in garde["criteres"]
    )


def faits_gardes(garde: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The facts of that day, those that somebody had stated."""
    faits = garde["faits"]
    tus = {"contacts", "programme", "signes", "signes_ecartes"}
    cles = [cle for cle in dict.fromkeys((*mots.FAITS, *faits)) if cle not in tus and faits.get(cle) is not None]
    dits = [(mots.FAITS.get(cle, cle), mots.dire_du_json(cle, faits[cle])) for cle in cles]
    return dits + [("Contact", mots.dire_contact(c)) for c in faits.get("contacts") or []]


def valeurs_gardees(garde: Mapping[str, Any], *, baremes: Baremes) -> list[tuple[str, str]]:
    """The values applied that day, named by today's texts."""
    lues = [
        (code, v, mots.parametre(baremes, garde["faits"].get("programme", ""), code))
        for code, v in garde["valeurs"].items()
    ]
    return [(connu.libelle if connu else code, mots.dire_connue(valeur, connu)) for code, valeur, connu in lues]


def identiques(garde: Mapping[str, Any], ecarts: Iterable[Ecart]) -> list[str]:
    """The criteria of this verdict that the other tells alike."""
    changes = {e.code for e in ecarts if e.quoi in (Quoi.CRITERE, Quoi.PHRASE)}
    codes = [c["code"] for c in garde["criteres"]]
    return [mots.CRITERES.get(code, code) for code in codes if code not in changes]
