"""Youths who signed a contract, or are about to: one at each moment of it."""

from demo import plans
from demo.moments import Contrat, Jeune, Partage, RendezvousTenu, Seance, TacheAjustee, inconnu

JEUNES = (
    # In contract, with fewer hours than the rule: the situation, in view of the diagnosis.
    Jeune(
        "naim",
        "Naïm",
        "Castelo",
        age=21,
        il_y_a=190,
        moments=(
            Partage(180, ("dossier", "coordonnees")),
            inconnu(172),
            Seance(-22, "entree", "nadia", ("nadia", "karim")),
            Contrat(110, ouvert_par="karim", regime="reduite", heures=10, reference="CEJ-35-0412"),
            *plans.DE_NAIM,
            RendezvousTenu(80, "bilan", "karim"),
            RendezvousTenu(61, "tripartite", "nadia"),
            RendezvousTenu(20, "tripartite", "karim"),
            TacheAjustee(19, "chercher_un_emploi", "les_deux", "karim"),
            TacheAjustee(18, "logement_stable", "partenaire", partenaire="la résidence des Tilleuls"),
        ),
    ),
    # Signed by the youth and by the porteur: the mission locale is awaited.
    Jeune(
        "lou_anne",
        "Lou-Anne",
        "Tessier",
        age=18,
        il_y_a=64,
        signes=("rupture_familiale", "isolement"),
        moments=(
            Partage(58),
            inconnu(50),
            Seance(-5, "entree", "nadia", ("nadia", "karim")),
            Contrat(1, signent=("jeune", "porteur"), heures=15),
            *plans.DE_LOU_ANNE,
        ),
    ),
    # Its end comes within two months: prolong, saying why, or prepare what follows.
    Jeune(
        "tristan",
        "Tristan",
        "Rouault",
        age=23,
        il_y_a=300,
        moments=(
            Partage(290),
            inconnu(282),
            Seance(-36, "entree", "nadia", ("nadia", "karim")),
            Contrat(228, ouvert_par="karim", heures=16, finit_dans=45, reference="CEJ-35-0198"),
            *plans.DE_TRISTAN,
            RendezvousTenu(50, "tripartite", "nadia"),
            RendezvousTenu(30, "bilan", "karim"),
        ),
    ),
    # Broken by a job; a new one would wait six months, or say why.
    Jeune(
        "coline",
        "Coline",
        "Balmont",
        age=20,
        il_y_a=210,
        moments=(
            Partage(200),
            inconnu(192),
            Seance(-25, "entree", "nadia", ("nadia", "karim")),
            Contrat(150, ouvert_par="ines", heures=15, rompu_il_y_a=12, reference="CEJ-35-0377"),
        ),
    ),
)
