"""Who reads: the youth, or somebody beside them. The questions have two voices; the reasons have one.

The sentences of `regles` are written to be read to the youth. Somebody who accompanies reads the same ones, and is
told so: two sets of sentences about the law would soon say two things.
"""

JEUNE, ACCOMPAGNANT = "jeune", "accompagnant"
ADRESSES = {JEUNE: "simulateur", ACCOMPAGNANT: "simulateur_accompagnant"}

# Field → (its question, its help), as each one is asked.
QUESTIONS: dict[str, dict[str, tuple[str, str]]] = {
    JEUNE: {
        "age": ("Votre âge", "Par exemple 19. Ou votre date de naissance : 02/03/2007."),
        "situation": ("En ce moment, vous avez :", ""),
        "argent": ("Avez-vous de l’argent qui rentre chaque mois ?", "Un salaire, une aide, une allocation."),
        "inscrit": (
            "Avez-vous un dossier à la mission locale ou à France Travail ?",
            "Si une association vous suit déjà : avant de la rencontrer.",
        ),
        "contact": (
            "Votre dernier échange avec un conseiller de la mission locale ou de France Travail, c’était :",
            "",
        ),
        "mois": ("C’était quand ?", "À peu près. Le mois suffit."),
        "quantieme": ("Le jour, si vous le savez", "De 1 à 31."),
        "echange": ("Vous avez vraiment parlé ensemble ?", ""),
        "intention": ("Vous avez dit que vous vouliez continuer vos démarches avec ce conseiller ?", ""),
        "difficulte": (
            "Vivez-vous au moins une de ces situations ?",
            "Vous ne dites pas laquelle.",
        ),
        "departement": (
            "Votre département",
            "Son numéro : 35, 2A, 974. Une règle peut y être différente, et nous vous dirons qui appeler.",
        ),
        "rqth": ("Avez-vous une reconnaissance de travailleur handicapé (RQTH) ?", ""),
    },
    ACCOMPAGNANT: {
        "age": ("Son âge", "Par exemple 19. Ou sa date de naissance : 02/03/2007."),
        "situation": ("En ce moment, la personne a :", ""),
        "argent": ("A-t-elle de l’argent qui rentre chaque mois ?", "Un salaire, une aide, une allocation."),
        "inscrit": (
            "A-t-elle un dossier à la mission locale ou à France Travail ?",
            "Si une association la suit déjà : avant leur rencontre.",
        ),
        "contact": (
            "Son dernier échange avec un conseiller de la mission locale ou de France Travail, c’était :",
            "",
        ),
        "mois": ("C’était quand ?", "À peu près. Le mois suffit."),
        "quantieme": ("Le jour, s’il est connu", "De 1 à 31."),
        "echange": ("Se sont-ils vraiment parlé ?", ""),
        "intention": ("A-t-elle dit qu’elle voulait continuer ses démarches avec ce conseiller ?", ""),
        "difficulte": (
            "Vit-elle au moins une de ces situations ?",
            "Vous ne dites pas laquelle.",
        ),
        "departement": (
            "Son département",
            "Son numéro : 35, 2A, 974. Une règle peut y être différente, et nous vous dirons qui appeler.",
        ),
        "rqth": ("A-t-elle une reconnaissance de travailleur handicapé (RQTH) ?", ""),
    },
}

# To whom a question of the rule is put, seen from each side.
A_QUI = {
    JEUNE: {
        "jeune": "À vous de le dire",
        "mission_locale": "La mission locale peut le dire",
        "professionnels": "La mission locale et l’association en parleront avec vous",
    },
    ACCOMPAGNANT: {
        "jeune": "À demander à la personne",
        "mission_locale": "À demander à la mission locale",
        "professionnels": "La mission locale et le porteur l’apprécieront ensemble",
    },
}
