"""The plan as data, to be frozen in a version, and what changed from one state to another, in words."""

import hashlib
import json
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from parcours.plan.lectures import Plan, heures_dites
from parcours.plan.models import Action, EtatDAction, Objectif, Tenant
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier
from socle.partage.models import COMMUNES

Contenu = dict[str, Any]


def instantane(plan: Plan) -> Contenu:
    """What a version freezes: what both sides read. Neither health nor justice: it is signed by three, and printed."""
    return {
        "objectifs": [
            _objectif(o.objectif) | {"actions": [_action(a.action) for a in o.actions]}
            for o in plan.objectifs
            if o.objectif.audience in COMMUNES and o.objectif.domaine not in SENSIBLES
        ]
    }


def _objectif(objectif: Objectif) -> Contenu:
    return {"id": str(objectif.pk)} | {nom: getattr(objectif, nom) for nom in ("domaine", "titre", "paroles")}


def _action(action: Action) -> Contenu:
    noms = ("titre", "tenue_par", "partenaire", "etat", "pourquoi", "resultat")
    return {
        "id": str(action.pk),
        **{nom: getattr(action, nom) for nom in noms},
        "avant_le": action.avant_le.isoformat() if action.avant_le else None,
        "heures": f"{action.heures.normalize():f}" if action.heures is not None else None,
    }


def lisible(contenu: Contenu, lus: Collection[str]) -> Contenu:
    """A frozen plan for who reads these objectives (their ids) today: what was kept apart since is not there."""
    return {"objectifs": [o for o in contenu["objectifs"] if o["id"] in lus]}


def empreinte(contenu: Contenu) -> str:
    """What the page carries, so that what is proposed is what was read."""
    return hashlib.sha256(json.dumps(contenu, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def tenant_dit(action: Contenu, dossier: Dossier) -> str:
    """Who holds an action of a frozen plan, by name."""
    return {
        Tenant.JEUNE.value: dossier.prenom,
        Tenant.PORTEUR.value: str(dossier.porteur),
        Tenant.MISSION_LOCALE.value: str(dossier.mission_locale or Tenant.MISSION_LOCALE.label),
    }.get(action["tenue_par"], action["partenaire"])


def jour_dit(texte: str | None) -> str:
    """« 2 décembre 2026 », or « sans date »."""
    return en_toutes_lettres(date.fromisoformat(texte)) if texte else "sans date"


def action_dite(action: Contenu, dossier: Dossier) -> str:
    """« « Appeler », tenue par Idriss, pour le 2 décembre 2026, 3 h par semaine »."""
    mots = [f"«\u00a0{action['titre']}\u00a0»", f"tenue par {tenant_dit(action, dossier)}"]
    if action["avant_le"]:
        mots.append(f"pour le {jour_dit(action['avant_le'])}")
    if action["heures"]:
        mots.append(f"{heures_dites(Decimal(action['heures']))} par semaine")
    return ", ".join(mots)


def changements(avant: Contenu, apres: Contenu, dossier: Dossier) -> list[str]:
    """What changed from one state of the plan to the other, one sentence each, in the order of the plan."""
    return list(_changements(avant, apres, dossier))


def _changements(avant: Contenu, apres: Contenu, dossier: Dossier) -> Iterator[str]:
    anciens = {o["id"]: o for o in avant["objectifs"]}
    actions = {a["id"]: a for o in avant["objectifs"] for a in o["actions"]}
    restent = {a["id"] for o in apres["objectifs"] for a in o["actions"]}
    for objectif in apres["objectifs"]:
        titre = f"«\u00a0{objectif['titre']}\u00a0»"
        ancien = anciens.pop(objectif["id"], None)
        if ancien is None:
            yield f"Nouvel objectif\u00a0: {titre}."
        else:
            yield from _d_un_objectif(ancien, objectif)
        for action in objectif["actions"]:
            if (ancienne := actions.get(action["id"])) is None:
                yield f"Nouvelle action pour {titre}\u00a0: {action_dite(action, dossier)}."
            else:
                yield from _d_une_action(ancienne, action, dossier)
        if ancien is not None:
            yield from (
                f"L’action «\u00a0{a['titre']}\u00a0» n’y est plus."
                for a in ancien["actions"]
                if a["id"] not in restent
            )
            yield from _ordre(ancien["actions"], objectif["actions"], f"L’ordre des actions de {titre} a changé.")
    yield from (f"L’objectif «\u00a0{o['titre']}\u00a0» n’y est plus, ni ses actions." for o in anciens.values())
    yield from _ordre(avant["objectifs"], apres["objectifs"], "L’ordre des objectifs a changé.")


def _ordre(avant: list[Contenu], apres: list[Contenu], phrase: str) -> Iterator[str]:
    communs = {x["id"] for x in avant} & {x["id"] for x in apres}
    if [x["id"] for x in avant if x["id"] in communs] != [x["id"] for x in apres if x["id"] in communs]:
        yield phrase


def _d_un_objectif(avant: Contenu, apres: Contenu) -> Iterator[str]:
    nom = f"L’objectif «\u00a0{avant['titre']}\u00a0»"
    if avant["titre"] != apres["titre"]:
        yield f"{nom} devient «\u00a0{apres['titre']}\u00a0»."
    if avant["domaine"] != apres["domaine"]:
        de, a = (str(Domaine(x["domaine"]).label) for x in (avant, apres))
        yield f"{nom}\u00a0: le domaine passe de «\u00a0{de}\u00a0» à «\u00a0{a}\u00a0»."
    if avant["paroles"] != apres["paroles"]:
        yield f"{nom}\u00a0: les mots du jeune {_passent(avant['paroles'], apres['paroles'])}."


def _passent(avant: str, apres: str) -> str:
    if not apres:
        return f"«\u00a0{avant}\u00a0» n’y sont plus"
    if not avant:
        return f"sont notés\u00a0: «\u00a0{apres}\u00a0»"
    return f"passent de «\u00a0{avant}\u00a0» à «\u00a0{apres}\u00a0»"


def _d_une_action(avant: Contenu, apres: Contenu, dossier: Dossier) -> Iterator[str]:
    nom = f"L’action «\u00a0{avant['titre']}\u00a0»"
    if avant["titre"] != apres["titre"]:
        yield f"{nom} devient «\u00a0{apres['titre']}\u00a0»."
    de, a = tenant_dit(avant, dossier), tenant_dit(apres, dossier)
    if de != a:
        yield f"{nom} était tenue par {de}, elle l’est maintenant par {a}."
    if avant["avant_le"] != apres["avant_le"]:
        yield f"{nom}\u00a0: la date passe {_du(avant['avant_le'])} {_au(apres['avant_le'])}."
    if avant["heures"] != apres["heures"]:
        de, a = (heures_dites(Decimal(x["heures"])) if x["heures"] else "aucune heure" for x in (avant, apres))
        yield f"{nom} passe de {de} à {a} par semaine."
    if (avant["etat"], avant["pourquoi"]) != (apres["etat"], apres["pourquoi"]):
        de, a = (str(EtatDAction(x["etat"]).label).lower() for x in (avant, apres))
        suite = f" ({apres['pourquoi']})" if apres["pourquoi"] else ""
        yield f"{nom} passe de «\u00a0{de}\u00a0» à «\u00a0{a}\u00a0»{suite}."
    if avant["resultat"] != apres["resultat"]:
        yield f"{nom}\u00a0: ce que ça a donné {_donne(avant['resultat'], apres['resultat'])}."


def _du(jour: str | None) -> str:
    return f"du {jour_dit(jour)}" if jour else "de «\u00a0sans date\u00a0»"


def _au(jour: str | None) -> str:
    return f"au {jour_dit(jour)}" if jour else "à «\u00a0sans date\u00a0»"


def _donne(avant: str, apres: str) -> str:
    if not apres:
        return f"n’est plus noté (avant\u00a0: «\u00a0{avant}\u00a0»)"
    if not avant:
        return f"est noté\u00a0: «\u00a0{apres}\u00a0»"
    return f"passe de «\u00a0{avant}\u00a0» à «\u00a0{apres}\u00a0»"
