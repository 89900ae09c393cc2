"""Many decisions at once: one is proposed as people do, its words and its judgement are copied for the others."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from parcours.commission.models import Decision, Signature, Suite
from regles.decision import Quoi
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier, Etape
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import proposer


def proposer_a_tous(par: Appartenance, dossiers: Sequence[UUID]) -> list[Decision]:
    """`par` proposes the same entrée for dossiers that hold the same facts, and signs each for its side."""
    modele = proposer(par, Dossier(pk=dossiers[0]), motif="Il vient chaque jour.")
    with agir(par):
        champs = {c.attname: getattr(modele, c.attname) for c in Decision._meta.concrete_fields}
        decisions = [Decision(**champs | {"id": uuid4(), "dossier_id": pk}) for pk in dossiers[1:]]
        Decision.objects.bulk_create(decisions)
        Dossier.objects.filter(pk__in=dossiers).update(etape=Etape.COMMISSION)
    _signer([modele, *decisions], par, "porteur")
    return [modele, *decisions]


def signer_tout(par: Appartenance, decisions: Sequence[Decision]) -> None:
    """The mission locale signs them all: in force, with what each asks of both sides."""
    _signer(decisions, par, "mission_locale")
    with agir(par):
        Decision.objects.filter(pk__in=[d.pk for d in decisions]).update(signee_le=MAINTENANT)
        Suite.objects.bulk_create(
            Suite(decision=d, dossier_id=d.dossier_id, quoi=quoi.value, cote=cote, cree_le=LE)
            for d in decisions
            for quoi, cote in ((Quoi.ANNONCER, "porteur"), (Quoi.REPORTER_IMILO, "mission_locale"))
        )
        Dossier.objects.filter(pk__in=[d.dossier_id for d in decisions]).update(etape=Etape.REMOBILISATION)


def _signer(decisions: Sequence[Decision], par: Appartenance, cote: str) -> None:
    with agir(par):
        Signature.objects.bulk_create(
            Signature(
                decision=d, dossier_id=d.dossier_id, cote=cote, par=par, compte_id=par.compte_id, le=MAINTENANT,
                empreinte=d.empreinte,
            )
            for d in decisions
        )  # fmt: skip
