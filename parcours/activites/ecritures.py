"""Writing activities. The dossier's row is the lock; a form sent twice writes once; a version guards each activity.

Hours say nothing of where a dossier stands: one writes from the first meeting on, and no state is refreshed but the day
of the last change.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from parcours.activites.models import Activite, MotsDActivite
from regles.heures import Etat, Nature
from regles.semaine import Semaine
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit
from socle.partage.models import Audience

DOMAINES = {
    Nature.EMPLOI: Domaine.EMPLOI,
    Nature.PROJET_PROFESSIONNEL: Domaine.EMPLOI,
    Nature.FORMATION: Domaine.FORMATION,
    Nature.LOGEMENT: Domaine.LOGEMENT,
    Nature.SANTE: Domaine.SANTE,
    Nature.CITOYENNETE: Domaine.DROITS,
}
"""Of which domain the words of an activity are: those of health have readers of their own."""


class PasSonCote(Exception):
    """The porteur and the mission locale of the dossier declare hours; each changes those it declared."""


class AutreSecret(Exception):
    """Words do not enter or leave health by an edit: the activity is cancelled, and another is written."""


@dataclass(frozen=True, slots=True)
class ActiviteDite:
    """An activity as it was typed. `nature`, `cadre`, `etat`: values of their choices; `minutes` > 0."""

    jour: date
    minutes: int
    nature: str
    cadre: str
    etat: str
    debut: time | None = None
    action_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MotsDits:
    """What it was, in words, and who reads them: a value of `Audience`, and the structure it names."""

    titre: str = ""
    commentaire: str = ""
    audience: str = Audience.STRUCTURE.value
    pour_id: int | None = None


def domaine_de(nature: str) -> Domaine:
    """The domain of the words of an activity of that nature."""
    return DOMAINES.get(Nature(nature), Domaine.AUTRE)


def _verrouiller(acteur: Acteur, dossier_id: UUID) -> None:
    dossier = Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier_id)
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote


def _dit_autrement(activite: Activite, dite: ActiviteDite, mots: MotsDits) -> bool:
    """Whether what is typed differs from what is there."""
    ecrits = MotsDActivite.objects.filter(pk=activite.pk).first()
    deja = MotsDits() if ecrits is None else MotsDits(ecrits.titre, ecrits.commentaire, ecrits.audience, ecrits.pour_id)
    # Who would read words that are not there says nothing.
    memes = deja == mots or not (deja.titre or deja.commentaire or mots.titre or mots.commentaire)
    return not memes or any(getattr(activite, nom) != valeur for nom, valeur in asdict(dite).items())


def _ecrire_les_mots(acteur: Acteur, activite: Activite, mots: MotsDits) -> None:
    champs = asdict(mots) | {"domaine": domaine_de(activite.nature).value}
    if MotsDActivite.objects.filter(pk=activite.pk).update(**champs):
        return
    if mots.titre or mots.commentaire:
        MotsDActivite(
            id=activite.pk, activite=activite, dossier_id=activite.dossier_id, structure_id=acteur.structure_id,
            ecrit_par_id=acteur.appartenance_id, **champs,
        ).save(force_insert=True)  # fmt: skip


def _signee(acteur: Acteur, maintenant: datetime) -> dict[str, Any]:
    return {"maj_par_id": acteur.appartenance_id, "maj_le": maintenant}


def _neuve(acteur: Acteur, maintenant: datetime, **champs: Any) -> Activite:
    return Activite(
        structure_id=acteur.structure_id, ecrit_par_id=acteur.appartenance_id, ecrit_le=maintenant,
        **_signee(acteur, maintenant), **champs,
    )  # fmt: skip


@transaction.atomic
def declarer(
    *, acteur: Acteur, activite_id: UUID, dossier_id: UUID, dite: ActiviteDite, mots: MotsDits, maintenant: datetime
) -> Activite:
    """Declare an activity. The same form sent twice declares one. Raises PasSonCote; Conflit when it says otherwise."""
    _verrouiller(acteur, dossier_id)
    deja = Activite.objects.filter(
        pk=activite_id, dossier_id=dossier_id, structure_id=acteur.structure_id, sans_jour=False
    ).first()
    if deja is not None:
        if _dit_autrement(deja, dite, mots):
            raise Conflit(deja)
        return deja
    activite = _neuve(acteur, maintenant, id=activite_id, dossier_id=dossier_id, **asdict(dite))
    activite.save(force_insert=True)
    _ecrire_les_mots(acteur, activite, mots)
    constater(dossier_id, maintenant=maintenant)
    return activite


@transaction.atomic
def modifier(
    *, acteur: Acteur, activite: Activite, version: int, dite: ActiviteDite, mots: MotsDits, maintenant: datetime
) -> bool:
    """Write it anew; one cancelled meanwhile is put back, its reader knowing; hours validated are to validate again.

    False when nothing changes. Raises PasSonCote, AutreSecret, Conflit.
    """
    _verrouiller(acteur, activite.dossier_id)
    actuelle = _a_nous(acteur, activite)
    if domaine_de(dite.nature) != domaine_de(actuelle.nature) and SENSIBLES & {
        domaine_de(dite.nature), domaine_de(actuelle.nature)
    }:  # fmt: skip
        raise AutreSecret
    if actuelle.annulee_le is None and not _dit_autrement(actuelle, dite, mots):
        return False
    if actuelle.version != version:
        raise Conflit(actuelle)
    _changer(acteur, actuelle, maintenant, **asdict(dite), annulee_le=None)
    actuelle.nature = dite.nature
    _ecrire_les_mots(acteur, actuelle, mots)
    constater(activite.dossier_id, maintenant=maintenant)
    return True


def _a_nous(acteur: Acteur, activite: Activite) -> Activite:
    actuelle = Activite.objects.get(pk=activite.pk)
    if actuelle.structure_id != acteur.structure_id:
        raise PasSonCote
    return actuelle


def _changer(acteur: Acteur, actuelle: Activite, maintenant: datetime, **champs: Any) -> None:
    """What counts, changed, is no longer what was validated; words alone leave it."""
    if any(getattr(actuelle, nom) != valeur for nom, valeur in champs.items()):
        champs |= {"validee_le": None, "validee_par_id": None}
    Activite.objects.filter(pk=actuelle.pk).update(
        **champs, **_signee(acteur, maintenant), version=F("version") + 1
    )  # fmt: skip


@transaction.atomic
def annuler(*, acteur: Acteur, activite: Activite, version: int, maintenant: datetime) -> None:
    """Cancel it; nothing is erased. Raises PasSonCote; Conflit when it was changed since."""
    _verrouiller(acteur, activite.dossier_id)
    actuelle = _a_nous(acteur, activite)
    if actuelle.annulee_le is not None:
        return
    if actuelle.version != version:
        raise Conflit(actuelle)
    _changer(acteur, actuelle, maintenant, annulee_le=maintenant)
    constater(activite.dossier_id, maintenant=maintenant)


@transaction.atomic
def remettre(*, acteur: Acteur, activite: Activite, maintenant: datetime) -> None:
    """Put back what was cancelled, as it was; to validate again. Raises PasSonCote."""
    _verrouiller(acteur, activite.dossier_id)
    actuelle = _a_nous(acteur, activite)
    if actuelle.annulee_le is not None:
        _changer(acteur, actuelle, maintenant, annulee_le=None)
        constater(activite.dossier_id, maintenant=maintenant)


@transaction.atomic
def repeter(*, acteur: Acteur, dossier_id: UUID, semaine: Semaine, maintenant: datetime) -> int:
    """Plan in `semaine` what one's structure declared the week before, same day, same hour. Returns how many are new.

    Twice plans once, and what was cancelled here since stays so. Raises PasSonCote.
    """
    _verrouiller(acteur, dossier_id)
    avant = semaine.plus(-1)
    sources = Activite.objects.filter(
        dossier_id=dossier_id, structure_id=acteur.structure_id, jour__range=(avant.lundi, avant.dimanche),
        annulee_le=None, sans_jour=False,
    ).order_by("pk")  # fmt: skip
    copies = {uuid5(s.pk, str(semaine)): s for s in sources}
    deja = set(Activite.objects.filter(pk__in=copies).values_list("pk", flat=True))
    mots = {m.pk: m for m in MotsDActivite.objects.filter(pk__in=[s.pk for s in copies.values()])}
    neuves = {cle: s for cle, s in copies.items() if cle not in deja}
    for cle, source in neuves.items():
        copie = _neuve(
            acteur, maintenant, id=cle, dossier_id=dossier_id, jour=semaine.jours[source.jour.isoweekday() - 1],
            debut=source.debut, minutes=source.minutes, nature=source.nature, cadre=source.cadre,
            etat=Etat.PREVUE.value, action_id=source.action_id,
        )  # fmt: skip
        copie.save(force_insert=True)
        if dits := mots.get(source.pk):
            # A comment tells what happened: it is not repeated.
            _ecrire_les_mots(acteur, copie, MotsDits(dits.titre, "", dits.audience, dits.pour_id))
    if neuves:
        constater(dossier_id, maintenant=maintenant)
    return len(neuves)
