"""The plans d’action of the fictional youths: one well on its way, one that is late, one that begins."""

from demo.moments import ActionPrevue, DiagnosticEcrit, ObjectifVise, PlanPropose

DE_NAIM = (
    DiagnosticEcrit(
        104,
        "nadia",
        "logement",
        {
            "forces": "Il a gardé un ami qui l’héberge deux nuits par semaine, et sa place à la laverie.",
            "besoins": "Aucune adresse stable depuis dix mois. Pas de garant.",
            "essais": "Une demande au foyer en mars, restée sans réponse.",
            "souhaits": "Une porte qui ferme. Même petite.",
        },
    ),
    DiagnosticEcrit(
        102,
        "karim",
        "emploi",
        {
            "forces": "Trois mois de maraîchage, une lettre du patron.",
            "besoins": "Il n’a pas de permis et ne lit pas un bulletin de paie.",
            "souhaits": "Travailler dehors.",
        },
    ),
    DiagnosticEcrit(102, "nadia", "sante", {"besoins": "Il dit avoir mal aux dents et ne pas oser consulter."}),
    ObjectifVise(
        100,
        "nadia",
        "logement",
        "Avoir une chambre à moi",
        "Je veux dormir sans me demander où je serai demain.",
        (
            ActionPrevue(
                "Déposer la demande à la résidence Les Tilleuls",
                "jeune",
                -60,
                etat="fait",
                resultat="Déposée avec Nadia.",
            ),
            ActionPrevue(
                "Demander l’aide du fonds de solidarité logement",
                "mission_locale",
                -4,
                etat="en_cours",
                dit="Il manque l’attestation d’hébergement.",
            ),
            ActionPrevue("Suivre la demande d’hébergement", "partenaire", 9, partenaire="Le SIAO de l’Ormelle"),
        ),
        "equipe",
    ),
    ObjectifVise(
        98,
        "karim",
        "emploi",
        "Trouver un métier dehors, avec les mains",
        "Pas enfermé. Les arbres, ça me va.",
        (
            ActionPrevue("Deux matinées au chantier espaces verts", "porteur", 30, "6", etat="en_cours"),
            ActionPrevue("Préparer une immersion d’une semaine", "mission_locale", 6, "1.5"),
            ActionPrevue(
                "Atelier CV",
                "mission_locale",
                -30,
                "2",
                etat="abandonne",
                pourquoi="il préfère montrer ce qu’il sait faire",
            ),
        ),
    ),
    PlanPropose(61),
    ObjectifVise(
        40,
        "nadia",
        "mobilite",
        "Aller partout en bus sans avoir peur de me perdre",
        "",
        (
            ActionPrevue("Faire le trajet ensemble trois fois", "porteur", 3, "2.5"),
            ActionPrevue("Demander la carte de transport solidaire", "jeune", 12),
        ),
    ),
    ObjectifVise(
        60,
        "nadia",
        "sante",
        "Voir un dentiste",
        "J’ai mal mais j’ai peur.",
        (ActionPrevue("L’accompagner au premier rendez-vous", "porteur", 5),),
    ),
)
DE_TRISTAN = (
    ObjectifVise(
        200,
        "karim",
        "formation",
        "Passer le CAP cuisine",
        "Chef, un jour.",
        (
            ActionPrevue("S’inscrire au CFA pour janvier", "mission_locale", -9, etat="en_cours"),
            ActionPrevue(
                "Visiter le CFA un mercredi", "jeune", -80, "3", etat="fait", resultat="Il a aimé la brigade."
            ),
            ActionPrevue("Travailler les fractions avec un bénévole", "porteur", 20, "1.5"),
        ),
    ),
    ObjectifVise(
        190,
        "nadia",
        "droits",
        "Refaire ma carte d’identité",
        "",
        (ActionPrevue("Prendre rendez-vous en mairie", "jeune", -2),),
    ),
    PlanPropose(30, ("jeune", "porteur")),
)
DE_LOU_ANNE = (ObjectifVise(4, "nadia", "confiance", "Reprendre le théâtre", "Sur scène je ne suis plus timide.", ()),)
