"""Youths met by Le Fil d’Ormelle and seen with the mission locale of the Val d’Ormelle: the story, step by step."""

from demo.moments import INSCRIT, RIEN, Dit, Histoire, Jeune, Note, Partage, Remise, Seance

_SMS = Dit("sms", 12, echange=False, intention=False, precision="Relance du conseiller, sans réponse.")
_ANCIEN = Dit("entretien", 230, echange=True, intention=True, precision="Premier accueil.")
_JOINDRE = ("dossier", "coordonnees", "signe:sans_logement_stable")

JEUNES = (
    # The street: a first name, and nothing more.
    Jeune(
        "idriss", "Idriss", age=None, il_y_a=2, lieu="Parvis de la gare", chez=None, commune="", situation=RIEN,
        demande="« Savoir où dormir ce soir. »", recit="Croisé vers 19 h avec deux autres. Un prénom, rien de plus. Repasse demain.",
    ),
    Jeune("sami", "Sami", age=None, il_y_a=5, lieu="Local de répétition", situation=RIEN, signes=()),
    Jeune(
        "lou", "Lou", "Benvenuto", il_y_a=9, demande="« Un boulot dehors, avec des plantes. »",
        coordonnees={"telephone": "06 39 98 01 03", "ou_le_trouver": "Square des Tilleuls, après 17 h"},
    ),
    # The accord is there; the mission locale is asked at once.
    Jeune(
        "yanis", "Yanis", "Trévidy", age=18, il_y_a=8, lieu="Parvis de la gare", situation=INSCRIT,
        signes=("sans_logement_stable", "rupture_familiale"), demande="« Arrêter de tourner en rond. »",
        coordonnees={"telephone": "06 39 98 01 04"},
        moments=(
            Note(7, Dit("entretien", 215, precision="« J’ai vu quelqu’un au printemps, une fois. »")),
            Note(7, Dit("sms", 40, precision="Il se souvient d’un message.")),
            Partage(1),
        ),
    ),
    Jeune("warda", "Warda", "Sélène", age=22, il_y_a=12, situation=INSCRIT, conseiller="claire", moments=(Partage(3),)),
    Jeune(
        "enzo", "Enzo", "Pradel", age=21, il_y_a=30, situation=INSCRIT, par="bilal",
        moments=(
            Partage(20),
            Histoire(15, (Dit("appel", 60, precision="4 minutes, à qualifier."), _ANCIEN)),
        ),
    ),
    # The verdict is favorable: on Thursday’s agenda without anybody filling it.
    Jeune(
        "fatou", "Fatou", "Sarré", age=19, il_y_a=21, situation=INSCRIT, signes=("sans_logement_stable", "decrochage"),
        demande="« Un endroit à moi, et apprendre la cuisine. »", coordonnees={"telephone": "06 39 98 01 07"},
        moments=(
            Note(20, Dit("entretien", 190, precision="Un entretien au printemps, d’après elle.")),
            Partage(14, _JOINDRE),
            Histoire(9, (Dit("entretien", 190, echange=True, intention=True), _SMS), remarque="Un SMS sans réponse : ce n’est pas un contact."),
        ),
    ),
    Jeune("nils", "Nils", "Armand", age=24, il_y_a=17, par="nadege", signes=("isolement",), moments=(Partage(10, _JOINDRE),)),
    Jeune(
        "assia", "Assia", "Belmont", age=20, il_y_a=34, situation=INSCRIT, par="yann", conseiller="claire",
        moments=(Partage(25), Histoire(18, (_ANCIEN,), veille_dans=-60, remarque="I-Milo : veille depuis deux mois.")),
    ),
    # The door opens in three days: nobody has to remember.
    Jeune(
        "dylan", "Dylan", "Cormoran", age=25, il_y_a=26, situation=INSCRIT, coordonnees={"telephone": "06 39 98 01 10"},
        moments=(
            Partage(20),
            Histoire(13, (Dit("entretien", porte_dans=3, echange=True, intention=True, precision="Bilan au bureau."),), veille_dans=5),
        ),
    ),
    # Refused by the rule.
    Jeune("bastien", "Bastien", "Lacroix", age=27, il_y_a=25, situation={"rqth": False}, moments=(Partage(18),)),
    Jeune("romane", "Romane", "Lescure", age=15, fete_dans=40, il_y_a=14, signes=("decrochage",), moments=(Partage(9, recueil="representant"),)),
    Jeune("inaya", "Inaya", "Belcourt", age=23, il_y_a=28, situation={"ressources": "regulieres"}, moments=(Partage(21),)),
    Jeune("theo", "Théo", "Marnier", age=20, il_y_a=19, par="bilal", situation={"etudiant": True}, moments=(Partage(12),)),
    Jeune("cyprien", "Cyprien", "Aulnay", age=19, il_y_a=16, par="yann", situation={"en_formation": True}, moments=(Partage(11),)),
    # A question for somebody: one of each kind.
    Jeune("aissata", "Aïssata", "Koulou", age=21, il_y_a=22, par="bilal", situation={"en_emploi": True}, moments=(Partage(15),)),
    Jeune("gabin", "Gabin", "Ferret", age=20, il_y_a=18, situation={"ressources": "faibles_ou_irregulieres"}, moments=(Partage(11),)),
    Jeune("milan", "Milan", "Dostal", age=22, il_y_a=20, par="bilal", situation={"ressources": ""}, moments=(Partage(12),)),
    Jeune("jonas", "Jonas", "Kerfaut", age=27, il_y_a=23, par="nadege", situation={"rqth": None}, moments=(Partage(16),)),
    Jeune("rayan", "Rayan", "Solis", age=None, il_y_a=13, moments=(Partage(8),)),
    Jeune("elya", "Elya", "Morvan", age=18, il_y_a=15, par="yann", signes=(), moments=(Partage(9),)),
    Jeune("tiago", "Tiago", "Nunès", age=19, il_y_a=11, par="bilal", situation={"inscrit_mission_locale": None}, moments=(Partage(6),)),
    Jeune(
        "ambre", "Ambre", "Vasquez", age=23, il_y_a=60, situation=INSCRIT,
        moments=(
            Partage(50),
            Histoire(45, (_ANCIEN, Dit("entretien", 47, echange=True, intention=True, parcours=True, precision="Diagnostic fait avec le porteur."))),
        ),
    ),
    # RQTH until 29.
    Jeune("maelys", "Maëlys", "Garance", age=27, il_y_a=31, situation={"rqth": True}, commune="Saint-Orme", moments=(Partage(24, _JOINDRE),)),
    # A minor, and who represents him.
    Jeune(
        "noe", "Noé", "Vallon", age=17, fete_dans=70, il_y_a=24, par="nadege", signes=("sorti_ase", "isolement"),
        coordonnees={
            "telephone": "06 39 98 01 25", "representant_nom": "Mireille Vallon", "representant_lien": "sa grand-mère",
            "representant_contact": "01 99 00 40 25",
        },
        moments=(Partage(17, ("dossier", "coordonnees", "signe:sorti_ase"), recueil="representant"),),
    ),
    # A volunteer sees these three, and no other.
    Jeune("swann", "Swann", "Delage", age=21, il_y_a=45, moments=(Remise(40, "nadia", "maya"), Partage(30))),
    Jeune("camille", "Camille", "Ostrov", age=19, il_y_a=33, moments=(Remise(28, "nadia", "maya"),)),
    Jeune("idir", "Idir", "Maréchal", age=24, il_y_a=27, par="bilal", situation=INSCRIT, moments=(Remise(22, "bilal", "maya"), Partage(15), Histoire(10, (_ANCIEN,)))),
    # Not seen for long: their référent left, and somebody must take over.
    Jeune("solal", "Solal", "Brisson", age=22, par="remi", il_y_a=120, situation=INSCRIT, moments=(Partage(100), Histoire(90, (Dit("entretien", 300, echange=True, intention=True),)))),
)  # fmt: skip

# What the commission decided, or is about to.
EN_COMMISSION = (
    Jeune(
        "emma", "Emma", "Prunelle", age=18, il_y_a=40, situation=INSCRIT, signes=("sans_logement_stable", "isolement"),
        moments=(
            Partage(33, _JOINDRE), Histoire(25, (_ANCIEN,)),
            Seance(-1, "entree", "nadia", ("nadia", "karim"), {"appreciation": "Elle vient chaque jour à l’accueil, et demande quand ça commence."}),
        ),
    ),
    Jeune(
        "sofiane", "Sofiane", "Ardent", age=20, il_y_a=48, situation=INSCRIT, signes=("sortie_detention", "sans_logement_stable"),
        moments=(
            Partage(41), Histoire(30, (Dit("entretien", 95, echange=True, intention=True, precision="Permanence à la maison d’arrêt."),)),
            Seance(
                -2, "entree", "nadege", ("nadege", "ines"),
                {
                    "appreciation": "Sorti il y a deux mois, sans adresse, présent à chaque rendez-vous.",
                    "motif": "L’entretien compté a eu lieu en détention et n’a rien ouvert. Attendre deux mois de plus risque de le perdre.",
                },
            ),
        ),
    ),
    Jeune(
        "lina", "Lina", "Rosec", age=17, fete_dans=200, il_y_a=52, situation=INSCRIT, signes=("decrochage", "rupture_familiale"),
        coordonnees={"representant_nom": "Hélène Rosec", "representant_lien": "sa mère", "representant_contact": "01 99 00 40 32"},
        moments=(
            Partage(44, recueil="representant"),
            Histoire(35, (Dit("appel", porte_dans=10, echange=True, intention=True, precision="Appel de 20 minutes."),)),
            Seance(-3, "pre_cej", "karim", ("karim", "nadia"), {"plan_interim": "Accueil de jour le mardi et le jeudi, atelier théâtre, carte de transport."}, "nadia"),
        ),
    ),
    Jeune(
        "mehdi", "Mehdi", "Alcantor", age=22, il_y_a=75, situation=INSCRIT,
        moments=(
            Partage(70),
            Histoire(62, (Dit("entretien", porte_dans=0, echange=True, intention=True),)),
            Seance(-5, "pre_cej", "nadia", ("nadia", "karim"), {"plan_interim": "Domiciliation, puis dossier de carte Vitale avec l’éducatrice."}, "nadia"),
        ),
    ),
    Jeune(
        "jade", "Jade", "Fontanel", age=21, il_y_a=90, situation=INSCRIT, par="nadege",
        moments=(
            Partage(84),
            Histoire(76, (Dit("appel", porte_dans=-20, echange=True, intention=True),)),
            Seance(-7, "pre_cej", "nadege", ("nadege", "karim"), {"plan_interim": "Hébergement d’urgence et repos, puis visite du chantier."}, "nadege"),
            Histoire(15, remarque="Rien de nouveau depuis."),
            Seance(-1, "entree", "nadege", ("nadege", "ines"), {"appreciation": "Elle a tenu le plan d’attente."}),
        ),
    ),
    Jeune(
        "kenza", "Kenza", "Baltique", age=21, il_y_a=55, situation={**INSCRIT, "en_formation": True}, par="bilal",
        moments=(
            Partage(46), Histoire(37, (_ANCIEN,)),
            Seance(
                -2, "reorientation", "ines", ("ines", "nadege"),
                {"vers": "École de la deuxième chance de Brévigny", "pourquoi_ailleurs": "Elle y est déjà préinscrite et veut finir ce qu’elle a commencé."},
            ),
        ),
    ),
    Jeune(
        "moussa", "Moussa", "Delorme", age=22, il_y_a=44, situation=INSCRIT, commune="Brévigny",
        moments=(
            Partage(38), Histoire(28, (_ANCIEN,)),
            Seance(-2, "ajournement", "karim", ("karim", "nadia"), {"manque": "La réponse de la maison de l’autonomie sur sa RQTH", "apporte_par": "porteur"}),
            Histoire(6, remarque="Rien de nouveau."),
        ),
    ),
    Jeune(
        "ibtissam", "Ibtissam", "Lorme", age=20, il_y_a=29, situation=INSCRIT, par="yann", conseiller="claire",
        moments=(
            Partage(24), Histoire(16, (Dit("appel", 70), _ANCIEN)),
            Seance(-1, "ajournement", "yann", ("yann", "karim"), {"manque": "Dire si l’appel d’il y a deux mois était un échange", "apporte_par": "mission_locale"}),
        ),
    ),
    Jeune(
        "oceane", "Océane", "Valtier", age=23, il_y_a=27, commune="Saint-Orme",
        moments=(Partage(20, _JOINDRE), Histoire(14, inscrit=False, inscrit_il_y_a=None), Seance(0, "entree", "nadia", ("nadia",), {"appreciation": "Prête, et pressée."})),
    ),
    Jeune(
        "bilel", "Bilel", "Haddock", age=24, il_y_a=30, par="yann",
        moments=(
            Partage(22), Histoire(17, inscrit=False, inscrit_il_y_a=None),
            # Two hats, one signature: the mission locale’s is awaited from somebody else.
            Seance(0, "entree", "yann", ("yann",)),
        ),
    ),
    Jeune(
        "alix", "Alix", "Monteil", age=19, il_y_a=32, situation=INSCRIT, par="nadege",
        moments=(
            Partage(26), Histoire(19, (_ANCIEN, Dit("appel", porte_dans=45, echange=True, intention=True))),
            Seance(0, "pre_cej", "karim", ("karim",), {"plan_interim": "Accueil de jour, et un rendez-vous avec l’assistante sociale."}, "nadege"),
        ),
    ),
)  # fmt: skip
