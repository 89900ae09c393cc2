"""What people do on the stage, as a page would have it done: the other tests do it too."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from parcours.commission import ecritures as commission
from parcours.commission.jugement import jugement, verdict_du
from parcours.commission.models import Decision
from parcours.contrat import ecritures as contrats
from parcours.contrat.models import Contrat
from parcours.eligibilite.lectures import avec_faits
from parcours.plan.instantane import empreinte, instantane
from parcours.plan.lectures import plan_de
from parcours.sortie import ecritures as sorties
from parcours.sortie.models import Sortie
from regles.contrat import Partie
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir

PRENOM = "Zoltanor"
"""First name of the youth whose dossier is tried: nobody without access may ever read it."""
AVANT = LE - timedelta(days=11)
"""A Thursday as well: the dossiers that are tried began then."""


def plan_vu(dossier: Dossier) -> str:
    """The plan as the page shows it to the hat worn, as the form that proposes it carries it."""
    return empreinte(instantane(plan_de(dossier, le=LE)))


def sortir(acteur: Any, dossier_id: UUID, *, relais: dict[str, str] | None = None, **mots: Any) -> Sortie:
    """Say that a youth left, on the day of the hat."""
    texte = {
        "le": acteur.le, "motif": "emploi_durable", "precision": "", "vers": "", "accompagnement": None,
        "accompagnement_par": "", "accompagnement_jusqu_a": None, "parole": "", **mots,
    }  # fmt: skip
    return sorties.dire(
        acteur=acteur, sortie_id=uuid4(), dossier_id=dossier_id, texte=texte, relais=relais, le=acteur.le,
        maintenant=MAINTENANT,
    )  # fmt: skip


def contester(par: Appartenance, sortie: Sortie, texte: str) -> None:
    """The other side does not agree."""
    with agir(par, le=AVANT) as acteur:
        sorties.donner_avis(
            acteur=acteur, avis_id=uuid4(), sortie=sortie, version_lue=1, conteste=True, texte=texte,
            maintenant=MAINTENANT,
        )  # fmt: skip


def contrat_signe(
    referent: Appartenance, conseiller: Appartenance, dossier_id: UUID, debut_le: date, fin_le: date, **mots: Any
) -> Contrat:
    """A contract prepared, whose three signatures are noted."""
    termes = {
        "debut_le": debut_le, "fin_prevue_le": fin_le, "regime": "ordinaire", "heures": 15,
        "referent_id": conseiller.pk, "reference": "", "circonstances": "", **mots,
    }  # fmt: skip
    for qui, parties in ((referent, (Partie.JEUNE, Partie.PORTEUR)), (conseiller, (Partie.MISSION_LOCALE,))):
        with agir(qui, le=AVANT) as acteur:
            if qui is referent:
                contrat = contrats.preparer(
                    acteur=acteur, contrat_id=uuid4(), version=1, dossier_id=dossier_id, termes=termes, le=AVANT,
                    maintenant=MAINTENANT,
                )  # fmt: skip
            for partie in parties:
                contrats.noter_signature(
                    acteur=acteur, contrat=contrat, partie=partie, signee_le=AVANT, le=AVANT, maintenant=MAINTENANT
                )
    return contrat


def constat_de(dossier_id: UUID, seance_le: date) -> str:
    """What the verdict amounts to on the day of the séance, as its page says it back."""
    dossier = avec_faits(Dossier.objects.filter(pk=dossier_id)).get()
    return jugement(dossier, verdict_du(dossier, le=seance_le))["constat"]


def decision_sur(acteur: Any, dossier_id: UUID, issue: str, seance_le: date, **mots: Any) -> Decision:
    """Propose a decision as a page would: on the verdict of that day."""
    texte = {
        "issue": issue, "appreciation": "", "motif": "", "fin_le": None, "plan_interim": "", "vers": "",
        "pourquoi_ailleurs": "", "manque": "", "apporte_par": "", "responsable_id": None, **mots,
    }  # fmt: skip
    return commission.proposer(
        acteur=acteur, decision_id=uuid4(), version=1, dossier_id=dossier_id, seance_le=seance_le, texte=texte,
        vu=constat_de(dossier_id, seance_le), le=acteur.le, maintenant=MAINTENANT,
    )  # fmt: skip


def signer(acteur: Any, decision: Decision) -> None:
    """Sign the text as it stands."""
    commission.signer(acteur=acteur, decision=decision, lue=decision.empreinte, le=acteur.le, maintenant=MAINTENANT)
