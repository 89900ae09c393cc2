"""Telling how a youth was met, for the first time or again."""

import uuid
from datetime import date
from typing import Any

from demo import moments as m
from demo.instants import a_l_heure, naissance
from demo.recit import ESPACE, Scene, sous
from demo.territoire import DEPARTEMENT
from parcours.reperage.ecritures import reperer
from parcours.sortie.retours import revenir
from socle.dossier.models import Dossier


def rencontrer(scene: Scene) -> None:
    """The first day, as the porteur notes it."""
    jeune, jour = scene.jeune, scene.jour(scene.jeune.il_y_a)
    ne_le = None if jeune.age is None else naissance(le=scene.le, age=jeune.age, fete_dans=jeune.fete_dans)
    identite = {"prenom": jeune.prenom, "nom": jeune.nom, "date_naissance": ne_le, "commune": jeune.commune}
    chez = scene.structures[jeune.chez].pk if jeune.chez else None
    if jeune.retour_de is not None:
        _revoir(scene, jour, {**identite, "departement": DEPARTEMENT, "numero_imilo": ""}, chez)
        return
    with sous(scene.gens[jeune.par], jour) as acteur:
        reperer(
            acteur=acteur,
            dossier_id=scene.dossier_id,
            repere_le=jour,
            identite={**identite, "departement": DEPARTEMENT if jeune.commune else ""},
            situation={**m.CONNUE, **jeune.situation},
            coordonnees=dict(jeune.coordonnees),
            signes=list(jeune.signes),
            lieu=jeune.lieu,
            recit=jeune.recit,
            demande=jeune.demande,
            mission_locale_id=chez,
            brouillon_id=None,
            programme=jeune.programme,
            le=jour,
            maintenant=a_l_heure(jour, 10),
        )


def _revoir(scene: Scene, jour: date, identite: dict[str, Any], chez: int | None) -> None:
    """Somebody who left is met again: a new dossier, tied to the old one."""
    jeune = scene.jeune
    with sous(scene.gens[jeune.par], jour) as acteur:
        revenir(
            acteur=acteur,
            ancien=Dossier.objects.get(pk=uuid.uuid5(ESPACE, f"dossier:{jeune.retour_de}")),
            dossier_id=scene.dossier_id,
            repere_le=jour,
            identite=identite,
            lieu=jeune.lieu,
            demande=jeune.demande,
            mission_locale_id=chez,
            le=jour,
            maintenant=a_l_heure(jour, 10),
        )
