"""What the fictional territory decided for itself: two acts of its pilote, and the conventions of two porteurs."""

from datetime import date, timedelta
from uuid import uuid5

from demo.instants import a_l_heure
from demo.recit import ESPACE, sous
from regles.faits import CEJ_JR, O2R_JEUNES
from regles.noyau.bareme import Effet
from regles.noyau.temps import plus_mois
from socle.acteurs.models import Appartenance, Structure
from socle.droit.ecritures import ActeDit, signer
from socle.partenariats.conventions import ConventionDite, conclure


def decider(gens: dict[str, Appartenance], structures: dict[str, Structure], *, le: date) -> None:
    """Sign the acts, one in force and one to come, and note the conventions. No story turns on either act."""
    for rang, (signe_le, dit) in enumerate(_actes(le)):
        with sous(gens["odile"], signe_le) as acteur:
            signer(
                acteur=acteur,
                acte_id=uuid5(ESPACE, f"acte:{rang}"),
                dit=dit,
                maintenant=a_l_heure(signe_le, 11),
            )
    for porteur, dite in _conventions(le):
        conclure(porteur=structures[porteur], dite=dite)


def _conventions(le: date) -> tuple[tuple[str, ConventionDite], ...]:
    """(porteur, convention). Les Amarres carry two programmes: theirs is the page that asks which."""
    jours = {"du": date(le.year - 1, 1, 1), "au": date(le.year + 1, 12, 31)}
    communes = ["Port-Lièvre", "Val-Fleuron", "Saint-Orme", "Brévigny"]
    return (
        ("fil", ConventionDite(CEJ_JR, "Convention fictive n° 00-CEJ-JR-1", **jours, jeunes=90, communes=communes)),
        ("amarres", ConventionDite(CEJ_JR, "Convention fictive n° 00-CEJ-JR-2", **jours, jeunes=40, communes=[])),
        (
            "amarres",
            ConventionDite(
                O2R_JEUNES,
                "Convention fictive n° 00-O2R-1",
                **jours,
                jeunes=30,
                communes=["Saint-Orme"],
                age_minimum=16,
                age_maximum=25,
            ),
        ),
    )


def _actes(le: date) -> tuple[tuple[date, ActeDit], ...]:
    """(signed on, act)."""
    en_vigueur, a_venir = plus_mois(le, -4), plus_mois(le, 2)
    return (
        (
            en_vigueur,
            ActeDit(
                # Its five months come from the calls for projects, not from the Code: a territory may choose others.
                programme=O2R_JEUNES,
                effet=Effet.REMPLACER.value,
                cible="carence_en_mois",
                valeur="4",
                du=en_vigueur + timedelta(days=7),
                au=None,
                titre="Arrêté fictif n° 00-12 du préfet de l’Ormelle",
                date=en_vigueur - timedelta(days=3),
                citation="Dans ce département imaginaire, quatre mois sans contact régulier suffisent pour entrer en "
                "O2R jeunes.",
            ),
        ),
        (
            le - timedelta(days=5),
            ActeDit(
                programme=CEJ_JR,
                effet=Effet.DISPENSER.value,
                cible="ELOIGNEMENT",
                public="sorti_ase",
                du=a_venir,
                au=plus_mois(a_venir, 12),
                titre="Arrêté fictif n° 00-31 du préfet de l’Ormelle",
                date=le - timedelta(days=9),
                citation="Dans ce département imaginaire, les cinq mois ne sont pas demandés à qui sort de l’aide "
                "sociale à l’enfance.",
            ),
        ),
    )
