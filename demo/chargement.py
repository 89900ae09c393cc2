"""Loading the fictional territory: everything at once or nothing, and once only."""

from datetime import date, datetime, timedelta
from uuid import uuid5

from django.db import transaction

from demo import pratiques, presences, repartition
from demo.droit import decider
from demo.garde import marquee, verifier
from demo.instants import a_l_heure
from demo.jeunes_ailleurs import BREVIGNY, FILAOS, HAUTE_RIVE
from demo.jeunes_bords import JEUNES as BORDS
from demo.jeunes_en_commission import JEUNES as EN_COMMISSION
from demo.jeunes_en_contrat import JEUNES as EN_CONTRAT
from demo.jeunes_en_remobilisation import JEUNES as EN_REMOBILISATION
from demo.jeunes_o2r import JEUNES as O2R
from demo.jeunes_ormelle import JEUNES as ORMELLE
from demo.jeunes_sortis import JEUNES as SORTIS
from demo.jeunes_verdicts import JEUNES as VERDICTS
from demo.models import Marque
from demo.moments import Jeune
from demo.personnages import embaucher, faire_partir
from demo.raconter import raconter
from demo.recit import ESPACE, Scene, sous
from demo.territoire import COMMISSIONS, planter
from parcours.commission.ecritures_seances import deplacer, fixer_rendezvous
from parcours.reperage.ecritures import garder_brouillon
from socle.acteurs.models import Appartenance

TOUS: tuple[Jeune, ...] = (
    *ORMELLE, *VERDICTS, *EN_COMMISSION, *EN_REMOBILISATION, *EN_CONTRAT, *BORDS, *BREVIGNY, *HAUTE_RIVE, *FILAOS,
    *SORTIS, *O2R,
)  # fmt: skip
SEANCES_PASSEES = 20


@transaction.atomic
def charger(*, le: date, maintenant: datetime) -> bool:
    """Fill an empty database with the fictional territory, as of the day `le`; False when it was filled before.

    Raises BaseEtrangere on a database that holds anything else.
    """
    verifier()
    if marquee():
        return False
    Marque.objects.create(chargee_le=maintenant)
    structures = planter(le=le)
    gens = embaucher(structures, le=le)
    decider(gens, structures, le=le)
    _fixer_les_commissions(gens, le=le)
    pratiques.planter(gens, structures, le=le)
    repartition.planter(gens, structures, le=le)
    presences.planter(gens, le=le)
    for jeune in TOUS:
        raconter(Scene(jeune, gens, structures, le))
    faire_partir(gens, le=le)
    _laisser_des_brouillons(gens, le=le)
    return True


def _fixer_les_commissions(gens: dict[str, Appartenance], *, le: date) -> None:
    for commission in COMMISSIONS.values():
        premiere = commission.seance(-SEANCES_PASSEES, le=le)
        with sous(gens[commission.fixe_par], premiere) as acteur:
            fixer_rendezvous(
                acteur=acteur,
                premiere_le=premiere,
                heure=commission.heure,
                toutes_les=commission.toutes_les,
                lieu=commission.lieu,
                jusqu_a=None,
                maintenant=a_l_heure(premiere, 8),
            )
    _deplacer_une_seance(gens, le=le)


def _deplacer_une_seance(gens: dict[str, Appartenance], *, le: date) -> None:
    """Haute-Rive sits two days later than usual, in two séances' time."""
    commission, hier = COMMISSIONS["haute_rive"], le - timedelta(days=1)
    prevue = commission.seance(2, le=le)
    with sous(gens[commission.fixe_par], hier) as acteur:
        deplacer(
            acteur=acteur,
            prevue_le=prevue,
            tenue_le=prevue + timedelta(days=2),
            heure=commission.heure,
            lieu=commission.lieu,
            motif="Rencontre départementale le mardi",
            maintenant=a_l_heure(hier, 17),
        )


# (whose, days ago, what was typed)
BROUILLONS = (
    ("nadia", 1, {"prenom": "Tony", "lieu": "Laverie de la rue haute", "demande": "Laver mes affaires, déjà."}),
    (
        "nadia",
        5,
        {"prenom": "", "lieu": "Abri du port", "recit": "Deux jeunes, pas eu le temps de demander les prénoms."},
    ),
    ("sacha", 2, {"prenom": "Elouan", "lieu": "Bus de nuit", "signes": ["isolement"]}),
)


def _laisser_des_brouillons(gens: dict[str, Appartenance], *, le: date) -> None:
    for rang, (cle, il_y_a, contenu) in enumerate(BROUILLONS):
        jour = le - timedelta(days=il_y_a)
        with sous(gens[cle], jour) as acteur:
            garder_brouillon(
                acteur=acteur,
                brouillon_id=uuid5(ESPACE, f"brouillon:{rang}"),
                contenu={
                    "dossier_id": str(uuid5(ESPACE, f"brouillon:{rang}:dossier")),
                    "repere_le": jour.isoformat(),
                    **contenu,
                },
                maintenant=a_l_heure(jour, 20),
            )
