"""Reading contracts: for the state of a dossier and for « À faire »."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat

from parcours.commission.models import Decision, Issue
from parcours.contrat.models import Contrat, Signature
from regles.acces import Droit
from regles.contrat import Partie
from regles.fins import PREVENIR_AVANT_LA_FIN
from socle.acces.portee import Acteur
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier, Etape
from socle.dossier.taches import lignes


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: the last contract opened holds, unless it was broken.

    Its end comes with time alone: the dossier stays at this step until somebody says what follows.
    """
    dernier = Contrat.objects.filter(dossier_id=dossier_id, ouvert_le__isnull=False).order_by("-debut_le")
    rompus = list(dernier.values_list("rompu_le", flat=True)[:1])
    return {"contrat": rompus == [None]}


def en_preparation(dossier_id: UUID) -> Contrat | None:
    """The contract that is being prepared, if there is one."""
    return Contrat.objects.filter(dossier_id=dossier_id, ouvert_le=None, retire_le=None).first()


def dernier_ouvert(dossier_id: UUID) -> Contrat | None:
    """The last contract opened, running or not."""
    return Contrat.objects.filter(dossier_id=dossier_id, ouvert_le__isnull=False).order_by("-debut_le").first()


def precedent_fini_le(dossier_id: UUID, *, debut_le: date) -> date | None:
    """The last day of the contract before one that begins on `debut_le`; None when none is known.

    A youth who came back keeps the delay of R5131-16: the earlier dossier counts, for who sees it.
    """
    ici = Q(dossier_id=dossier_id) | Q(dossier__revenu_dans__dossier_id=dossier_id)
    avant = Contrat.objects.filter(ici, ouvert_le__isnull=False, fin_le__lt=debut_le)
    return avant.order_by("-fin_le").values_list("fin_le", flat=True).first()


def entree_decidee(dossier_id: UUID) -> bool:
    """Whether both sides signed the entry, and nothing replaced it."""
    return Decision.objects.filter(
        dossier_id=dossier_id, issue=Issue.ENTREE, signee_le__isnull=False, remplacee_le=None
    ).exists()


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step. Beginning a contract is not there: the youth says when, not the list."""
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    a_ouvrir = [_a_ouvrir(acteur)] if acteur.est_mission_locale and Droit.DECIDER in acteur.droits else []
    return [_a_signer(acteur), *a_ouvrir, _qui_s_acheve(acteur)]


def _prepares(**filtres: Any) -> QuerySet[Contrat]:
    return Contrat.objects.filter(dossier_id=OuterRef("pk"), ouvert_le=None, retire_le=None, **filtres)


def _signee(partie: Partie | str) -> Exists:
    return Exists(Signature.objects.filter(contrat_id=OuterRef("pk"), partie=partie, retiree_le=None))


def _a_signer(acteur: Acteur) -> QuerySet:
    """Contracts prepared whose signature by this side, or by the youth, is not noted."""
    sienne = Partie.PORTEUR if acteur.est_porteur else Partie.MISSION_LOCALE
    manquent = _prepares().filter(~_signee(sienne) | ~_signee(Partie.JEUNE))
    # « jeune », the side, or both: what the line says is missing.
    qui = Concat(
        Case(When(~_signee(Partie.JEUNE), then=Value("jeune ")), default=Value("")),
        Case(When(~_signee(sienne), then=Value("nous")), default=Value("")),
        output_field=TextField(),
    )
    return lignes(
        Dossier.objects.filter(Exists(manquent), les_siens(acteur)),
        code="signer_contrat",
        depuis=Subquery(manquent.values("prepare_le__date")[:1]),
        avant_le=Subquery(manquent.values("debut_le")[:1]),
        precision=Subquery(manquent.annotate(qui=qui).values("qui")[:1]),
    )


def _a_ouvrir(acteur: Acteur) -> QuerySet:
    """Contracts that bear the three signatures: anybody of the mission locale who signs for it may open them."""
    complets = _prepares(mission_locale_id=acteur.structure_id)
    for partie in Partie:
        complets = complets.filter(_signee(partie))
    return lignes(
        Dossier.objects.filter(Exists(complets), mission_locale_id=acteur.structure_id),
        code="ouvrir_contrat",
        depuis=Subquery(complets.values("maj_le__date")[:1]),
        avant_le=Subquery(complets.values("debut_le")[:1]),
    )


def _qui_s_acheve(acteur: Acteur) -> QuerySet:
    """Contracts whose end comes within two months, or is past: time alone brings them, somebody says what follows."""
    ouverts = Contrat.objects.filter(dossier_id=OuterRef("pk"), ouvert_le__isnull=False)
    bientot = acteur.le + PREVENIR_AVANT_LA_FIN
    # Contracts of a dossier never share a day: the last to end is the last to have begun.
    fin_le = Subquery(ouverts.order_by("-fin_le").values("fin_le")[:1])
    proches = Exists(ouverts.filter(fin_le__lte=bientot)) & ~Exists(ouverts.filter(fin_le__gt=bientot))
    return lignes(
        Dossier.objects.filter(proches, ~Exists(_prepares()), les_siens(acteur), etape=Etape.CONTRAT),
        code="contrat_s_acheve",
        depuis=fin_le,
        avant_le=fin_le,
        precision=Cast(fin_le, TextField()),
    )
