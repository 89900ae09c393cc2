"""The lines of a list of youths: everything is said here, so that the template only lays it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from parcours.etapes import CHEMIN
from parcours.sortie.models import Motif
from regles.noyau.bareme import Baremes
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier, Etape
from socle.droit.lectures import baremes
from web.composants import dates
from web.composants.chemins import mini
from web.composants.marques import marque
from web.dossier.lectures import RANG, nombre_d_etapes
from web.jeunes.attendu import Attendu, attendu

_AUCUN = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Ligne:
    """One youth, in words."""

    id: UUID
    url: str
    nom: str
    marque: SafeString
    age: str
    programme: str
    rencontre: str
    chemin: SafeString
    etape: str
    avec: str
    avec_marque: SafeString | str
    quoi: str
    qui: str
    qui_marque: SafeString | str
    quand: str
    tard: bool
    change: str


@cache
def _adresse() -> str:
    return reverse("dossier", args=[_AUCUN])


def lignes(dossiers: Iterable[Dossier], *, acteur: Acteur) -> list[Ligne]:
    """The lines of a page, as the hat worn reads them on its day."""
    droit, dossiers = baremes(), list(dossiers)
    plusieurs = len({dossier.programme for dossier in dossiers}) > 1
    return [_ligne(dossier, acteur, acteur.le, droit, plusieurs) for dossier in dossiers]


def _ligne(dossier: Dossier, acteur: Acteur, le: date, droit: Baremes, plusieurs: bool) -> Ligne:
    """`plusieurs`: the page shows several programmes, and each line says its own."""
    attend = attendu(dossier, le=le, droit=droit)
    naissance = dossier.date_naissance
    avec, avec_marque = _avec(dossier, acteur)
    etape = _etape_lue(dossier)
    return Ligne(
        id=dossier.pk,
        url=_adresse().replace(str(_AUCUN), str(dossier.pk)),
        nom=dossier.nom_affiche,
        marque=marque(dossier.initiales, "jeune"),
        age=f"{dates.age(naissance, le)}\u00a0ans" if naissance else "âge inconnu",
        programme=dossier.programme_dit if plusieurs else "",
        rencontre=dates.avec_annee(dossier.repere_le),
        chemin=mini(RANG[etape] + 1, sur=nombre_d_etapes(dossier.programme, en_contrat=etape == Etape.CONTRAT)),
        etape=_etape(dossier),
        avec=avec,
        avec_marque=avec_marque,
        quoi=_quoi(dossier, attend),
        qui=attend.qui if attend else "",
        qui_marque=marque(attend.initiales, attend.nature, "p") if attend else "",
        quand=dates.ecart(attend.quand, le) if attend and attend.quand else "",
        tard=attend.tard if attend else False,
        change=dates.ecart(dossier.maj_le, le),
    )


def _etape_lue(dossier: Dossier) -> Etape:
    """The step to draw: for who left, the last one reached; the word beside says that they left."""
    return Etape(dossier.lues_sorties[0]["etape_quittee"] if dossier.lues_sorties else dossier.etape)


def _quoi(dossier: Dossier, attend: Attendu | None) -> str:
    """What is awaited; for who left, when and why, since nothing is any more."""
    if dossier.lues_sorties:
        sortie = dossier.lues_sorties[0]
        motif = Motif(sortie["motif"]).label.split(" (")[0]
        return f"Sorti le {dates.avec_annee(date.fromisoformat(sortie['le']))} : {motif}"
    return attend.quoi if attend else "Rien n’est attendu"


def _etape(dossier: Dossier) -> str:
    """The step of the way, and its turn when it took one."""
    if dossier.etape in (Etape.PRE_CEJ, Etape.REORIENTE, Etape.SORTI):
        return Etape(dossier.etape).label
    return CHEMIN[RANG[Etape(dossier.etape)]]


def _avec(dossier: Dossier, acteur: Acteur) -> tuple[str, SafeString | str]:
    """The other side, for the hat worn: the person, else the structure."""
    if acteur.est_porteur:
        nom, prenom, initiale = dossier.mission_locale_nom, dossier.conseiller_prenom, dossier.conseiller_nom
        nature, defaut = "mission_locale", "ML"
    else:
        nom, prenom, initiale = dossier.porteur_nom, dossier.referent_prenom, dossier.referent_nom
        nature, defaut = "porteur", "P"
    if not nom:
        return "", ""
    if not prenom:
        return nom, marque(defaut, nature, "p")
    return f"{prenom} {initiale[:1]}., {nom}", marque(prenom[:1] + initiale[:1], nature, "p")
