"""What a synthèse may say, drawn from what the dossier holds and the hat worn reads. Proposed, never sent by itself.

Nothing of health, justice or money, nothing that a structure keeps for itself, nothing of the first meeting nor of the
diagnosis that the mission locale led alone: the author adds it knowingly, or not at all.
"""

from datetime import date

from django.utils import timezone

from parcours.commission.models import Decision, Issue
from parcours.contrat.models import Contrat
from parcours.plan.instantane import Contenu, action_dite, instantane
from parcours.plan.lectures import heures_dites, plan_de
from parcours.plan.models import ENCORE, EtatDAction, TexteDuDiagnostic, Volet
from parcours.suivi.models import Rendezvous, RendezvousTenu
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.domaines import SENSIBLES as DOMAINES_SENSIBLES
from socle.dossier.domaines import Domaine
from socle.dossier.models import Dossier
from socle.partage.models import COMMUNES

_RENDEZVOUS = {Rendezvous.TRIPARTITE: "Entretiens à trois", Rendezvous.BILAN: "Bilans"}


def proposer(dossier: Dossier, *, le: date) -> dict[str, str]:
    """The text proposed for each part, by its code; "" where the dossier holds nothing. Six statements."""
    plan = plan_de(dossier, le=le)
    partages = {"objectifs": [o for o in instantane(plan)["objectifs"] if o["domaine"] not in DOMAINES_SENSIBLES]}
    vises = {o["id"] for o in partages["objectifs"]}
    heures = sum(
        a.action.heures or 0 for o in plan.objectifs if str(o.objectif.pk) in vises for a in o.actions if a.encore
    )
    return {
        "chemin": _chemin(dossier),
        "fait": _fait(partages),
        "suite": _suite(partages, dossier),
        "besoins": _besoins(dossier),
        "tenu": _tenu(dossier, f"{heures_dites(heures)} par semaine sont prévues dans le plan." if heures else ""),
    }


def _chemin(dossier: Dossier) -> str:
    phrases = [f"{dossier.porteur} a rencontré {dossier.prenom} le {en_toutes_lettres(dossier.repere_le)}."]
    entrees = Decision.objects.filter(
        dossier=dossier, issue=Issue.ENTREE, signee_le__isnull=False, remplacee_le=None
    ).values_list("signee_le", flat=True)
    phrases += [
        f"Les deux côtés ont décidé l’entrée le {en_toutes_lettres(timezone.localtime(e).date())}." for e in entrees
    ]
    contrats = Contrat.objects.filter(dossier=dossier, ouvert_le__isnull=False).order_by("debut_le")
    for debut, fin, rompu in contrats.values_list("debut_le", "fin_le", "rompu_le"):
        dit = f"Contrat depuis le {en_toutes_lettres(debut)}, jusqu’au {en_toutes_lettres(fin)}"
        phrases.append(f"{dit}, rompu." if rompu else f"{dit}.")
    return "\n".join(phrases)


def _fait(contenu: Contenu) -> str:
    return "\n".join(
        "\n".join([f"{Domaine(o['domaine']).label}\u00a0: «\u00a0{o['titre']}\u00a0».", *_actions_dites(o["actions"])])
        for o in contenu["objectifs"]
    )


def _actions_dites(actions: list[Contenu]) -> list[str]:
    dites = []
    for action in actions:
        if action["etat"] == EtatDAction.FAIT:
            dites.append(_ligne(action["titre"], "fait", action["resultat"]))
        elif action["etat"] == EtatDAction.ABANDONNE:
            dites.append(_ligne(action["titre"], "abandonné", action["pourquoi"]))
        elif action["etat"] == EtatDAction.EN_COURS:
            dites.append(_ligne(action["titre"], "en cours", action["resultat"]))
    return dites


def _ligne(titre: str, etat: str, suite: str) -> str:
    return f"– {titre}\u00a0: {etat}" + (f" ({suite.rstrip('.')})." if suite else ".")


def _suite(contenu: Contenu, dossier: Dossier) -> str:
    encore = (a for o in contenu["objectifs"] for a in o["actions"] if a["etat"] in ENCORE)
    return "\n".join(f"– {action_dite(a, dossier)}." for a in encore)


def _besoins(dossier: Dossier) -> str:
    """The needs of the shared diagnosis, but for what one structure keeps."""
    besoins = TexteDuDiagnostic.objects.filter(dossier=dossier, volet=Volet.BESOINS, audience__in=COMMUNES)
    dits = {t.domaine: t.texte for t in besoins.exclude(texte="") if t.domaine not in DOMAINES_SENSIBLES}
    return "\n".join(f"{d.label}\u00a0: {dits[d]}" for d in Domaine if d in dits)


def _tenu(dossier: Dossier, heures: str) -> str:
    tenus = RendezvousTenu.objects.filter(dossier=dossier, retire_le=None).order_by("tenu_le")
    par: dict[str, list[str]] = {}
    for quoi, jour in tenus.values_list("quoi", "tenu_le"):
        par.setdefault(quoi, []).append(en_toutes_lettres(jour))
    dits = [f"{nom}\u00a0: {', '.join(par[quoi])}." for quoi, nom in _RENDEZVOUS.items() if quoi in par]
    return "\n".join([*dits, *([heures] if heures else [])])
