"""Youths of Le Fil d’Ormelle who entered, and whom money or its lack could stop before the CEJ."""

from demo.moments import INSCRIT, Aide, Diagnostic, Dit, Histoire, Jeune, Pacea, Partage, Seance

_ANCIEN = Dit("entretien", 300, echange=True, intention=True, precision="Premier accueil.")


def _entre(il_y_a: int, rang: int, appreciation: str) -> tuple:
    """Shared, checked, and decided at a past séance."""
    return (
        Partage(il_y_a - 3),
        Histoire(il_y_a - 6, (_ANCIEN,)),
        Seance(rang, "entree", "nadia", ("nadia", "karim"), {"appreciation": appreciation}),
    )


JEUNES = (
    Jeune(
        "yanick",
        "Yanick",
        "Corvaisier",
        age=20,
        il_y_a=60,
        situation=INSCRIT,
        moments=(
            *_entre(60, -4, "Il tient les matinées d’accueil depuis un mois."),
            # Nobody answered: the porteur is told to ask again.
            Diagnostic(10, "Plus rien depuis la fin de son contrat de mission, il saute des repas."),
        ),
    ),
    Jeune(
        "soraya",
        "Soraya",
        "Lambert",
        age=19,
        il_y_a=58,
        situation=INSCRIT,
        moments=(
            *_entre(58, -4, "Elle veut travailler dans une cuisine."),
            Diagnostic(
                12,
                "Un hébergement à payer en attendant le foyer.",
                propose_dans=3,
                ou="10 h 30, accueil du Val-Doré, avec Karim",
            ),
        ),
    ),
    Jeune(
        "killian",
        "Killian",
        "Morvan",
        age=22,
        il_y_a=90,
        situation=INSCRIT,
        moments=(
            *_entre(90, -8, "Présent à chaque atelier."),
            Diagnostic(50, "Il n’a plus de quoi manger en fin de mois.", propose_dans=-46, tenu_il_y_a=46),
            Pacea(45, objectifs="D’abord les papiers et un toit, puis une immersion en mécanique."),
            Aide(
                40, "300", ("se_loger", "manger"), precision="Trois nuits d’hôtel avant le foyer.",
                reponse="accordee", accorde="250", transmise=True,
            ),
            Aide(
                12, "200", ("se_deplacer",), revenus="640", precision="Le bus pour l’immersion.",
                reponse="refusee", pourquoi="Il a gagné plus de 300 € ce mois-là : le texte ne le permet pas.",
            ),
            Aide(2, "180", ("communiquer", "demarches"), revenus=None, precision="Son téléphone est coupé."),
        ),
    ),
    Jeune(
        "annaick",
        "Annaïck",
        "Belin",
        age=21,
        il_y_a=70,
        situation=INSCRIT,
        moments=(
            *_entre(70, -6, "Elle revient de loin, et elle revient."),
            # Signed long before she came back: its first months have a ceiling that is known.
            Pacea(330, note_il_y_a=30, objectifs="Reprendre là où elle s’était arrêtée."),
            Aide(
                25, "900", ("attente",), mois_il_y_a=8, precision="Le mois où elle a tout perdu, jamais demandé alors.",
                reponse="a_completer", pourquoi="900 € dépassent le plafond de ce mois-là. Que faut-il vraiment ?",
            ),
        ),
    ),
)  # fmt: skip
