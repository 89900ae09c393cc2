"""Telling what a commission decided."""

from datetime import date
from typing import Any

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from demo.territoire import COMMISSIONS
from parcours.commission.ecritures import proposer, signer
from parcours.commission.jugement import juge_le, jugement, verdict_du
from parcours.commission.lectures import TEXTES


def decider(moment: m.Seance, scene: Scene) -> None:
    """A decision, proposed at the séance and signed."""
    seance_le = COMMISSIONS[scene.jeune.chez or ""].seance(moment.rang, le=scene.le)
    jour = min(seance_le, scene.jour(1))
    with sous(scene.gens[moment.par], jour) as acteur:
        dossier = scene.dossier()
        garde = jugement(dossier, verdict_du(dossier, le=juge_le(seance_le, le=jour)))
        decision = proposer(
            acteur=acteur,
            decision_id=scene.identifiant(),
            version=1,
            dossier_id=dossier.pk,
            seance_le=seance_le,
            texte=_texte(moment, scene, garde),
            vu=garde["constat"],
            le=jour,
            maintenant=a_l_heure(jour, 9, 40),
        )
    for rang, cle in enumerate(moment.signent):
        with sous(scene.gens[cle], jour) as acteur:
            signer(
                acteur=acteur,
                decision=decision,
                lue=decision.empreinte,
                le=jour,
                maintenant=a_l_heure(jour, 10, 5 + 7 * rang),
            )


def _texte(moment: m.Seance, scene: Scene, garde: dict[str, Any]) -> dict[str, Any]:
    textes: dict[str, Any] = dict.fromkeys(TEXTES, "")
    textes["fin_le"] = None
    if moment.issue == "pre_cej":
        textes["fin_le"] = date.fromisoformat(garde["ouverture_le"])
    responsable = scene.gens[moment.responsable].pk if moment.responsable else None
    return {**textes, **moment.champs, "issue": moment.issue, "responsable_id": responsable}
