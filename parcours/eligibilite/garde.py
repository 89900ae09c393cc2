"""Keeping a verdict: when what it amounts to changes, when a decision rests on it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from parcours.eligibilite.jugement import jugement, juger_dossier
from parcours.eligibilite.lectures import avec_faits, avec_rupture
from parcours.eligibilite.models import Pourquoi, VerdictGarde
from regles.rejeu import teneur
from socle.acces import patron
from socle.acces.portee import Acteur, acteur_courant
from socle.dossier.models import Dossier, Etape

NE_SE_JUGENT_PLUS = (Etape.CONTRAT, Etape.SORTI)
"""Where the question is no longer asked: the contract is open, or the youth is gone."""


def garder(dossier_id: UUID, *, maintenant: datetime) -> None:
    """Keep today's verdict if it no longer amounts to the last one kept. Called at the end of every écriture.

    Two écritures of one request may each keep one, at the same instant: the last one counts (`lectures_gardes`).
    """
    acteur = acteur_courant()
    dossier = next(iter(patron.lire(_requete, acteur, cle=dossier_id, preparee=True)), None)
    if dossier is None or dossier.etape in NE_SE_JUGENT_PLUS:
        # An écriture may close the dossier to its own author: an accord withdrawn by the mission locale.
        return
    dit = jugement(dossier, juger_dossier(dossier, rupture=dossier.rupture, le=acteur.le))
    if teneur(dit) != dossier.derniere_teneur:
        _ajouter(dossier_id, dit, Pourquoi.FAITS, acteur, maintenant)


def garder_pour_decision(dossier_id: UUID, dit: Mapping[str, Any], *, acteur: Acteur, maintenant: datetime) -> None:
    """Keep the judgement that a decision rests on, as both sides signed it."""
    _ajouter(dossier_id, dit, Pourquoi.DECISION, acteur, maintenant)


def _ajouter(
    dossier_id: UUID, dit: Mapping[str, Any], pourquoi: Pourquoi, acteur: Acteur, maintenant: datetime
) -> None:
    ouverture = dit["ouverture_le"]
    VerdictGarde(
        dossier_id=dossier_id,
        le=date.fromisoformat(dit["le"]),
        garde_le=maintenant,
        pourquoi=pourquoi,
        par_id=acteur.appartenance_id,
        reponse=dit["reponse"],
        ouverture_le=date.fromisoformat(ouverture) if ouverture else None,
        empreinte=dit["empreinte"],
        teneur=teneur(dit),
        jugement=dict(dit),
    ).save(force_insert=True)


def _requete(acteur: Acteur) -> QuerySet[Dossier]:
    """Compiled once (`patron`): the dossier's facts, and what its last kept verdict amounted to."""
    gardes = VerdictGarde.objects.filter(dossier_id=OuterRef("pk")).order_by("-garde_le", "-pk")
    return avec_rupture(avec_faits(Dossier.objects.filter(pk=patron.CLE))).annotate(
        derniere_teneur=Subquery(gardes.values("teneur")[:1])
    )
