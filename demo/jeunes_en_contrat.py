"""Youths who signed a contract, or are about to: one at each moment of it."""

from demo import plans
from demo.moments import (
    Contrat,
    Entourage,
    EntretienATrois,
    Jeune,
    NoteEcrite,
    Partage,
    PartenaireInvite,
    RelaisPrevu,
    Remise,
    RendezvousTenu,
    Seance,
    SyntheseEcrite,
    TacheAjustee,
    inconnu,
)  # fmt: skip
from demo.semaines import SEMAINES_DE_NAIM

# A whole team: two partners for both sides, one that the porteur keeps for itself, one who left.
_AUTOUR_DE_NAIM = (
    Entourage(
        150, "nadia",
        {
            "sorte": "hebergement", "organisation": "Foyer des Tilleuls", "nom": "Anouk Bizien",
            "fonction": "éducatrice", "pour_quoi": "Sa chambre, et la demande de logement.",
            "telephone": "06 39 98 02 51", "joignable": "L’après-midi, sauf le mercredi.", "audience": "les_deux",
        },
    ),
    Entourage(
        140, "nadia",
        {
            "sorte": "sante", "organisation": "Maison des ados", "nom": "Docteure Salaün",
            "pour_quoi": "Le sommeil. Ce qui s’y dit y reste.", "telephone": "06 39 98 02 52", "audience": "structure",
        },
    ),
    Entourage(
        170, "nadia",
        {
            "sorte": "ase", "organisation": "Département, aide sociale à l’enfance", "nom": "Marc Delaunay",
            "fonction": "référent ASE", "pour_quoi": "Le contrat jeune majeur, jusqu’à ses 21 ans.",
            "audience": "les_deux",
        },
        parti_il_y_a=60,
    ),
    Entourage(
        40, "nadia",
        {
            "sorte": "hebergement", "organisation": "SIAO de l’Ormelle", "nom": "Solenn Keraval",
            "fonction": "référente logement", "pour_quoi": "Une place, et le suivi de la demande.",
            "telephone": "06 39 98 02 54", "audience": "les_deux",
        },
    ),
    PartenaireInvite(38, "Solenn Keraval", "solenn"),
    Entourage(
        90, "karim",
        {
            "sorte": "emploi", "organisation": "Chantier La Remise", "nom": "Youna Quéré",
            "fonction": "encadrante technique", "pour_quoi": "Deux jours par semaine à l’atelier vélo.",
            "telephone": "06 39 98 02 53", "audience": "les_deux",
        },
    ),
)  # fmt: skip

# One for each audience: what the mission locale reads, what it would read if the youth said yes for his health, and
# what stays with the structure that wrote it.
_NOTES_SUR_NAIM = (
    NoteEcrite(
        58, "nadia", "sante", "Il dort trois heures par nuit. Il voudrait en parler, pas encore au médecin.",
        "les_deux", True,
    ),
    NoteEcrite(44, "nadia", "famille", "Ne pas appeler chez son oncle : ils ne se parlent plus."),
    NoteEcrite(
        12, "karim", "emploi", "Le chantier La Remise le reprend deux jours par semaine, à partir de décembre.",
        "les_deux", True,
    ),
    NoteEcrite(
        9, "nadia", "logement", "Il visite la chambre jeudi à 14 h, et viendra seul. Pouvez-vous confirmer l’étage ?",
        "nommee", True, pour="solenn",
    ),
    NoteEcrite(7, "nadia", "logement", "La résidence rappelle lundi. Il préfère un message.", "equipe", True),
)  # fmt: skip

# Held and signed: what each said, and the plan that the same yes accepted.
_DE_NAIM_A_TROIS = EntretienATrois(
    68, "nadia", (-61,),
    mots={
        "parole_jeune": "Je dors mieux depuis que j’ai un endroit deux nuits. Je veux une clé à moi.",
        "parole_porteur": "Il vient à l’atelier sans qu’on l’appelle. Nous tenons la demande au foyer.",
        "parole_mission_locale": "L’immersion aux espaces verts peut se faire avant l’été.",
    },
    signent=("jeune", "porteur", "mission_locale"),
)  # fmt: skip

JEUNES = (
    # In contract, with fewer hours than the rule: the situation, in view of the diagnosis.
    Jeune(
        "naim",
        "Naïm",
        "Castelo",
        age=21,
        il_y_a=190,
        moments=(
            Partage(180, ("dossier", "plan", "coordonnees")),
            inconnu(172),
            Seance(-22, "entree", "nadia", ("nadia", "karim")),
            Contrat(110, ouvert_par="karim", regime="reduite", heures=10, reference="CEJ-35-0412"),
            *plans.DE_NAIM,
            RendezvousTenu(80, "bilan", "karim"),
            _DE_NAIM_A_TROIS,
            RendezvousTenu(20, "tripartite", "karim"),
            EntretienATrois(3, "karim", (6, 8), lieu="mission_locale", invite="Anouk Bizien, éducatrice"),
            TacheAjustee(19, "chercher_un_emploi", "les_deux", "karim", avec="nadia"),
            TacheAjustee(18, "logement_stable", "partenaire", partenaire="la résidence des Tilleuls", avec="karim"),
            Remise(15, "nadia", "bilal"),
            Remise(4, "bilal", "nadia"),
            *_AUTOUR_DE_NAIM,
            *_NOTES_SUR_NAIM,
            *SEMAINES_DE_NAIM,
            SyntheseEcrite(
                16,
                "nadia",
                "bilan",
                libre="Il vient à l’heure depuis l’atelier vélo. Il prévient quand il ne vient pas.",
                jusqu_a="lue",
                parole="C’est vrai pour l’atelier. Pour le logement, j’attends encore.",
                aussi_a=("solenn",),
            ),
            SyntheseEcrite(2, "nadia", "orientation", "la résidence Les Tilleuls"),
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
            EntretienATrois(1, "nadia", (7, 9), repond=False, lieu="ailleurs", lieu_dit="Café des Halles"),
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
            RelaisPrevu(2, "nadia", "bilal", dans=6),
            # Invited, and the link was not opened yet.
            Entourage(
                12,
                "nadia",
                {
                    "sorte": "formation",
                    "organisation": "CFA de Port-Lièvre",
                    "nom": "Hamid Ouali",
                    "fonction": "référent des apprentis",
                    "pour_quoi": "L’entrée au CAP en janvier.",
                    "audience": "les_deux",
                },
            ),
            PartenaireInvite(2, "Hamid Ouali", "hamid.ouali", dans=200),
            SyntheseEcrite(
                3, "nadia", "renouvellement", libre="Il a besoin de finir le trimestre au CFA.", jusqu_a="soumise"
            ),
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
