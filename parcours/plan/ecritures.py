"""Writing the plan. The dossier's row is the lock; a version guards each text, so that nobody's words are lost."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max, QuerySet

from parcours.plan.models import Action, Commentaire, EtatDAction, Objectif, Tenant, VersionDuPlan
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.domaines import SENSIBLES
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit, enregistrer
from socle.partage.models import COMMUNES, Audience


class PasSonCote(Exception):
    """Only the porteur and the mission locale of the dossier write its plan."""


class ObjectifRetire(Exception):
    """The objective was taken back meanwhile: nothing hangs from it until it is put back."""


class AutreSecret(Exception):
    """Health and justice have readers of their own: an objective does not enter or leave them by an edit."""


@dataclass(frozen=True, slots=True)
class ObjectifDit:
    """An objective as it was typed. `domaine`: a value of `Domaine`; `audience`: of `Audience`, empty when it was not
    asked; `pour_id`: the structure it names.
    """

    domaine: str
    titre: str
    paroles: str = ""
    audience: str = ""
    pour_id: int | None = None

    def en_champs(self) -> dict[str, Any]:
        """The columns to write: who reads, only where it was said."""
        champs = asdict(self)
        return champs if self.audience else {n: champs[n] for n in ("domaine", "titre", "paroles")}


@dataclass(frozen=True, slots=True)
class ActionDite:
    """An action as it was typed. `tenue_par`: a value of `Tenant`; `heures`: a week, None when it takes none."""

    titre: str
    tenue_par: str
    partenaire: str = ""
    avant_le: date | None = None
    heures: Decimal | None = None

    def en_champs(self) -> dict[str, Any]:
        """The columns to write: a partner is named only where a partner holds."""
        return asdict(self) | {"partenaire": self.partenaire if self.tenue_par == Tenant.PARTENAIRE else ""}


def audience_par_defaut(domaine: str) -> str:
    """A plan is the common sheet of both sides; of health and justice, one structure's until it says otherwise."""
    return Audience.STRUCTURE.value if domaine in SENSIBLES else Audience.LES_DEUX.value


def verrouiller(acteur: Acteur, dossier_id: UUID) -> Dossier:
    """The dossier, held until the end of the transaction. Raises PasSonCote."""
    dossier = Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier_id)
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote
    return dossier


def _signe(acteur: Acteur, maintenant: datetime) -> dict[str, Any]:
    return {"maj_par_id": acteur.appartenance_id, "maj_le": maintenant}


def _deja(requete: QuerySet, champs: Mapping[str, Any]) -> Any:
    """What a first sending of the same form wrote. Raises Conflit when this sending says something else."""
    deja = requete.first()
    if deja is not None and any(getattr(deja, nom) != valeur for nom, valeur in champs.items()):
        raise Conflit(deja)
    return deja


def _dernier_rang(requete: QuerySet) -> int:
    return (requete.aggregate(m=Max("rang"))["m"] or 0) + 1


@transaction.atomic
def ajouter_objectif(
    *, acteur: Acteur, objectif_id: UUID, dossier_id: UUID, dit: ObjectifDit, maintenant: datetime
) -> Objectif:
    """Add an objective, last. The same form sent twice adds one. Read by whom it says, else `audience_par_defaut`.

    Raises PasSonCote; Conflit when that form, sent again, says something else.
    """
    verrouiller(acteur, dossier_id)
    if deja := _deja(Objectif.objects.filter(pk=objectif_id, dossier_id=dossier_id), dit.en_champs()):
        return deja
    champs = {"audience": audience_par_defaut(dit.domaine)} | dit.en_champs()
    objectif = Objectif(
        id=objectif_id, dossier_id=dossier_id, structure_id=acteur.structure_id, montre_au_jeune=True, **champs,
        rang=_dernier_rang(Objectif.objects.filter(dossier_id=dossier_id)),
        ecrit_par_id=acteur.appartenance_id, ecrit_le=maintenant, **_signe(acteur, maintenant),
    )  # fmt: skip
    objectif.save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return objectif


@transaction.atomic
def modifier_objectif(
    *, acteur: Acteur, objectif: Objectif, version: int, dit: ObjectifDit, maintenant: datetime
) -> bool:
    """Write it anew; one taken back meanwhile is put back, its reader knowing. False when nothing changes.

    Kept apart from the other side, it takes back the version that waits with it: nobody accepts what they read in part.
    Raises PasSonCote, AutreSecret, Conflit.
    """
    verrouiller(acteur, objectif.dossier_id)
    if dit.domaine != objectif.domaine and SENSIBLES & {dit.domaine, objectif.domaine}:
        raise AutreSecret
    if dit.audience and objectif.structure_id != acteur.structure_id:
        raise PasSonCote
    change = _modifier(acteur, objectif, version, maintenant, **dit.en_champs())
    if change and dit.audience and dit.audience not in COMMUNES:
        version_qui_attend(objectif).update(retiree_le=maintenant)
    return change


def version_qui_attend(objectif: Objectif) -> QuerySet[VersionDuPlan]:
    """The version of the plan that waits for an answer, when it says this objective."""
    return VersionDuPlan.objects.filter(
        dossier_id=objectif.dossier_id, acceptee_le=None, retiree_le=None,
        contenu__objectifs__contains=[{"id": str(objectif.pk)}],
    )  # fmt: skip


def _modifier(acteur: Acteur, objet: Objectif | Action, version: int, maintenant: datetime, **champs: Any) -> bool:
    """What changed meanwhile elsewhere in the row than where one writes takes nothing away: both are kept."""
    trace = _signe(acteur, maintenant)
    try:
        change = enregistrer(objet, version=version, trace=trace, **champs, retire_le=None)
    except Conflit as conflit:
        miens = _a_cote(conflit.actuel, version, champs)
        if miens is None:
            raise
        change = enregistrer(objet, version=conflit.actuel.version, trace=trace, **miens, retire_le=None)
    if change:
        constater(objet.dossier_id, maintenant=maintenant)
    return change


def lue_a(objet: Any, version: int) -> Any:
    """The row as it was at `version`, from its history: what somebody read before they wrote. None when unknown."""
    return objet.events.filter(version=version).order_by("-pgh_id").first()


def _a_cote(actuel: Any, version: int, champs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Of what is written from the row as it was at `version`, what changes it; None where somebody changed the same, or
    took the row back.
    """
    lue = lue_a(actuel, version)
    if lue is None or lue.retire_le != actuel.retire_le:
        return None
    miens = {nom: valeur for nom, valeur in champs.items() if valeur != getattr(lue, nom)}
    touches = [nom for nom in miens if getattr(actuel, nom) not in (getattr(lue, nom), miens[nom])]
    return None if touches else miens


@transaction.atomic
def ajouter_action(
    *, acteur: Acteur, action_id: UUID, objectif: Objectif, dite: ActionDite, maintenant: datetime
) -> Action:
    """Add an action to an objective, last. The same form sent twice adds one.

    Raises PasSonCote, ObjectifRetire; Conflit when that form, sent again, says something else.
    """
    verrouiller(acteur, objectif.dossier_id)
    champs = dite.en_champs()
    if deja := _deja(Action.objects.filter(pk=action_id, objectif=objectif), champs):
        return deja
    actuel = Objectif.objects.get(pk=objectif.pk)
    if actuel.retire_le is not None:
        raise ObjectifRetire
    action = Action(
        id=action_id, dossier_id=actuel.dossier_id, objectif=actuel, **champs,
        rang=_dernier_rang(Action.objects.filter(objectif=actuel)),
        ecrit_par_id=acteur.appartenance_id, ecrit_le=maintenant, **_signe(acteur, maintenant),
    )  # fmt: skip
    action.save(force_insert=True)
    constater(actuel.dossier_id, maintenant=maintenant)
    return action


@transaction.atomic
def modifier_action(*, acteur: Acteur, action: Action, version: int, dite: ActionDite, maintenant: datetime) -> bool:
    """Write it anew; one taken back meanwhile is put back, its reader knowing. False when nothing changes.

    Raises PasSonCote, Conflit.
    """
    verrouiller(acteur, action.dossier_id)
    return _modifier(acteur, action, version, maintenant, **dite.en_champs())


@transaction.atomic
def avancer_action(
    *, acteur: Acteur, action: Action, version: int, etat: str, pourquoi: str, resultat: str, maintenant: datetime
) -> bool:
    """Say where it stands (a value of `EtatDAction`) and what it gave. Raises PasSonCote, Conflit."""
    verrouiller(acteur, action.dossier_id)
    return _modifier(
        acteur, action, version, maintenant, etat=etat, resultat=resultat,
        pourquoi=pourquoi if etat == EtatDAction.ABANDONNE else "",
    )  # fmt: skip


@transaction.atomic
def retirer(*, acteur: Acteur, objet: Objectif | Action, version: int, maintenant: datetime) -> None:
    """Take an objective or an action back; nothing is erased. Raises PasSonCote; Conflit when it was edited since."""
    verrouiller(acteur, objet.dossier_id)
    if type(objet).objects.filter(pk=objet.pk, retire_le=None).exists():
        enregistrer(objet, version=version, trace=_signe(acteur, maintenant), retire_le=maintenant)
        constater(objet.dossier_id, maintenant=maintenant)


@transaction.atomic
def remettre(*, acteur: Acteur, objet: Objectif | Action, maintenant: datetime) -> None:
    """Put back what was taken back, as it was. Raises PasSonCote."""
    verrouiller(acteur, objet.dossier_id)
    type(objet).objects.filter(pk=objet.pk, retire_le__isnull=False).update(
        retire_le=None, version=F("version") + 1, **_signe(acteur, maintenant)
    )
    constater(objet.dossier_id, maintenant=maintenant)


@transaction.atomic
def placer(
    *, acteur: Acteur, objet: Objectif | Action, avant: UUID | None = None, apres: UUID | None = None,
    maintenant: datetime,
) -> bool:  # fmt: skip
    """Put it just before, or just after, one of its neighbours: said so, a double click moves once, and a text that is
    being edited knows nothing of it. False when the neighbour is not there. Raises PasSonCote.
    """
    verrouiller(acteur, objet.dossier_id)
    autour = {"objectif_id": objet.objectif_id} if isinstance(objet, Action) else {"dossier_id": objet.dossier_id}
    rangee = list(type(objet).objects.filter(**autour).order_by("rang", "id"))
    restent = [o for o in rangee if o.pk != objet.pk]
    voisin = next((i for i, o in enumerate(restent) if o.pk in (avant, apres)), None)
    if voisin is None:
        return False
    restent.insert(voisin + (apres is not None), next(o for o in rangee if o.pk == objet.pk))
    deplaces = [o for rang, o in enumerate(restent, 1) if o.rang != rang]
    for rang, place in enumerate(restent, 1):
        place.rang = rang
    type(objet).objects.bulk_update(deplaces, ["rang"])
    constater(objet.dossier_id, maintenant=maintenant)
    return True


@transaction.atomic
def commenter(
    *, acteur: Acteur, commentaire_id: UUID, action: Action, texte: str, maintenant: datetime, **partage: Any
) -> Commentaire:
    """Say something of an action. The same form sent twice says it once; another text makes another comment.

    `partage` is who reads (`audience`, `pour_id`), else `audience_par_defaut`. Raises PasSonCote.
    """
    verrouiller(acteur, action.dossier_id)
    deja = Commentaire.objects.filter(pk=commentaire_id, action=action).first()
    if deja is not None and deja.texte == texte:
        return deja
    domaine = action.objectif.domaine
    defaut = audience_par_defaut(domaine) if action.objectif.audience in COMMUNES else Audience.STRUCTURE
    commentaire = Commentaire(
        id=uuid4() if deja else commentaire_id, dossier_id=action.dossier_id, action=action,
        structure_id=acteur.structure_id, domaine=domaine, montre_au_jeune=True, texte=texte,
        ecrit_par_id=acteur.appartenance_id, ecrit_le=maintenant,
        **({"audience": defaut} | partage),
    )  # fmt: skip
    commentaire.save(force_insert=True)
    constater(action.dossier_id, maintenant=maintenant)
    return commentaire


@transaction.atomic
def retirer_commentaire(
    *, acteur: Acteur, commentaire: Commentaire, remettre: bool = False, maintenant: datetime
) -> None:
    """Take back what one's own structure said, or put it back. Raises PasSonCote."""
    verrouiller(acteur, commentaire.dossier_id)
    if commentaire.ecrit_par.structure_id != acteur.structure_id:
        raise PasSonCote
    Commentaire.objects.filter(pk=commentaire.pk, retire_le__isnull=not remettre).update(
        retire_le=None if remettre else maintenant
    )
    constater(commentaire.dossier_id, maintenant=maintenant)
