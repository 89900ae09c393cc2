"""Telling the story of a fictional youth: each moment is an écriture, under the hat of whoever did it, on its day."""

from collections.abc import Callable
from typing import Any

from demo import moments as m
from demo.recit import Scene
from demo.recit_activites import noter_une_activite
from demo.recit_commission import decider
from demo.recit_contrat import contracter
from demo.recit_eligibilite import noter, verifier
from demo.recit_interlocuteurs import entourer, prevoir_un_relais
from demo.recit_notes import ecrire_une_note
from demo.recit_partage import ne_plus_partager, partager, remettre
from demo.recit_partenaires import inviter_un_partenaire_nomme
from demo.recit_plan import convenir_du_plan, ecrire_le_diagnostic, viser
from demo.recit_qui_fait_quoi import ajuster_une_tache
from demo.recit_remobilisation import demander_une_aide, diagnostiquer, noter_pacea, prolonger
from demo.recit_rencontre import rencontrer
from demo.recit_sortie import partir
from demo.recit_suivi import tenir
from demo.recit_syntheses import ecrire_une_synthese
from demo.recit_tripartites import se_voir

RECITS: dict[type, Callable[[Any, Scene], None]] = {
    m.Partage: partager,
    m.FinDePartage: ne_plus_partager,
    m.Note: noter,
    m.Histoire: verifier,
    m.Remise: remettre,
    m.Seance: decider,
    m.Diagnostic: diagnostiquer,
    m.Pacea: noter_pacea,
    m.Aide: demander_une_aide,
    m.ParcoursProlonge: prolonger,
    m.Contrat: contracter,
    m.TacheAjustee: ajuster_une_tache,
    m.DiagnosticEcrit: ecrire_le_diagnostic,
    m.ObjectifVise: viser,
    m.PlanPropose: convenir_du_plan,
    m.NoteEcrite: ecrire_une_note,
    m.ActiviteFaite: noter_une_activite,
    m.Entourage: entourer,
    m.PartenaireInvite: inviter_un_partenaire_nomme,
    m.RelaisPrevu: prevoir_un_relais,
    m.RendezvousTenu: tenir,
    m.EntretienATrois: se_voir,
    m.SyntheseEcrite: ecrire_une_synthese,
    m.Depart: partir,
}


def raconter(scene: Scene) -> None:
    """Meet the youth, then tell each moment in order. Raises KeyError for one that nobody tells."""
    rencontrer(scene)
    for moment in scene.jeune.moments:
        RECITS[type(moment)](moment, scene)
