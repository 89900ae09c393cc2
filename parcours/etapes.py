"""The table of contents of the way: the steps in order, from the first meeting on.

Each is a Django app whose `lectures` answers `jalons(dossier_id)` and `a_faire(acteur)`. Installed apps, the state of
a dossier and « À faire » are built from this list; a step that comes later may read those before it, never the reverse.
"""

ETAPES = (
    "parcours.reperage",
    "parcours.eligibilite",
    "parcours.commission",
    "parcours.remobilisation",
    "parcours.contrat",
    "parcours.qui_fait_quoi",
    "parcours.plan",
    "parcours.activites",
    "parcours.interlocuteurs",
    "parcours.notes",
    "parcours.suivi",
    "parcours.tripartites",
    "parcours.syntheses",
    "parcours.sortie",
)

# What a step keeps at the end of every écriture, whoever made it: called with the dossier's id and the instant.
APRES_CHAQUE_ECRITURE = ("parcours.eligibilite.garde.garder",)

# The way as it is drawn on a dossier: what is not built yet is still to come.
CHEMIN = (
    "Repérage",
    "Éligibilité",
    "Commission",
    "Remobilisation",
    "Contrat",
    "Co-accompagnement",
    "Sortie",
)
