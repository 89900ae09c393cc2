"""Youths met by Le Fil d’Ormelle and seen with the mission locale of the Val d’Ormelle: the story, step by step."""

from demo.moments import INSCRIT, RIEN, Dit, Histoire, Jeune, Note, Partage, inconnu

_SMS = Dit("sms", 12, echange=False, intention=False, precision="Relance du conseiller, sans réponse.")
_ANCIEN = Dit("entretien", 230, echange=True, intention=True, precision="Premier accueil.")
_JOINDRE = ("dossier", "coordonnees", "signe:sans_logement_stable")

JEUNES = (
    # The street: a first name, and nothing more.
    Jeune(
        "idriss",
        "Idriss",
        age=None,
        il_y_a=2,
        lieu="Parvis de la gare",
        chez=None,
        commune="",
        situation=RIEN,
        demande="Savoir où dormir ce soir.",
        recit="Croisé vers 19 h avec deux autres. Un prénom, rien de plus. Repasse demain.",
    ),
    Jeune("sami", "Sami", age=None, il_y_a=5, lieu="Local de répétition", situation=RIEN, signes=()),
    Jeune(
        "lou",
        "Lou",
        "Benvenuto",
        il_y_a=9,
        demande="Un boulot dehors, avec des plantes.",
        coordonnees={"telephone": "06 39 98 01 03", "ou_le_trouver": "Square des Tilleuls, après 17 h"},
    ),
    # The accord is there; the mission locale is asked at once.
    Jeune(
        "yanis",
        "Yanis",
        "Trévidy",
        age=18,
        il_y_a=8,
        lieu="Parvis de la gare",
        situation=INSCRIT,
        signes=("sans_logement_stable", "rupture_familiale"),
        demande="Arrêter de tourner en rond.",
        coordonnees={"telephone": "06 39 98 01 04"},
        moments=(
            Note(7, Dit("entretien", 215, precision="J’ai vu quelqu’un au printemps, une fois.")),
            Note(7, Dit("sms", 40, precision="Il se souvient d’un message.")),
            Partage(1),
        ),
    ),
    Jeune("warda", "Warda", "Sélène", age=22, il_y_a=12, situation=INSCRIT, conseiller="claire", moments=(Partage(3),)),
    Jeune(
        "enzo",
        "Enzo",
        "Pradel",
        age=21,
        conseiller="claire",
        il_y_a=30,
        situation=INSCRIT,
        par="bilal",
        moments=(
            Partage(20),
            Histoire(15, (Dit("appel", 60, precision="4 minutes, à qualifier."), _ANCIEN)),
        ),
    ),
    # The verdict is favorable: on Thursday’s agenda without anybody filling it.
    Jeune(
        "fatou",
        "Fatou",
        "Sarré",
        age=19,
        il_y_a=21,
        situation=INSCRIT,
        signes=("sans_logement_stable", "decrochage"),
        demande="Un endroit à moi, et apprendre la cuisine.",
        coordonnees={"telephone": "06 39 98 01 07"},
        moments=(
            Note(20, Dit("entretien", 190, precision="Un entretien au printemps, d’après elle.")),
            Partage(14, _JOINDRE),
            Histoire(
                9,
                (Dit("entretien", 190, echange=True, intention=True), _SMS),
                remarque="Un SMS sans réponse : ce n’est pas un contact.",
            ),
        ),
    ),
    Jeune(
        "nils",
        "Nils",
        "Armand",
        age=24,
        il_y_a=17,
        par="nadege",
        signes=("isolement",),
        moments=(Partage(10, _JOINDRE), inconnu(6)),
    ),
    Jeune(
        "assia",
        "Assia",
        "Belmont",
        age=20,
        il_y_a=34,
        situation=INSCRIT,
        par="yann",
        conseiller="claire",
        moments=(Partage(25), Histoire(18, (_ANCIEN,), veille_dans=-60, remarque="I-Milo : veille depuis deux mois.")),
    ),
    # The door opens in three days: nobody has to remember.
    Jeune(
        "dylan",
        "Dylan",
        "Cormoran",
        age=25,
        il_y_a=26,
        situation=INSCRIT,
        coordonnees={"telephone": "06 39 98 01 10"},
        moments=(
            Partage(20),
            Histoire(
                13,
                (Dit("entretien", porte_dans=3, echange=True, intention=True, precision="Bilan au bureau."),),
                veille_dans=5,
            ),
        ),
    ),
)
