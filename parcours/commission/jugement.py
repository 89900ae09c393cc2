"""What a decision keeps of the day it was proposed, and the fingerprint of the text that people sign."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from parcours.eligibilite.lectures import faits, ruptures
from regles.echange import ecrire, ecrire_faits
from regles.eligibilite import juger
from regles.noyau.verdict import Verdict
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes


def juge_le(seance_le: date, *, le: date) -> date:
    """The day judged: that of the séance, or today once the séance is past."""
    return max(seance_le, le)


def verdict_du(dossier: Dossier, *, le: date) -> Verdict:
    """The verdict of one dossier read by `avec_faits`, on the day `le`."""
    return juger(faits(dossier, rupture=bool(ruptures([dossier])), le=le), le=le, baremes=baremes())


def jugement(dossier: Dossier, verdict: Verdict) -> dict[str, Any]:
    """That day's facts, verdict and fingerprint of the texts, as JSON. Of the signs, only that there is one.

    `dossier` was read by `avec_faits`.
    """
    dits = ecrire(verdict)
    rupture = any(c.code == "RUPTURE" and c.motif.code == "SIGNE_NOTE" for c in verdict.criteres)
    garde = {
        "le": verdict.le.isoformat(),
        "reponse": dits["verdict"],
        "ouverture_le": dits["ouverture_le"],
        "criteres": [{**c, "motif": v.motif.code} for c, v in zip(dits["criteres"], verdict.criteres, strict=True)],
        "faits": ecrire_faits(faits(dossier, rupture=rupture, le=verdict.le)),
        "empreinte": dits["bareme"]["empreinte"],
        "valeurs": dits["bareme"]["valeurs"],
    }
    return {**garde, "constat": _constat(garde)}


def _constat(garde: Mapping[str, Any]) -> str:
    """What a verdict amounts to, whatever the day it is computed: two equal constats say the same thing.

    Each criterion with the texts it rests on, and not the fingerprint of all the law: an act signed in another
    territory changes nothing to what these people sign.
    """
    criteres = [[c["code"], c["etat"], c["motif"], c["source"]] for c in garde["criteres"]]
    return _empreinte([garde["reponse"], garde["ouverture_le"], criteres])


def empreinte(texte: Mapping[str, Any], garde: Mapping[str, Any]) -> str:
    """The fingerprint of the text of a decision, and of the judgement it rests on: what a signature signs."""
    return _empreinte([{nom: texte[nom] for nom in sorted(texte)}, garde])


def _empreinte(contenu: Any) -> str:
    ecrit = json.dumps(contenu, ensure_ascii=False, sort_keys=True, default=_en_json)
    return hashlib.sha256(ecrit.encode("utf-8")).hexdigest()


def _en_json(valeur: Any) -> str:
    if isinstance(valeur, date):
        return valeur.isoformat()
    raise TypeError(type(valeur).__name__)
