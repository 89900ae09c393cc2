"""The edges: accords that ended, texts that are hard to show, dossiers that came back."""

from demo.moments import (
    INSCRIT,
    Dit,
    FinDePartage,
    Histoire,
    Jeune,
    Note,
    Partage,
    Seance,
    SyntheseEcrite,
    inconnu,
)

_ANCIEN = Dit("entretien", 240, echange=True, intention=True)
_TRES_LONG = (
    "Il raconte la même nuit plusieurs fois, chaque fois un peu plus loin dans le détail, et puis il s’arrête net. "
    * 60
).strip()

JEUNES = (
    # Accords: taken back, past their last day, in their last days, given anew.
    Jeune(
        "leo",
        "Léo",
        "Tamaris",
        age=20,
        il_y_a=36,
        situation=INSCRIT,
        moments=(
            Partage(29),
            Histoire(22, (_ANCIEN,)),
            SyntheseEcrite(9, "nadia", "bilan", libre="Il cherche une chambre, seul.", jusqu_a="envoyee"),
            FinDePartage(4),
        ),
    ),
    Jeune(
        "manon",
        "Manon",
        "Fresnel",
        age=22,
        conseiller="claire",
        il_y_a=80,
        moments=(Partage(70, expire_dans=-2), inconnu(66)),
    ),
    Jeune(
        "hugo_p",
        "Hugo",
        "Pastel",
        age=19,
        chez="haute_rive",
        conseiller="lena",
        il_y_a=33,
        moments=(Partage(26, expire_dans=2), inconnu(22)),
    ),
    Jeune(
        "nora",
        "Nora",
        "Sillage",
        age=21,
        il_y_a=47,
        situation=INSCRIT,
        moments=(Partage(40), FinDePartage(20), Partage(8, ("dossier", "coordonnees"))),
    ),
    # A new contact moved the door after it had opened: visibly, never silently.
    Jeune(
        "pablo",
        "Pablo",
        "Mistral",
        age=23,
        conseiller="claire",
        il_y_a=42,
        situation=INSCRIT,
        moments=(
            Partage(35),
            Histoire(27, (_ANCIEN,)),
            Note(
                10,
                Dit("appel", 11, echange=True, intention=True, precision="Il a rappelé de lui-même."),
                dapres="mission_locale",
                par="karim",
            ),
        ),
    ),
    # A dossier that comes back after an ajournement: the history must be checked again.
    Jeune(
        "sanaa",
        "Sanaa",
        "Ourika",
        age=20,
        il_y_a=66,
        situation=INSCRIT,
        moments=(
            Partage(60),
            Histoire(52, (_ANCIEN,)),
            Seance(
                -4,
                "ajournement",
                "nadia",
                ("nadia", "ines"),
                {"manque": "Savoir si elle reste à Port-Lièvre", "apporte_par": "porteur"},
            ),
        ),
    ),
    # I-Milo’s own date and ours differ: both are shown.
    Jeune(
        "lea",
        "Léa",
        "Ventoux",
        age=24,
        conseiller="claire",
        il_y_a=39,
        situation=INSCRIT,
        par="bilal",
        moments=(
            Partage(31),
            Histoire(24, (Dit("entretien", porte_dans=12, echange=True, intention=True),), veille_dans=-5),
        ),
    ),
    # Somebody who will be 26 in six days.
    Jeune(
        "quentin",
        "Quentin",
        "Albe",
        age=25,
        fete_dans=6,
        chez="brevigny",
        conseiller="solene",
        il_y_a=20,
        par="bilal",
        moments=(Partage(13), inconnu(9)),
    ),
    # Names and texts that break pages which were not careful.
    Jeune("zephyr", "🦊 Zéphyr", age=19, il_y_a=10, demande="Une vie 🌱 normale", lieu="Skatepark 🛹"),
    Jeune(
        "salim",
        "سليم",
        "النجار",
        age=18,
        il_y_a=11,
        signes=("mineur_non_accompagne", "difficulte_francais"),
        demande="أريد أن أتعلم الفرنسية (apprendre le français)",
        moments=(Partage(5),),
    ),
    Jeune(
        "maximilienne",
        "Maximilienne-Philippine-Anastasie-Clémentine-Ludivine de la Haute-Lande-aux-Bruy",
        "Vandenbroucke-Saint-Exupère-de-Montmorillon-Lascaux-d’Entraigues-sur-Ormelle",
        conseiller="claire",
        age=21,
        il_y_a=12,
        commune="Saint-Barthélemy-des-Grandes-Landes-sur-Ormelle-le-Vieux-Bourg",
        demande=("Comprendre. " * 24).strip(),
        moments=(Partage(6),),
    ),
    Jeune("roman", "Roman", "Sablier", age=20, il_y_a=15, recit=_TRES_LONG, par="bilal"),
    Jeune("balise", "<b>Max</b> & “Léo”", age=22, il_y_a=7, lieu="<script>alert('gare')</script>", par="bilal"),
    Jeune(
        "oeuf",
        "Œdipe-Ångström",
        "Çelik-Ðorđević",
        age=23,
        chez="haute_rive",
        conseiller="lena",
        il_y_a=16,
        moments=(Partage(10), inconnu(6)),
    ),
)
