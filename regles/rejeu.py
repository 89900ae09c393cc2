"""A verdict that is kept, and what it becomes when it is computed again by the text of its day.

Kept: the facts, the answer, each criterion with its sentence, the values and the acts in force there that day, and two
fingerprints, one of the texts and one of the code. Then three things can be told apart: the same answer, other texts
(an act entered, ended or corrected since), other rules (the code changed).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from regles.echange import ecrire, ecrire_faits, relire_faits
from regles.eligibilite import juger
from regles.faits import Faits
from regles.noyau.bareme import Baremes, Derogation
from regles.noyau.verdict import Verdict

_ICI = Path(__file__).parent
# What a verdict is computed by: everything that `eligibilite` imports of ours.
CODE = (
    "age", "age_convention", "carence", "eligibilite", "eloignement", "eloignement_o2r", "faits", "noyau/bareme",
    "noyau/chargement", "noyau/lecture", "noyau/source", "noyau/temps", "noyau/territoire", "noyau/verdict",
    "programmes",
)  # fmt: skip


class Quoi(StrEnum):
    """What differs between two judgements."""

    REPONSE = "reponse"
    OUVERTURE = "ouverture_le"
    CRITERE = "critere"
    PHRASE = "phrase"
    VALEUR = "valeur"
    ACTE = "acte"
    FAIT = "fait"
    CONTACT = "contact"


class Cause(StrEnum):
    """Why a verdict computed again is, or is not, what it was."""

    RIEN = "rien"
    TEXTES = "textes"
    CODE = "code"
    INCERTAINE = "incertaine"
    ILLISIBLE = "illisible"


@dataclass(frozen=True, slots=True)
class Ecart:
    """One difference. `avant` and `apres` are as kept in JSON; None: it was not there."""

    quoi: Quoi
    code: str
    avant: Any
    apres: Any


@dataclass(frozen=True, slots=True)
class Rejeu:
    """A kept verdict computed again. `verdict` is None when it cannot be, and `refus` says why.

    `autres_textes`: the texts of the programme changed, perhaps without effect here. `autre_code`: the code changed,
    perhaps without effect either; None when the kept verdict does not say by which code it was computed.
    """

    cause: Cause
    ecarts: tuple[Ecart, ...]
    verdict: Verdict | None
    autres_textes: bool
    autre_code: bool | None
    refus: str = ""

    @property
    def meme_reponse(self) -> bool:
        """The answer, its criteria and its day are those that were kept."""
        return self.cause is Cause.RIEN


def jugement(faits: Faits, verdict: Verdict, *, baremes: Baremes) -> dict[str, Any]:
    """All that is kept of a verdict, as JSON values. `baremes` are those it was judged with."""
    dits = ecrire(verdict)
    garde = {
        "le": verdict.le.isoformat(),
        "reponse": dits["verdict"],
        "ouverture_le": dits["ouverture_le"],
        "criteres": [{**c, "motif": v.motif.code} for c, v in zip(dits["criteres"], verdict.criteres, strict=True)],
        "faits": ecrire_faits(faits),
        "empreinte": dits["bareme"]["empreinte"],
        "valeurs": dits["bareme"]["valeurs"],
        "actes": _actes(faits, verdict.le, baremes),
        "code": empreinte_du_code(),
    }
    return {**garde, "constat": _constat(garde)}


def _actes(faits: Faits, le: date, baremes: Baremes) -> list[str]:
    return [_acte(d) for d in baremes.au(faits.programme, le, faits.departement).derogations]


def _acte(acte: Derogation) -> str:
    """One line: what an act does and which it is, so that two can be told apart by people too."""
    dits = [acte.acte.titre, acte.acte.date, acte.effet.value, acte.cible, acte.public, acte.valeur]
    return " · ".join(str(dit) for dit in dits if dit is not None)


def _constat(garde: Mapping[str, Any]) -> str:
    """What a verdict amounts to, whatever the day it is computed: two equal constats say the same thing.

    Each criterion with the texts it rests on, and not the fingerprint of all the law: an act signed in another
    territory changes nothing to what these people sign.
    """
    criteres = [[c["code"], c["etat"], c["motif"], c["source"]] for c in garde["criteres"]]
    return hacher([garde["reponse"], garde["ouverture_le"], criteres])


def teneur(garde: Mapping[str, Any]) -> str:
    """As the constat, with the values applied and the acts in force there: when it moves, a verdict is kept."""
    return hacher([garde["reponse"], garde["ouverture_le"], _motifs(garde), garde["valeurs"], garde.get("actes")])


def _motifs(garde: Mapping[str, Any]) -> list[list[str]]:
    return [[c["code"], c["etat"], c["motif"]] for c in garde["criteres"]]


def hacher(contenu: Any) -> str:
    """SHA-256 of JSON values, days included, whatever the order of the keys."""
    ecrit = json.dumps(contenu, ensure_ascii=False, sort_keys=True, default=_en_json)
    return hashlib.sha256(ecrit.encode("utf-8")).hexdigest()


def _en_json(valeur: Any) -> str:
    if isinstance(valeur, date):
        return valeur.isoformat()
    raise TypeError(type(valeur).__name__)


@cache
def empreinte_du_code() -> str:
    """SHA-256 of the modules that judge. It says that a line changed, not that an answer did."""
    somme = hashlib.sha256()
    for nom in CODE:
        somme.update((_ICI / f"{nom}.py").read_bytes())
    return somme.hexdigest()


def rejouer(garde: Mapping[str, Any], baremes: Baremes) -> Rejeu:
    """Judge the kept facts again, on the kept day, by what `baremes` say was in force that day."""
    autre_code = garde["code"] != empreinte_du_code() if "code" in garde else None
    autres_textes = garde["empreinte"] != baremes.empreinte_de(garde["faits"].get("programme"))
    try:
        faits = relire_faits(garde["faits"])
        verdict = juger(faits, le=date.fromisoformat(garde["le"]), baremes=baremes)
    except ValueError as erreur:
        # Facts that are no longer read, or a day without rules: said, whatever it is.
        return Rejeu(Cause.ILLISIBLE, (), None, autres_textes, autre_code, str(erreur))
    ecarts = tuple(_ecarts_de_verdict(garde, jugement(faits, verdict, baremes=baremes)))
    return Rejeu(_cause(garde, ecarts, autres_textes), ecarts, verdict, autres_textes, autre_code)


def _cause(garde: Mapping[str, Any], ecarts: tuple[Ecart, ...], autres_textes: bool) -> Cause:
    quoi = {ecart.quoi for ecart in ecarts}
    if not quoi & {Quoi.REPONSE, Quoi.OUVERTURE, Quoi.CRITERE}:
        return Cause.RIEN
    if quoi & {Quoi.VALEUR, Quoi.ACTE}:
        return Cause.TEXTES
    # Kept before acts were: what changed elsewhere in the texts may have changed here.
    return Cause.INCERTAINE if autres_textes and "actes" not in garde else Cause.CODE


def comparer(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> tuple[Ecart, ...]:
    """All that differs between two kept judgements: the verdicts, the texts applied, the facts."""
    return (*_ecarts_de_verdict(avant, apres), *_ecarts_de_faits(avant["faits"], apres["faits"]))


def _ecarts_de_verdict(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Iterator[Ecart]:
    for quoi in (Quoi.REPONSE, Quoi.OUVERTURE):
        if avant[quoi.value] != apres[quoi.value]:
            yield Ecart(quoi, "", avant[quoi.value], apres[quoi.value])
    yield from _ecarts_de_criteres(avant, apres)
    yield from _ecarts_par_cle(Quoi.VALEUR, avant["valeurs"], apres["valeurs"])
    if "actes" in avant and "actes" in apres:
        for acte in sorted({*avant["actes"], *apres["actes"]}):
            dits = (acte if acte in avant["actes"] else None, acte if acte in apres["actes"] else None)
            if dits[0] != dits[1]:
                yield Ecart(Quoi.ACTE, "", *dits)


def _ecarts_de_criteres(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Iterator[Ecart]:
    a, b = ({c["code"]: c for c in garde["criteres"]} for garde in (avant, apres))
    for code in dict.fromkeys((*a, *b)):
        gauche, droite = a.get(code), b.get(code)
        if gauche is None or droite is None or any(gauche[n] != droite[n] for n in ("etat", "motif")):
            yield Ecart(Quoi.CRITERE, code, gauche, droite)
        elif gauche["phrase"] != droite["phrase"]:
            yield Ecart(Quoi.PHRASE, code, gauche, droite)


def _ecarts_de_faits(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Iterator[Ecart]:
    simples = [{cle: v for cle, v in faits.items() if cle != "contacts"} for faits in (avant, apres)]
    yield from _ecarts_par_cle(Quoi.FAIT, *simples)
    # Nobody has said the contacts, or there are none: not the same facts, though no contact tells them apart.
    if (avant.get("contacts") is None) != (apres.get("contacts") is None):
        yield Ecart(Quoi.FAIT, "contacts", avant.get("contacts"), apres.get("contacts"))
    restent = list(apres.get("contacts") or [])
    for contact in avant.get("contacts") or []:
        if contact in restent:
            restent.remove(contact)
        else:
            yield Ecart(Quoi.CONTACT, "", contact, None)
    for contact in restent:
        yield Ecart(Quoi.CONTACT, "", None, contact)


def _ecarts_par_cle(quoi: Quoi, avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Iterator[Ecart]:
    for cle in dict.fromkeys((*avant, *apres)):
        if avant.get(cle) != apres.get(cle):
            yield Ecart(quoi, cle, avant.get(cle), apres.get(cle))
