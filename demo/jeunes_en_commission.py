"""Youths of Le Fil d’Ormelle on whom the commission decided, or is about to."""

from demo.moments import INSCRIT, Dit, Histoire, Jeune, Partage, Seance, inconnu

_ANCIEN = Dit("entretien", 230, echange=True, intention=True, precision="Premier accueil.")
_JOINDRE = ("dossier", "coordonnees", "signe:sans_logement_stable")

JEUNES = (
    Jeune(
        "emma",
        "Emma",
        "Prunelle",
        age=18,
        il_y_a=40,
        situation=INSCRIT,
        signes=("sans_logement_stable", "isolement"),
        moments=(
            Partage(33, _JOINDRE),
            Histoire(25, (_ANCIEN,)),
            Seance(
                -1,
                "entree",
                "nadia",
                ("nadia", "karim"),
                {"appreciation": "Elle vient chaque jour à l’accueil, et demande quand ça commence."},
            ),
        ),
    ),
    Jeune(
        "sofiane",
        "Sofiane",
        "Ardent",
        age=20,
        il_y_a=48,
        situation=INSCRIT,
        signes=("sortie_detention", "sans_logement_stable"),
        moments=(
            Partage(41),
            Histoire(
                30, (Dit("entretien", 95, echange=True, intention=True, precision="Permanence à la maison d’arrêt."),)
            ),
            Seance(
                -2,
                "entree",
                "nadege",
                ("nadege", "ines"),
                {
                    "appreciation": "Sorti il y a deux mois, sans adresse, présent à chaque rendez-vous.",
                    "motif": "L’entretien compté a eu lieu en détention et n’a rien ouvert. "
                    "Attendre deux mois de plus risque de le perdre.",
                },
            ),
        ),
    ),
    Jeune(
        "lina",
        "Lina",
        "Rosec",
        age=17,
        fete_dans=200,
        il_y_a=52,
        situation=INSCRIT,
        signes=("decrochage", "rupture_familiale"),
        coordonnees={
            "representant_nom": "Hélène Rosec",
            "representant_lien": "sa mère",
            "representant_contact": "01 99 00 40 32",
        },
        moments=(
            Partage(44, recueil="representant"),
            Histoire(
                35, (Dit("appel", porte_dans=10, echange=True, intention=True, precision="Appel de 20 minutes."),)
            ),
            Seance(
                -3,
                "pre_cej",
                "karim",
                ("karim", "nadia"),
                {"plan_interim": "Accueil de jour le mardi et le jeudi, atelier théâtre, carte de transport."},
                "nadia",
            ),
        ),
    ),
    Jeune(
        "mehdi",
        "Mehdi",
        "Alcantor",
        age=22,
        il_y_a=75,
        situation=INSCRIT,
        moments=(
            Partage(70),
            Histoire(62, (Dit("entretien", porte_dans=0, echange=True, intention=True),)),
            Seance(
                -5,
                "pre_cej",
                "nadia",
                ("nadia", "karim"),
                {"plan_interim": "Domiciliation, puis dossier de carte Vitale avec l’éducatrice."},
                "nadia",
            ),
        ),
    ),
    Jeune(
        "jade",
        "Jade",
        "Fontanel",
        age=21,
        il_y_a=90,
        situation=INSCRIT,
        par="nadege",
        moments=(
            Partage(84),
            Histoire(76, (Dit("appel", porte_dans=-20, echange=True, intention=True),)),
            Seance(
                -7,
                "pre_cej",
                "nadege",
                ("nadege", "karim"),
                {"plan_interim": "Hébergement d’urgence et repos, puis visite du chantier."},
                "nadege",
            ),
            Histoire(15, remarque="Rien de nouveau depuis."),
            Seance(-1, "entree", "nadege", ("nadege", "ines"), {"appreciation": "Elle a tenu le plan d’attente."}),
        ),
    ),
    Jeune(
        "kenza",
        "Kenza",
        "Baltique",
        age=21,
        il_y_a=55,
        situation={**INSCRIT, "en_formation": True},
        par="bilal",
        moments=(
            Partage(46),
            Histoire(37, (_ANCIEN,)),
            Seance(
                -2,
                "reorientation",
                "ines",
                ("ines", "nadege"),
                {
                    "vers": "École de la deuxième chance de Brévigny",
                    "pourquoi_ailleurs": "Elle y est déjà préinscrite et veut finir ce qu’elle a commencé.",
                },
            ),
        ),
    ),
    Jeune(
        "moussa",
        "Moussa",
        "Delorme",
        age=22,
        il_y_a=44,
        situation=INSCRIT,
        commune="Brévigny",
        moments=(
            Partage(38),
            Histoire(28, (_ANCIEN,)),
            Seance(
                -2,
                "ajournement",
                "karim",
                ("karim", "nadia"),
                {"manque": "La réponse de la maison de l’autonomie sur sa RQTH", "apporte_par": "porteur"},
            ),
            Histoire(6, remarque="Rien de nouveau."),
        ),
    ),
    Jeune(
        "ibtissam",
        "Ibtissam",
        "Lorme",
        age=20,
        il_y_a=29,
        situation=INSCRIT,
        par="yann",
        conseiller="claire",
        moments=(
            Partage(24),
            Histoire(16, (Dit("appel", 70), _ANCIEN)),
            Seance(
                -1,
                "ajournement",
                "yann",
                ("yann", "karim"),
                {"manque": "Dire si l’appel d’il y a deux mois était un échange", "apporte_par": "mission_locale"},
            ),
        ),
    ),
    Jeune(
        "oceane",
        "Océane",
        "Valtier",
        age=23,
        il_y_a=27,
        commune="Saint-Orme",
        moments=(
            Partage(20, _JOINDRE),
            inconnu(14),
            Seance(0, "entree", "nadia", ("nadia",), {"appreciation": "Prête, et pressée."}),
        ),
    ),
    Jeune(
        "bilel",
        "Bilel",
        "Haddock",
        age=24,
        il_y_a=30,
        par="yann",
        moments=(
            Partage(22),
            inconnu(17),
            # Two hats, one signature: the mission locale’s is awaited from somebody else.
            Seance(0, "entree", "yann", ("yann",)),
        ),
    ),
    Jeune(
        "alix",
        "Alix",
        "Monteil",
        age=19,
        il_y_a=32,
        situation=INSCRIT,
        par="nadege",
        moments=(
            Partage(26),
            Histoire(19, (_ANCIEN, Dit("appel", porte_dans=45, echange=True, intention=True))),
            Seance(
                0,
                "pre_cej",
                "karim",
                ("karim",),
                {"plan_interim": "Accueil de jour, et un rendez-vous avec l’assistante sociale."},
                "nadege",
            ),
        ),
    ),
)
