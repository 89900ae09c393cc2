"""The only ways to write a sortie. The dossier's row is the lock: two people act one after the other."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.sortie.lectures import RELAIS, TEXTES, peut_reprendre
from parcours.sortie.models import Avis, Relais, Sortie
from socle.acces.lectures import partage_en_cours
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Coordonnees, Dossier, cote
from socle.dossier.versions import Conflit


class PasDuCote(Exception):
    """The hat is on neither side of this dossier, or this is for the other side to do."""


class DateImpossible(Exception):
    """One leaves on a day that has come, and not before having been met."""


class DejaDite(Exception):
    """A sortie is in force already. `actuelle` is what somebody else said."""

    def __init__(self, actuelle: Sortie) -> None:
        super().__init__("sortie déjà dite")
        self.actuelle = actuelle


class PlusEnVigueur(Exception):
    """The sortie was taken back meanwhile."""


class RelaisHorsDePortee(Exception):
    """Whoever may not read how to reach the youth may not write whom the youth turns to either."""


def _verrouiller(dossier_id: UUID, acteur: Acteur) -> Dossier:
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasDuCote
    return dossier


@transaction.atomic
def dire(
    *,
    acteur: Acteur,
    sortie_id: UUID,
    dossier_id: UUID,
    texte: Mapping[str, Any],
    relais: Mapping[str, str] | None,
    le: date,
    maintenant: datetime,
) -> Sortie:
    """Say that the youth left, for the side of the hat worn. Called twice with the same `sortie_id`, it is one act.

    `texte` holds the fields of `TEXTES`; `relais` those of `RELAIS`, None to leave them alone. It closes nothing else:
    a contract, an accord stay as they are. Raises PasDuCote, DateImpossible, DejaDite, PlusEnVigueur,
    RelaisHorsDePortee.
    """
    dossier = _verrouiller(dossier_id, acteur)
    if deja := Sortie.objects.filter(dossier_id=dossier_id, annulee_le=None).first():
        if deja.pk == sortie_id:
            return deja
        raise DejaDite(deja)
    if Sortie.objects.filter(pk=sortie_id).exists():
        raise PlusEnVigueur
    _verifier_le_jour(dossier, texte["le"], le=le)
    sortie = Sortie(
        id=sortie_id,
        dossier_id=dossier_id,
        etape_quittee=dossier.etape,
        cote=cote(dossier, acteur.structure_id),
        par_id=acteur.appartenance_id,
        dite_le=maintenant,
        maj_par_id=acteur.appartenance_id,
        maj_le=maintenant,
        **{nom: texte[nom] for nom in TEXTES},
    )
    sortie.save(force_insert=True)
    if relais is not None:
        _ecrire_le_relais(sortie, relais)
    constater(dossier_id, maintenant=maintenant)
    return sortie


def _verifier_le_jour(dossier: Dossier, sorti_le: date, *, le: date) -> None:
    if not dossier.repere_le <= sorti_le <= le:
        raise DateImpossible


def _ecrire_le_relais(sortie: Sortie, relais: Mapping[str, str]) -> bool:
    """Write whom to turn to; False when nothing changes."""
    if not Coordonnees.objects.filter(pk=sortie.dossier_id).exists():
        if any(relais.values()):
            raise RelaisHorsDePortee
        return False
    dits = {nom: relais[nom] for nom in RELAIS}
    actuel = Relais.objects.filter(pk=sortie.pk).first()
    if actuel is None:
        if any(dits.values()):
            Relais(sortie=sortie, dossier_id=sortie.dossier_id, **dits).save(force_insert=True)
        return any(dits.values())
    if all(getattr(actuel, nom) == valeur for nom, valeur in dits.items()):
        return False
    Relais.objects.filter(pk=sortie.pk).update(**dits)
    return True


@transaction.atomic
def corriger(
    *,
    acteur: Acteur,
    sortie: Sortie,
    version: int,
    texte: Mapping[str, Any],
    relais: Mapping[str, str] | None,
    le: date,
    maintenant: datetime,
) -> None:
    """Change what was said, or add to it: the other side is asked to read it again. Saying the same twice is once.

    Raises PasDuCote, DateImpossible, PlusEnVigueur, Conflit (somebody else changed it meanwhile).
    """
    dossier, actuelle = _a_soi(acteur, sortie)
    _verifier_le_jour(dossier, texte["le"], le=le)
    memes_mots = all(getattr(actuelle, nom) == texte[nom] for nom in TEXTES)
    if actuelle.version != version:
        if memes_mots and relais is None:
            return
        raise Conflit(actuelle)
    change = _ecrire_le_relais(actuelle, relais) if relais is not None else False
    if memes_mots and not change:
        return
    Sortie.objects.filter(pk=actuelle.pk).update(
        **{nom: texte[nom] for nom in TEXTES},
        maj_par_id=acteur.appartenance_id,
        maj_le=maintenant,
        version=version + 1,
    )
    constater(dossier.pk, maintenant=maintenant)


def _a_soi(acteur: Acteur, sortie: Sortie) -> tuple[Dossier, Sortie]:
    """The dossier, locked, and the sortie as it is now, which the hat may change. Raises PasDuCote, PlusEnVigueur."""
    dossier = _verrouiller(sortie.dossier_id, acteur)
    actuelle = Sortie.objects.get(pk=sortie.pk)
    if not peut_reprendre(actuelle, dossier, acteur, partage=_partage(dossier, acteur)):
        raise PasDuCote
    if actuelle.annulee_le is not None:
        raise PlusEnVigueur
    return dossier, actuelle


def _partage(dossier: Dossier, acteur: Acteur) -> bool:
    return Dossier.objects.filter(partage_en_cours(le=acteur.le), pk=dossier.pk).exists()


@transaction.atomic
def annuler(*, acteur: Acteur, sortie: Sortie, pourquoi: str, maintenant: datetime) -> None:
    """Take the sortie back: the dossier returns to the step where its facts put it. Twice is once.

    Raises PasDuCote, PlusEnVigueur.
    """
    dossier, actuelle = _a_soi(acteur, sortie)
    Sortie.objects.filter(pk=actuelle.pk).update(
        annulee_le=maintenant, annulee_par_id=acteur.appartenance_id, annulation=pourquoi
    )
    constater(dossier.pk, maintenant=maintenant)


@transaction.atomic
def donner_avis(
    *, acteur: Acteur, avis_id: UUID, sortie: Sortie, version_lue: int, conteste: bool, texte: str, maintenant: datetime
) -> Avis:
    """Say, for the other side, that the sortie was read, or that it is contested and why. Twice is once.

    It replaces what this side said before. Raises PasDuCote, PlusEnVigueur, Conflit (it changed since it was read).
    """
    dossier = _verrouiller(sortie.dossier_id, acteur)
    actuelle = Sortie.objects.get(pk=sortie.pk)
    mien = cote(dossier, acteur.structure_id)
    if mien == actuelle.cote:
        raise PasDuCote
    if actuelle.annulee_le is not None:
        raise PlusEnVigueur
    if actuelle.version != version_lue:
        raise Conflit(actuelle)
    dernier = Avis.objects.filter(sortie_id=sortie.pk, cote=mien, retire_le=None).first()
    if dernier and (dernier.version_lue, dernier.conteste, dernier.texte) == (version_lue, conteste, texte):
        return dernier
    if dernier:
        Avis.objects.filter(pk=dernier.pk).update(retire_le=maintenant)
    avis = Avis(
        id=avis_id,
        sortie=actuelle,
        dossier_id=dossier.pk,
        cote=mien,
        par_id=acteur.appartenance_id,
        le=maintenant,
        version_lue=version_lue,
        conteste=conteste,
        texte=texte,
    )
    avis.save(force_insert=True)
    return avis


@transaction.atomic
def maintenir(*, acteur: Acteur, sortie: Sortie, pourquoi: str, maintenant: datetime) -> bool:
    """Answer a contest: the sortie stays, and why. False when nothing is contested any more.

    Raises PasDuCote, PlusEnVigueur.
    """
    _, actuelle = _a_soi(acteur, sortie)
    contestes = Avis.objects.filter(sortie_id=actuelle.pk, conteste=True, retire_le=None, maintenue_le=None)
    return bool(contestes.update(maintenue_le=maintenant, maintenue_par_id=acteur.appartenance_id, maintien=pourquoi))
