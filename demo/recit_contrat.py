"""Telling a contract: prepared, signed, opened, broken."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.contrat import ecritures as contrats
from parcours.contrat.ecritures_suite import rompre
from parcours.contrat.models import Contrat
from parcours.contrat.termes import bareme_du
from regles.contrat import Partie, fin_ordinaire


def contracter(moment: m.Contrat, scene: Scene) -> None:
    """As far as the moment says: three signatures, the opening, the break."""
    jour, le_sien = scene.jour(moment.il_y_a), scene.jeune.conseiller or "karim"
    with sous(scene.gens[scene.jeune.par], jour) as acteur:
        dossier = scene.dossier()
        contrat = contrats.preparer(
            acteur=acteur,
            contrat_id=scene.identifiant(),
            version=1,
            dossier_id=dossier.pk,
            termes={
                "debut_le": jour,
                "fin_prevue_le": fin_ordinaire(jour, bareme=bareme_du(dossier, jour))
                if moment.finit_dans is None
                else scene.jour(-moment.finit_dans),
                "regime": moment.regime,
                "heures": moment.heures,
                "referent_id": scene.gens[le_sien].pk,
                "reference": moment.reference,
                "circonstances": "",
            },
            le=jour,
            maintenant=a_l_heure(jour, 9),
        )
    for rang, partie in enumerate(moment.signent):
        with sous(scene.gens[le_sien if partie == Partie.MISSION_LOCALE else scene.jeune.par], jour) as acteur:
            contrats.noter_signature(
                acteur=acteur,
                contrat=contrat,
                partie=Partie(partie),
                signee_le=jour,
                le=jour,
                maintenant=a_l_heure(jour, 10, 5 * rang),
            )
    _ouvrir(moment, scene, contrat)


def _ouvrir(moment: m.Contrat, scene: Scene, contrat: Contrat) -> None:
    if moment.ouvert_par is None:
        return
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.ouvert_par], jour) as acteur:
        contrats.ouvrir(
            acteur=acteur, contrat=contrat, version=1, en_qualite_de="delegataire", maintenant=a_l_heure(jour, 11)
        )
    if moment.rompu_il_y_a is not None:
        fini = scene.jour(moment.rompu_il_y_a)
        with sous(scene.gens[moment.ouvert_par], fini) as acteur:
            rompre(
                acteur=acteur,
                contrat=contrat,
                rompu_le=fini,
                initiative="jeune",
                motif="emploi",
                le=fini,
                maintenant=a_l_heure(fini, 15),
            )
