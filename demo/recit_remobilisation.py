"""Telling what happens between the entry and the CEJ: diagnosis, PACEA, allocation ponctuelle."""

from decimal import Decimal

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.remobilisation import ecritures, ecritures_duree, ecritures_pacea
from parcours.remobilisation import ecritures_allocation as allocations
from parcours.remobilisation.duree import duree_de
from parcours.remobilisation.models import Diagnostic
from regles.noyau.temps import plus_mois


def diagnostiquer(moment: m.Diagnostic, scene: Scene) -> None:
    """Asked by the porteur, then given a day, then held, as far as the moment says."""
    jour, conseiller = scene.jour(moment.il_y_a), scene.gens[scene.jeune.conseiller or "karim"]
    with sous(scene.gens[moment.par], jour) as acteur:
        diagnostic = ecritures.demander_diagnostic(
            acteur=acteur,
            diagnostic_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            pour=moment.pour,
            le=jour,
            maintenant=a_l_heure(jour, 15),
        )
    if moment.propose_dans is not None:
        with sous(conseiller, jour) as acteur:
            ecritures.proposer_un_jour(
                acteur=acteur,
                diagnostic=diagnostic,
                version=1,
                propose_le=scene.jour(-moment.propose_dans),
                ou=moment.ou,
                maintenant=a_l_heure(jour, 16),
            )
    if moment.tenu_il_y_a is not None:
        _tenir(moment, scene, diagnostic)


def _tenir(moment: m.Diagnostic, scene: Scene, diagnostic: Diagnostic) -> None:
    jour, conseiller = scene.jour(moment.tenu_il_y_a or 0), scene.gens[scene.jeune.conseiller or "karim"]
    with sous(conseiller, jour) as acteur:
        ecritures.dire_tenu(
            acteur=acteur,
            diagnostic=diagnostic,
            version=Diagnostic.objects.get(pk=diagnostic.pk).version,
            tenu_le=jour,
            mene_par_id=conseiller.pk,
            suite=moment.suite,
            pourquoi=moment.pourquoi,
            le=jour,
            maintenant=a_l_heure(jour, 17),
        )


def noter_pacea(moment: m.Pacea, scene: Scene) -> None:
    """A PACEA signed, noted the same day or later."""
    signe_le = scene.jour(moment.il_y_a)
    jour = scene.jour(moment.il_y_a if moment.note_il_y_a is None else moment.note_il_y_a)
    with sous(scene.gens[scene.jeune.conseiller or "karim"], jour) as acteur:
        ecritures_pacea.noter_pacea(
            acteur=acteur,
            pacea_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            signe_le=signe_le,
            fin_prevue_le=scene.jour(moment.il_y_a - moment.duree),
            premiere_phase_le=None,
            objectifs=moment.objectifs,
            le=jour,
            maintenant=a_l_heure(jour, 17, 30),
        )


def demander_une_aide(moment: m.Aide, scene: Scene) -> None:
    """An allocation ponctuelle asked for, then answered."""
    jour = scene.jour(moment.il_y_a)
    dite = allocations.Dite(
        mois=plus_mois(jour.replace(day=1), -moment.mois_il_y_a),
        montant=Decimal(moment.montant),
        revenus=None if moment.revenus is None else Decimal(moment.revenus),
        motifs=list(moment.motifs),
        precision=moment.precision,
    )
    with sous(scene.gens[moment.par], jour) as acteur:
        demande = allocations.demander(
            acteur=acteur,
            demande_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            dite=dite,
            accord_id=scene.identifiant(),
            recueil="oral",
            le=jour,
            maintenant=a_l_heure(jour, 18),
        )
    if not moment.reponse:
        return
    with sous(scene.gens[scene.jeune.conseiller or "karim"], jour) as acteur:
        allocations.repondre(
            acteur=acteur,
            demande=demande,
            version=1,
            reponse=moment.reponse,
            accorde=Decimal(moment.accorde) if moment.accorde else None,
            pourquoi=moment.pourquoi,
            le=jour,
            maintenant=a_l_heure(jour, 18, 30),
        )
        if moment.transmise:
            allocations.transmettre(acteur=acteur, demande=demande, le=jour, maintenant=a_l_heure(jour, 18, 40))


def prolonger(moment: m.ParcoursProlonge, scene: Scene) -> None:
    """The parcours goes on to the last day that the law allows."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        duree = duree_de(scene.dossier_id)
        assert duree is not None
        ecritures_duree.prolonger(
            acteur=acteur,
            prolongation_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            jusqu_au=duree.maximale_le,
            motif=moment.motif,
            maintenant=a_l_heure(jour, 11),
        )
