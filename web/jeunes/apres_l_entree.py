"""What is awaited of a youth who entered: contract, money, diagnosis, PACEA, read with the line of the list."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, JSONField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from parcours.contrat.models import Contrat
from parcours.contrat.models import Signature as SignatureDuContrat
from parcours.remobilisation.models import DemandeAllocation, Diagnostic, ParcoursPacea, ReponseAllocation
from regles.acces import Nature
from regles.contrat import Partie
from regles.fins import PREVENIR_AVANT_LA_FIN
from socle.dossier.models import Dossier, Etape

ETAPES = (Etape.REMOBILISATION, Etape.CONTRAT)


@dataclass(frozen=True, slots=True)
class Suite:
    """One thing awaited; `de` is a side, or the youth."""

    quoi: str
    de: Nature | Partie
    quand: date | None = None
    tard: bool = False


def avec_la_suite(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `suite` reads: looked up for these steps alone, in the same query."""
    ici: dict[str, Any] = {"dossier_id": OuterRef("pk")}
    ouverts = Contrat.objects.filter(**ici, ouvert_le__isnull=False, rompu_le=None).order_by("-fin_le")
    diagnostics = Diagnostic.objects.filter(**ici, retire_le=None).order_by("-demande_le", "-pk")
    paceas = ParcoursPacea.objects.filter(**ici, retire_le=None).order_by("-signe_le", "-pk")
    lus = JSONObject(
        signees=_signees(ici),
        fini_le=Subquery(ouverts.values("fin_le")[:1]),
        diagnostic=_premier(diagnostics, "demande_le", "propose_le", "tenu_le", "suite"),
        pacea=_premier(paceas, "signe_le", "fin_prevue_le", "fini_le"),
        allocation=_premier(_allocations(ici), "reponse", "cote"),
    )
    return dossiers.annotate(lue_suite=Case(When(etape__in=ETAPES, then=lus), output_field=JSONField()))


def _premier(lignes: QuerySet, *champs: str) -> Subquery:
    return Subquery(lignes.values(ligne=JSONObject(**{nom: nom for nom in champs}))[:1])


def _signees(ici: dict[str, Any]) -> Subquery:
    """Who signed the contract being prepared; null when there is none."""
    signatures = SignatureDuContrat.objects.filter(contrat_id=OuterRef("pk"), retiree_le=None)
    prepares = Contrat.objects.filter(**ici, ouvert_le=None, retire_le=None)
    return Subquery(prepares.values(ligne=JSONObject(parties=ArraySubquery(signatures.values("partie"))))[:1])


def _allocations(ici: dict[str, Any]) -> QuerySet:
    """Requests that wait for somebody, the oldest month first. Whoever may not read them finds none."""
    a_transmettre = Q(reponse=ReponseAllocation.ACCORDEE, transmise_le=None)
    attendent = Q(reponse__in=["", ReponseAllocation.A_COMPLETER]) | a_transmettre
    return DemandeAllocation.objects.filter(attendent, **ici, retiree_le=None).order_by("mois", "pk")


def presse(dossier: Dossier, *, le: date) -> Suite | None:
    """What somebody waits for, on the day `le`; None when nobody does, or at another step."""
    lue = dossier.lue_suite
    if lue is None:
        return None
    return _signatures(lue) or _argent(lue) or _contrat_qui_finit(lue, le) or _diagnostic(lue, le) or _pacea(lue, le)


def sinon(dossier: Dossier) -> Suite | None:
    """When nothing presses, what the step itself is for; None at another step."""
    if dossier.etape == Etape.CONTRAT:
        return Suite("Accompagner, le contrat est en cours", Nature.MISSION_LOCALE, _jour(dossier.lue_suite["fini_le"]))
    if dossier.etape == Etape.REMOBILISATION:
        return Suite("Préparer le contrat, après le diagnostic partagé", Nature.PORTEUR)
    return None


def _signatures(lue: dict[str, Any]) -> Suite | None:
    if lue["signees"] is None:
        return None
    manquent = [partie for partie in Partie if partie.value not in lue["signees"]["parties"]]
    if not manquent:
        return Suite("Ouvrir le contrat, signé des trois", Nature.MISSION_LOCALE)
    return Suite("Signer le contrat", manquent[0])


def _argent(lue: dict[str, Any]) -> Suite | None:
    demande = lue["allocation"]
    if demande is None:
        return None
    if demande["reponse"] == ReponseAllocation.A_COMPLETER:
        return Suite("Compléter la demande d’allocation", Nature(demande["cote"]))
    quoi = "Transmettre l’allocation à l’ASP" if demande["reponse"] else "Répondre à la demande d’allocation"
    return Suite(quoi, Nature.MISSION_LOCALE)


def _contrat_qui_finit(lue: dict[str, Any], le: date) -> Suite | None:
    fini_le = _jour(lue["fini_le"])
    if fini_le is None or fini_le > le + PREVENIR_AVANT_LA_FIN:
        return None
    if fini_le < le:
        return Suite("Dire ce qui suit le contrat", Nature.MISSION_LOCALE, fini_le, tard=True)
    return Suite("Préparer la fin du contrat", Nature.MISSION_LOCALE, fini_le)


def _diagnostic(lue: dict[str, Any], le: date) -> Suite | None:
    diagnostic = lue["diagnostic"]
    if diagnostic is None or lue["fini_le"] is not None:
        # It leads to a PACEA: none is signed beside a contract.
        return None
    propose_le, tenu_le = _jour(diagnostic["propose_le"]), _jour(diagnostic["tenu_le"])
    if tenu_le is not None:
        signe_le = _jour(lue["pacea"]["signe_le"]) if lue["pacea"] else None
        attendu = diagnostic["suite"] == "pacea" and (signe_le is None or signe_le < tenu_le)
        return Suite("Noter le PACEA, une fois signé", Nature.MISSION_LOCALE) if attendu else None
    if propose_le is None:
        return Suite("Proposer un jour pour le diagnostic", Nature.MISSION_LOCALE)
    if propose_le > le:
        return Suite("Préparer le jeune au diagnostic", Nature.PORTEUR, propose_le)
    return Suite("Dire si le diagnostic a eu lieu", Nature.MISSION_LOCALE, propose_le, tard=propose_le < le)


def _pacea(lue: dict[str, Any], le: date) -> Suite | None:
    pacea = lue["pacea"]
    fin = _jour(pacea["fin_prevue_le"]) if pacea and not pacea["fini_le"] else None
    if fin is None or fin > le + PREVENIR_AVANT_LA_FIN:
        return None
    return Suite("Dire comment le PACEA se termine", Nature.MISSION_LOCALE, fin, tard=fin < le)


def _jour(texte: str | None) -> date | None:
    return date.fromisoformat(texte) if texte else None
