"""The only ways to write a decision. The dossier's row is the lock: two people act one after the other."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from parcours.commission.jugement import empreinte, juge_le, jugement, verdict_du
from parcours.commission.models import Decision, Signature, Suite
from parcours.eligibilite.garde import garder_pour_decision
from parcours.eligibilite.lectures import avec_faits
from regles.acces import Nature
from regles.decision import Quoi, a_reverifier_depuis, issues_de, s_ecarte, suites
from regles.jalons import Issue
from regles.noyau.verdict import Reponse
from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit


class PasDuDossier(Exception):
    """The hat is neither of the porteur nor of the mission locale of this dossier, or may not decide."""


class MotifManquant(Exception):
    """A decision that departs from the verdict says why."""


class VerdictChange(Exception):
    """The facts moved since the verdict that was looked at: it must be read again."""


class TexteChange(Exception):
    """The text is no longer the one that was read. `actuelle` is the decision as it is now."""

    def __init__(self, actuelle: Decision) -> None:
        super().__init__("texte changé")
        self.actuelle = actuelle


class DejaSignePourLAutre(Exception):
    """One person signs for one side only, whatever their hats."""


class DejaSignee(Exception):
    """Both have signed: the decision does not change any more; a later one may replace it."""


class IssueHorsProgramme(Exception):
    """The programme of the dossier knows no such step: there is no pré-CEJ-JR outside the CEJ-JR."""


class ResponsableInconnu(Exception):
    """Whoever holds the interim plan works for one of the two sides."""


def cote(acteur: Acteur, dossier: Dossier) -> Nature:
    """The side the hat signs for. Raises PasDuDossier."""
    if not acteur.decide:
        raise PasDuDossier
    if acteur.structure_id == dossier.porteur_id:
        return Nature.PORTEUR
    if acteur.structure_id == dossier.mission_locale_id:
        return Nature.MISSION_LOCALE
    raise PasDuDossier


@transaction.atomic
def proposer(
    *,
    acteur: Acteur,
    decision_id: UUID,
    version: int,
    dossier_id: UUID,
    seance_le: date,
    texte: Mapping[str, Any],
    vu: str,
    le: date,
    maintenant: datetime,
) -> Decision:
    """Propose a decision, or change the words of the one proposed. Asking twice for the same is one act.

    `texte` holds `issue`, `responsable_id` and the fields of `TEXTES`; `vu` the constat of the verdict that was on
    the screen. Changing a word withdraws the signatures given. Raises PasDuDossier, MotifManquant, VerdictChange,
    ResponsableInconnu, IssueHorsProgramme, Conflit (somebody else proposed or changed it meanwhile) and DejaSignee.
    """
    dossier = _verrouiller(dossier_id)
    cote(acteur, dossier)
    garde = _jugement(dossier, seance_le, vu=vu, le=le)
    _refuser(texte, dossier, Reponse(garde["reponse"]))
    en_cours = Decision.objects.filter(dossier_id=dossier_id, signee_le=None, retiree_le=None).first()
    champs = {**texte, "seance_le": seance_le, "empreinte": empreinte({**texte, "seance_le": seance_le}, garde)}
    if en_cours is None:
        decision = _nouvelle(acteur, decision_id, dossier, champs, garde, maintenant)
    else:
        decision = _modifier(acteur, en_cours, decision_id, version, champs, garde, maintenant)
    constater(dossier_id, maintenant=maintenant)
    return decision


def _verrouiller(dossier_id: UUID) -> Dossier:
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    return avec_faits(Dossier.objects.filter(pk=dossier_id)).get()


def _jugement(dossier: Dossier, seance_le: date, *, vu: str, le: date) -> dict[str, Any]:
    garde = jugement(dossier, verdict_du(dossier, le=juge_le(seance_le, le=le)))
    if garde["constat"] != vu:
        raise VerdictChange
    return garde


def _refuser(texte: Mapping[str, Any], dossier: Dossier, reponse: Reponse) -> None:
    if texte["issue"] not in issues_de(dossier.programme):
        raise IssueHorsProgramme
    if s_ecarte(Issue(texte["issue"]), reponse) and not texte["motif"].strip():
        raise MotifManquant
    responsable = texte["responsable_id"]
    cotes = [dossier.porteur_id, dossier.mission_locale_id]
    if (
        responsable is not None
        and not Appartenance.objects.filter(pk=responsable, structure_id__in=cotes, revoquee_le=None).exists()
    ):
        raise ResponsableInconnu


def _nouvelle(
    acteur: Acteur, decision_id: UUID, dossier: Dossier, champs: dict, garde: dict, maintenant: datetime
) -> Decision:
    if Decision.objects.filter(pk=decision_id).exists():
        # Its author sent it twice, and it was signed or withdrawn in between.
        raise DejaSignee
    decision = Decision(
        id=decision_id,
        dossier=dossier,
        mission_locale_id=dossier.mission_locale_id,
        jugement=garde,
        proposee_par_id=acteur.appartenance_id,
        proposee_le=maintenant,
        maj_par_id=acteur.appartenance_id,
        maj_le=maintenant,
        **champs,
    )
    decision.save(force_insert=True)
    return decision


def _modifier(
    acteur: Acteur,
    actuelle: Decision,
    decision_id: UUID,
    version: int,
    champs: dict,
    garde: dict,
    maintenant: datetime,
) -> Decision:
    memes_mots = all(getattr(actuelle, nom) == valeur for nom, valeur in champs.items() if nom != "empreinte")
    if memes_mots and actuelle.jugement["constat"] == garde["constat"]:
        return actuelle
    if actuelle.pk != decision_id or actuelle.version != version:
        raise Conflit(actuelle)
    Signature.objects.filter(decision_id=actuelle.pk, retiree_le=None).update(retiree_le=maintenant)
    for nom, valeur in champs.items():
        setattr(actuelle, nom, valeur)
    actuelle.jugement = garde
    actuelle.maj_par_id, actuelle.maj_le = acteur.appartenance_id, maintenant
    actuelle.version = version + 1
    actuelle.save(update_fields=[*champs, "jugement", "maj_par", "maj_le", "version"])
    return actuelle


@transaction.atomic
def retirer_la_proposition(*, acteur: Acteur, decision: Decision, maintenant: datetime) -> None:
    """Take a proposal back, with the signatures it had. Raises PasDuDossier, DejaSignee."""
    dossier = _verrouiller(decision.dossier_id)
    cote(acteur, dossier)
    actuelle = Decision.objects.get(pk=decision.pk)
    if actuelle.signee_le is not None:
        raise DejaSignee
    if actuelle.retiree_le is not None:
        return
    Signature.objects.filter(decision_id=actuelle.pk, retiree_le=None).update(retiree_le=maintenant)
    Decision.objects.filter(pk=actuelle.pk).update(retiree_le=maintenant)
    constater(dossier.pk, maintenant=maintenant)


@transaction.atomic
def signer(*, acteur: Acteur, decision: Decision, lue: str, le: date, maintenant: datetime) -> Decision:
    """Sign the text as it was read (`lue`, its fingerprint), for the side of the hat worn. Twice is once.

    The second signature puts the decision in force. Raises PasDuDossier, TexteChange, VerdictChange,
    DejaSignePourLAutre.
    """
    dossier = _verrouiller(decision.dossier_id)
    pour = cote(acteur, dossier)
    actuelle = Decision.objects.get(pk=decision.pk)
    deja = {s.cote: s for s in Signature.objects.filter(decision_id=actuelle.pk, retiree_le=None)}
    if actuelle.retiree_le is not None or actuelle.empreinte != lue:
        raise TexteChange(actuelle)
    if pour in deja or actuelle.signee_le is not None:
        return actuelle
    if any(s.compte_id == acteur.compte_id for s in deja.values()):
        raise DejaSignePourLAutre
    _jugement(dossier, actuelle.seance_le, vu=actuelle.jugement["constat"], le=le)
    Signature(
        decision=actuelle,
        dossier_id=dossier.pk,
        cote=pour,
        par_id=acteur.appartenance_id,
        compte_id=acteur.compte_id,
        le=maintenant,
        empreinte=lue,
    ).save(force_insert=True)
    if deja:
        _mettre_en_vigueur(actuelle, dossier, le=le, maintenant=maintenant)
        garder_pour_decision(dossier.pk, actuelle.jugement, acteur=acteur, maintenant=maintenant)
    constater(dossier.pk, maintenant=maintenant)
    return actuelle


def _mettre_en_vigueur(decision: Decision, dossier: Dossier, *, le: date, maintenant: datetime) -> None:
    Decision.objects.filter(dossier_id=dossier.pk, signee_le__isnull=False, remplacee_le=None).update(
        remplacee_le=maintenant
    )
    # What the replaced decision asked is no longer asked.
    Suite.objects.filter(dossier_id=dossier.pk, faite_le=None).update(caduque_le=maintenant)
    Decision.objects.filter(pk=decision.pk).update(signee_le=maintenant)
    decision.signee_le = maintenant
    _demander_les_suites(decision, dossier, le=le)
    depuis = a_reverifier_depuis(Issue(decision.issue), seance_le=decision.seance_le, fin_le=decision.fin_le)
    if depuis is not None:
        Dossier.objects.filter(pk=dossier.pk).update(a_reverifier_depuis=depuis)


def _demander_les_suites(decision: Decision, dossier: Dossier, *, le: date) -> None:
    responsable = decision.responsable
    du_responsable = None
    if responsable is not None:
        porteur = responsable.structure_id == dossier.porteur_id
        du_responsable = Nature.PORTEUR if porteur else Nature.MISSION_LOCALE
    demandees = suites(
        Issue(decision.issue),
        fin_le=decision.fin_le,
        cote_du_responsable=du_responsable,
        apporte_par=Nature(decision.apporte_par) if decision.apporte_par else None,
    )
    precisions = {
        Quoi.TENIR_PLAN: decision.plan_interim,
        Quoi.REORIENTER: decision.vers,
        Quoi.APPORTER: decision.manque,
    }
    for suite in demandees:
        Suite(
            id=uuid4(),
            decision=decision,
            dossier_id=dossier.pk,
            quoi=suite.quoi,
            cote=suite.cote,
            pour=responsable if suite.quoi is Quoi.TENIR_PLAN else None,
            precision=precisions.get(suite.quoi, "")[:300],
            cree_le=le,
            avant_le=suite.avant_le,
        ).save(force_insert=True)


@transaction.atomic
def retirer_sa_signature(*, acteur: Acteur, decision: Decision, maintenant: datetime) -> None:
    """Take one's side's signature back, before the other side signs. Raises PasDuDossier, DejaSignee."""
    dossier = _verrouiller(decision.dossier_id)
    pour = cote(acteur, dossier)
    if Decision.objects.get(pk=decision.pk).signee_le is not None:
        raise DejaSignee
    Signature.objects.filter(decision_id=decision.pk, cote=pour, retiree_le=None).update(retiree_le=maintenant)
    constater(dossier.pk, maintenant=maintenant)


@transaction.atomic
def dire_faite(*, acteur: Acteur, dossier: Dossier, quoi: Quoi, faite: bool, maintenant: datetime) -> bool:
    """Say that what a decision asked of one's side is done, or not after all. False when nothing was asked."""
    pour = Nature.PORTEUR if acteur.structure_id == dossier.porteur_id else Nature.MISSION_LOCALE
    demandees = Suite.objects.filter(dossier_id=dossier.pk, quoi=quoi, cote=pour, caduque_le=None)
    if faite:
        changees = demandees.filter(faite_le=None).update(faite_le=maintenant, faite_par_id=acteur.appartenance_id)
        return bool(changees) or demandees.exists()
    derniere = demandees.filter(faite_le__isnull=False).order_by("-faite_le").values_list("pk", flat=True)[:1]
    return bool(Suite.objects.filter(pk__in=list(derniere)).update(faite_le=None, faite_par_id=None))
