"""Writing a synthèse: a draft of one side, submitted to the other, validated or amended by it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from parcours.plan.ecritures import verrouiller
from parcours.syntheses.models import TITRES, Synthese
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit, enregistrer

ECRITS = ("pour", "precision", *TITRES)
"""What is typed of a synthèse."""


class PlusUnBrouillon(Exception):
    """It was submitted, or taken back: it no longer changes."""


class PlusAttendue(Exception):
    """It was validated, amended or taken back: nobody waits for it any more."""


class RienDit(Exception):
    """A synthèse without a single part has nothing to submit; nor has an amendment that changes nothing."""


class PasALAutreCote(Exception):
    """What it says of health, justice or money, the accord does not name for the other side."""


class AutreVersion(Exception):
    """Another version was submitted meanwhile in the same thread: it is read before one replaces it."""


class SansAutreCote(Exception):
    """No mission locale is known for this youth yet: nobody could validate it."""


@transaction.atomic
def ecrire(
    *, acteur: Acteur, synthese_id: UUID, dossier_id: UUID, dit: Mapping[str, str], maintenant: datetime
) -> Synthese:
    """Begin a draft. The same form sent twice begins one. Raises PasSonCote; Conflit when it says something else."""
    verrouiller(acteur, dossier_id)
    if deja := Synthese.objects.filter(pk=synthese_id, dossier_id=dossier_id).first():
        if any(getattr(deja, nom) != valeur for nom, valeur in dit.items()):
            raise Conflit(deja)
        return deja
    synthese = _brouillon(acteur, synthese_id, dossier_id, synthese_id, 1, dit, maintenant)
    constater(dossier_id, maintenant=maintenant)
    return synthese


def _brouillon(
    acteur: Acteur, pk: UUID, dossier_id: UUID, fil: UUID, numero: int, dit: Mapping[str, str], maintenant: datetime
) -> Synthese:
    synthese = Synthese(
        id=pk, dossier_id=dossier_id, fil=fil, numero=numero, structure_id=acteur.structure_id,
        ecrit_par_id=acteur.appartenance_id, ecrit_le=maintenant, maj_par_id=acteur.appartenance_id,
        maj_le=maintenant, **dit,
    )  # fmt: skip
    synthese.save(force_insert=True)
    return synthese


@transaction.atomic
def modifier(*, acteur: Acteur, synthese: Synthese, version: int, dit: Mapping[str, str], maintenant: datetime) -> bool:
    """Write the draft anew. False when nothing changes. Raises PasSonCote, PlusUnBrouillon, Conflit."""
    courante = _brouillon_a_soi(acteur, synthese)
    change = enregistrer(
        courante, version=version, trace={"maj_par_id": acteur.appartenance_id, "maj_le": maintenant}, **dit
    )
    if change:
        constater(courante.dossier_id, maintenant=maintenant)
    return change


def _brouillon_a_soi(acteur: Acteur, synthese: Synthese) -> Synthese:
    verrouiller(acteur, synthese.dossier_id)
    courante = Synthese.objects.get(pk=synthese.pk)
    if not courante.brouillon or courante.structure_id != acteur.structure_id:
        raise PlusUnBrouillon
    return courante


@transaction.atomic
def soumettre(
    *, acteur: Acteur, synthese: Synthese, version: int, vu: UUID | None, maintenant: datetime
) -> None:  # fmt: skip
    """Submit the draft to the other side, as it was read; the version that waited in its thread is replaced by it.

    `vu` is the last version submitted when the page was read. Raises PasSonCote, PlusUnBrouillon, AutreVersion,
    RienDit, SansAutreCote, PasALAutreCote; Conflit when the draft was edited since.
    """
    dossier = verrouiller(acteur, synthese.dossier_id)
    courante = Synthese.objects.get(pk=synthese.pk)
    if courante.soumise_le is not None and courante.structure_id == acteur.structure_id:
        return
    courante = _brouillon_a_soi(acteur, synthese)
    if courante.version != version:
        raise Conflit(courante)
    avant = precedente(courante)
    if (avant.pk if avant else None) != vu:
        raise AutreVersion
    _soumettable(courante, avant, dossier)
    attendues = Synthese.objects.filter(fil=courante.fil, soumise_le__isnull=False, validee_le=None, retiree_le=None)
    attendues.update(retiree_le=maintenant)
    Synthese.objects.filter(pk=courante.pk).update(
        numero=avant.numero + 1 if avant else 1,
        soumise_le=maintenant,
        maj_par_id=acteur.appartenance_id,
        maj_le=maintenant,
    )
    constater(courante.dossier_id, maintenant=maintenant)


def _soumettable(courante: Synthese, avant: Synthese | None, dossier: Dossier) -> None:
    if dossier.mission_locale_id is None:
        raise SansAutreCote
    inchangee = avant is not None and all(getattr(avant, n) == getattr(courante, n) for n in ECRITS)
    if inchangee or not any(getattr(courante, code) for code in TITRES):
        raise RienDit
    if manquants(courante, dossier):
        raise PasALAutreCote


def precedente(synthese: Synthese) -> Synthese | None:
    """The version of the same thread that was last submitted before it."""
    autres = Synthese.objects.filter(fil=synthese.fil, soumise_le__isnull=False).exclude(pk=synthese.pk)
    if synthese.soumise_le is not None:
        autres = autres.filter(numero__lt=synthese.numero)
    return autres.order_by("-numero").first()


def manquants(synthese: Synthese, dossier: Dossier) -> list[str]:
    """The elements that the accord with the mission locale does not name: whichever side wrote, they open both ways."""
    accord = dossier.accords.filter(destinataire_id=dossier.mission_locale_id, retire_le=None).first()
    nommes = accord.elements if accord else []
    return [e for e in synthese.elements if e not in nommes]


@transaction.atomic
def valider(*, acteur: Acteur, synthese: Synthese, maintenant: datetime) -> bool:
    """Agree, for the other side, on what was submitted. False when it was already. Raises PasSonCote, PlusAttendue."""
    verrouiller(acteur, synthese.dossier_id)
    courante = Synthese.objects.get(pk=synthese.pk)
    if courante.validee_le is not None and courante.structure_id != acteur.structure_id:
        return False
    if not courante.attendue or courante.structure_id == acteur.structure_id:
        raise PlusAttendue
    Synthese.objects.filter(pk=courante.pk).update(validee_le=maintenant, validee_par_id=acteur.appartenance_id)
    constater(courante.dossier_id, maintenant=maintenant)
    return True


@transaction.atomic
def reprendre(*, acteur: Acteur, synthese: Synthese, brouillon_id: UUID, maintenant: datetime) -> Synthese:
    """Begin the next version from one that was submitted, aside, for one's structure; the one begun if there is one.

    Raises PasSonCote; PlusAttendue when it was replaced or taken back.
    """
    verrouiller(acteur, synthese.dossier_id)
    courante = Synthese.objects.get(pk=synthese.pk)
    if courante.soumise_le is None or courante.retiree_le is not None:
        raise PlusAttendue
    en_cours = Synthese.objects.filter(
        fil=courante.fil, structure_id=acteur.structure_id, soumise_le=None, retiree_le=None
    ).first()
    if en_cours is not None:
        return en_cours
    # Its number is given when it is submitted: the other side may be drafting the next one too.
    dit = {nom: getattr(courante, nom) for nom in ECRITS}
    suite = _brouillon(acteur, brouillon_id, courante.dossier_id, courante.fil, courante.numero + 1, dit, maintenant)
    constater(courante.dossier_id, maintenant=maintenant)
    return suite


@transaction.atomic
def retirer(*, acteur: Acteur, synthese: Synthese, maintenant: datetime) -> None:
    """Put a draft away, or take back a version that waits; it stays in the history. Raises PasSonCote, PlusAttendue."""
    verrouiller(acteur, synthese.dossier_id)
    courante = Synthese.objects.get(pk=synthese.pk)
    if courante.structure_id != acteur.structure_id or courante.validee_le is not None:
        raise PlusAttendue
    Synthese.objects.filter(pk=courante.pk, retiree_le=None).update(retiree_le=maintenant)
    constater(courante.dossier_id, maintenant=maintenant)
