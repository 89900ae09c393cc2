"""The weeks of a youth: what he did, in hours, on each side. Of his health, the words stay where the accord says."""

from demo.moments import ActiviteFaite as Fait


def _une_semaine(il_y_a: int) -> tuple[Fait, ...]:
    """An ordinary week of Naïm: the workshop, the job search, the housing, and what he does on his own."""
    return (
        Fait(il_y_a, "nadia", "citoyennete", 180, "Atelier cuisine, il a servi le repas", a=10),
        Fait(il_y_a - 1, "karim", "emploi", 180, "Visite du chantier La Remise", cadre="mission_locale", a=9),
        Fait(il_y_a - 1, "nadia", "logement", 120, "Dossier de la résidence, avec ses papiers", a=14),
        Fait(il_y_a - 2, "nadia", "projet_professionnel", 150, "Essai aux espaces verts", cadre="partenaire", a=9),
        Fait(il_y_a - 3, "nadia", "culture_sport_loisirs", 120, "Foot en salle", cadre="autonomie"),
    )


SEMAINES_DE_NAIM = (
    *_une_semaine(18),
    *_une_semaine(11),
    Fait(9, "nadia", "sante", 120, "Rendez-vous au centre de santé", commentaire="Il y est allé seul.", a=15),
    Fait(6, "nadia", "logement", 120, "Visite de la résidence", "absence_justifiee"),
    *_une_semaine(4),
)
