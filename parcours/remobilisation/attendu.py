"""What waits at this step, for the side whose turn it is."""

from datetime import timedelta

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value

from parcours.remobilisation.models import DemandeAllocation, ReponseAllocation
from regles.acces import Nature
from regles.fins import PREVENIR_AVANT_LA_FIN
from socle.acces.portee import Acteur
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier
from socle.dossier.taches import lignes

RELANCER_APRES = timedelta(days=7)
"""How long a request for a diagnosis waits before the porteur is told to ask again. Ours: no text says."""


def attendu(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step."""
    if acteur.est_porteur:
        return [*_diagnostics_du_porteur(acteur), _allocations_a_completer(acteur)]
    if acteur.est_mission_locale:
        return [*_diagnostics_de_la_mission_locale(acteur), *_paceas_a_suivre(acteur), *_allocations_a_traiter(acteur)]
    return []


def _dossiers(acteur: Acteur, relation: str, condition: Q) -> QuerySet[Dossier]:
    """The hat's own dossiers joined to the rows of `relation` that fulfil `condition`, as `r`."""
    return Dossier.objects.annotate(r=FilteredRelation(relation, condition=condition)).filter(
        les_siens(acteur), r__isnull=False
    )


_ATTENDU = Q(diagnostics__tenu_le=None, diagnostics__retire_le=None)


def _diagnostics_du_porteur(acteur: Acteur) -> list[QuerySet]:
    vieux = acteur.le - RELANCER_APRES
    a_relancer = Q(diagnostics__demande_le__lte=vieux) & (
        Q(diagnostics__relance_le=None) | Q(diagnostics__relance_le__lte=vieux)
    )
    sans_jour = _dossiers(acteur, "diagnostics", _ATTENDU & Q(diagnostics__propose_le=None) & a_relancer)
    avec_jour = _dossiers(acteur, "diagnostics", _ATTENDU & Q(diagnostics__propose_le__gte=acteur.le))
    return [
        lignes(sans_jour, code="relancer_diagnostic", depuis=F("r__demande_le"), avant_le=Value(acteur.le)),
        lignes(
            avec_jour, code="aller_au_diagnostic", depuis=F("r__demande_le"), avant_le=F("r__propose_le"),
            precision=F("r__ou"),
        ),
    ]  # fmt: skip


def _diagnostics_de_la_mission_locale(acteur: Acteur) -> list[QuerySet]:
    sans_jour = _dossiers(acteur, "diagnostics", _ATTENDU & Q(diagnostics__propose_le=None))
    passe = _dossiers(acteur, "diagnostics", _ATTENDU & Q(diagnostics__propose_le__lte=acteur.le))
    return [
        lignes(
            sans_jour, code="proposer_diagnostic", depuis=F("r__demande_le"),
            avant_le=F("r__relance_le"), precision=F("r__pour"),
        ),
        lignes(passe, code="tenir_diagnostic", depuis=F("r__propose_le"), avant_le=F("r__propose_le")),
    ]  # fmt: skip


def _paceas_a_suivre(acteur: Acteur) -> list[QuerySet]:
    ouvert = Q(paceas__fini_le=None, paceas__retire_le=None)
    finissent = _dossiers(acteur, "paceas", ouvert & Q(paceas__fin_prevue_le__lte=acteur.le + PREVENIR_AVANT_LA_FIN))
    tenus = Q(diagnostics__suite="pacea", diagnostics__retire_le=None)
    sans_pacea = _dossiers(acteur, "diagnostics", tenus).exclude(
        paceas__retire_le=None, paceas__signe_le__gte=F("r__tenu_le")
    )
    return [
        lignes(finissent, code="finir_pacea", depuis=F("r__signe_le"), avant_le=F("r__fin_prevue_le")),
        lignes(sans_pacea, code="signer_pacea", depuis=F("r__tenu_le")),
    ]


def _allocations(acteur: Acteur, code: str, **filtres: object) -> QuerySet:
    """Youths with at least one such request; the oldest says since when."""
    demandes = DemandeAllocation.objects.filter(dossier_id=OuterRef("pk"), retiree_le=None, **filtres)
    depuis = Subquery(demandes.order_by("demandee_le").values("demandee_le")[:1])
    return lignes(Dossier.objects.filter(les_siens(acteur), Exists(demandes)), code=code, depuis=depuis)


def _allocations_a_completer(acteur: Acteur) -> QuerySet:
    return _allocations(
        acteur, "completer_allocation", cote=Nature.PORTEUR.value, reponse=ReponseAllocation.A_COMPLETER.value
    )


def _allocations_a_traiter(acteur: Acteur) -> list[QuerySet]:
    return [
        _allocations(acteur, "repondre_allocation", reponse=""),
        _allocations(acteur, "transmettre_allocation", reponse=ReponseAllocation.ACCORDEE.value, transmise_le=None),
    ]
