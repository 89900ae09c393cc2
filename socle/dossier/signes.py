"""The signs of rupture, in the words of the screens: consequences one can say in front of the youth."""

LIBELLES = {
    "sans_logement_stable": "Pas de logement stable",
    "rupture_familiale": "Lien rompu avec la famille",
    "isolement": "Isolement",
    "sorti_ase": "Sortie de l’aide sociale à l’enfance",
    "suivi_pjj": "Suivi par la protection judiciaire de la jeunesse",
    "sortie_detention": "Sortie de détention",
    "mineur_non_accompagne": "Arrivé en France sans ses parents",
    "protection_internationale": "Protection internationale",
    "sans_diplome": "Pas de diplôme",
    "decrochage": "École quittée tôt",
    "difficulte_francais": "Le français est difficile à parler",
    "difficulte_lecture": "Lire ou écrire est difficile",
    "difficulte_numerique": "Les démarches en ligne sont difficiles",
    "demarches_bloquees": "Démarches administratives bloquées",
    "conduites_a_risque": "Conduites à risque",
    "empechement_sante": "La santé empêche d’avancer",
}

# As they are offered on a phone: what one learns in the street first.
GROUPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Vivre", ("sans_logement_stable", "rupture_familiale", "isolement", "empechement_sante", "conduites_a_risque")),
    (
        "D’où il vient",
        ("sorti_ase", "suivi_pjj", "sortie_detention", "mineur_non_accompagne", "protection_internationale"),
    ),
    ("Apprendre", ("sans_diplome", "decrochage", "difficulte_francais", "difficulte_lecture")),
    ("Démarches", ("difficulte_numerique", "demarches_bloquees")),
)
