"""Youths who left: one for a job, one whom nobody could reach any more and who came back, one contested."""

from demo.moments import Depart, Jeune, Partage, Seance, inconnu

_JOINDRE = ("dossier", "coordonnees")

JEUNES = (
    Jeune(
        "gildas",
        "Gildas",
        "Corvec",
        age=22,
        il_y_a=120,
        signes=("sans_logement_stable", "isolement"),
        moments=(
            Partage(104, _JOINDRE),
            inconnu(98),
            Seance(-8, "entree", "nadia", ("nadia", "karim")),
            Depart(
                6,
                "emploi_durable",
                "nadia",
                {
                    "vers": "Chantier naval Le Bris, Port-Lièvre",
                    "accompagnement": True,
                    "accompagnement_par": "Le Fil d’Ormelle",
                    "parole": "Je garde le numéro de Nadia, au cas où.",
                },
                {"nom": "Gwen Le Bris", "structure": "Chantier naval Le Bris", "contact": "01 99 00 40 77"},
            ),
        ),
    ),
    Jeune(
        "solveig",
        "Solveig",
        "Loisel",
        age=19,
        il_y_a=200,
        moments=(
            Partage(190),
            inconnu(180),
            Depart(120, "perte_de_contact", "karim", {"accompagnement": False}, lue="nadia"),
        ),
    ),
    Jeune(
        "solveig_retour",
        "Solveig",
        "Loisel",
        age=19,
        il_y_a=5,
        lieu="Accueil de jour",
        demande="Reprendre là où elle s’était arrêtée.",
        retour_de="solveig",
    ),
    Jeune(
        "soren",
        "Soren",
        "Sauvage",
        age=24,
        il_y_a=90,
        moments=(
            Partage(80),
            inconnu(75),
            Depart(
                3,
                "demande",
                "nadia",
                {"parole": "J’ai besoin d’une pause.", "accompagnement": False},
                lue="karim",
                conteste="Il m’a demandé lundi un rendez-vous pour la semaine prochaine.",
            ),
        ),
    ),
)
