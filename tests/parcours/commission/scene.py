"""What a test of the commission stands on: a séance on Thursday, youths on its agenda, a decision to sign."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from parcours.commission import ecritures, ecritures_seances
from parcours.commission.jugement import juge_le, jugement, verdict_du
from parcours.commission.models import Decision
from parcours.eligibilite.ecritures import ContactDit, verifier_historique
from parcours.eligibilite.lectures import avec_faits
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, Monde, agir

JEUDI = date(2026, 11, 26)
RIEN = {
    "issue": "entree", "appreciation": "", "motif": "", "fin_le": None, "plan_interim": "", "responsable_id": None,
    "vers": "", "pourquoi_ailleurs": "", "manque": "", "apporte_par": "",
}  # fmt: skip


def convoquer(monde: Monde, par: Appartenance | None = None, *, toutes_les: int = 1) -> None:
    """The commission of the mission locale sits on Thursdays at half past nine."""
    with agir(par or monde.ines) as acteur:
        ecritures_seances.fixer_rendezvous(
            acteur=acteur, premiere_le=JEUDI, heure=time(9, 30), toutes_les=toutes_les, lieu="au Fil", jusqu_a=None,
            maintenant=MAINTENANT,
        )  # fmt: skip


def presenter(monde: Monde, *, par: Appartenance | None = None, a: Structure | None = None, **champs: Any) -> Dossier:
    """A youth whose verdict is favorable, shared with the mission locale: on the agenda by itself."""
    par = par or monde.nadia
    dossier = monde.dossier(par, mission_locale=a or monde.val_dore, **champs)
    monde.accord(par, dossier, le=champs.get("le", LE))
    return dossier


def presenter_refuse(monde: Monde, *, contact_le: date = date(2026, 10, 1), **champs: Any) -> Dossier:
    """A youth whom the rule refuses: registered, with a real contact less than five months ago."""
    inscrit = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}
    dossier = presenter(monde, situation=inscrit, **champs)
    verifier(monde, dossier, contact_le=contact_le)
    return dossier


def verifier(monde: Monde, dossier: Dossier, *, contact_le: date | None, le: date = LE) -> None:
    """Karim answers what the history holds: one real interview on `contact_le`, or nothing."""
    contact = ContactDit(uuid4(), contact_le, "entretien", True, True, False, "") if contact_le else None
    with agir(monde.karim, le=le) as acteur:
        verifier_historique(
            acteur=acteur, verification_id=uuid4(), dossier=Dossier.objects.get(pk=dossier.pk), inscrit=True,
            inscrit_le=date(2025, 1, 6), veille_le=None, remarque="", contacts=[contact] if contact else [], le=le,
            maintenant=MAINTENANT,
        )  # fmt: skip


def vu(dossier: Dossier, *, seance_le: date = JEUDI, le: date = LE) -> str:
    """What the screen holds of the verdict, for the hat worn."""
    lu = avec_faits(Dossier.objects.filter(pk=dossier.pk)).get()
    return jugement(lu, verdict_du(lu, le=juge_le(seance_le, le=le)))["constat"]


def proposer(
    par: Appartenance, dossier: Dossier, *, decision_id: UUID | None = None, version: int = 1,
    seance_le: date = JEUDI, le: date = LE, maintenant: datetime = MAINTENANT, vu_: str | None = None, **texte: Any,
) -> Decision:  # fmt: skip
    """Somebody proposes a decision, entrée when nothing else is said."""
    with agir(par, le=le) as acteur:
        return ecritures.proposer(
            acteur=acteur, decision_id=decision_id or uuid4(), version=version, dossier_id=dossier.pk,
            seance_le=seance_le, texte={**RIEN, **texte}, vu=vu_ or vu(dossier, seance_le=seance_le, le=le), le=le,
            maintenant=maintenant,
        )  # fmt: skip


def signer(
    par: Appartenance, decision: Decision, *, lue: str | None = None, le: date = LE, maintenant: datetime = MAINTENANT
) -> Decision:
    """Somebody signs what they read."""
    with agir(par, le=le) as acteur:
        return ecritures.signer(
            acteur=acteur, decision=decision, lue=lue or decision.empreinte, le=le, maintenant=maintenant
        )


def decider(monde: Monde, dossier: Dossier, **suite: Any) -> Decision:
    """Nadia proposes and signs, Karim signs: in force."""
    temps = {nom: suite[nom] for nom in ("le", "maintenant") if nom in suite}
    decision = proposer(monde.nadia, dossier, **suite)
    signer(monde.nadia, decision, **temps)
    return signer(monde.karim, decision, **temps)


def pre_cej(monde: Monde, *, fin_le: date = date(2027, 3, 1)) -> dict[str, Any]:
    """The words of a pré-CEJ-JR held by Nadia."""
    return {
        "issue": "pre_cej", "fin_le": fin_le, "plan_interim": "Un café chaque mardi.", "responsable_id": monde.nadia.pk,
    }  # fmt: skip


UN_JOUR = timedelta(days=1)
