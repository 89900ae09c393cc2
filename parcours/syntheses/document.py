"""A synthèse on paper: a tagged PDF, marked on every page with who took it and on which day."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from parcours.syntheses.changements import pour_dit
from parcours.syntheses.lectures import parties
from parcours.syntheses.models import ObservationDuJeune, Synthese
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.documents.rendu import rendre_pdf

GABARIT = Path(__file__).resolve().parent / "gabarits" / "synthese.typ"


def rendre(
    synthese: Synthese, observation: ObservationDuJeune | None, *, prenom: str, acteur: Acteur, maintenant: datetime
) -> bytes:
    """The version, for the structure of the hat worn, as a tagged PDF."""
    return rendre_pdf(GABARIT, donnees(synthese, observation, prenom=prenom, acteur=acteur, maintenant=maintenant))


def donnees(
    synthese: Synthese, observation: ObservationDuJeune | None, *, prenom: str, acteur: Acteur, maintenant: datetime
) -> dict[str, Any]:
    """What the template prints: everything is words. `prenom` is the youth's, as the hat worn may read it."""
    jour = en_toutes_lettres(maintenant.astimezone(ZoneInfo(acteur.fuseau)).date())
    pour = f"{acteur.structure_nom}, le {jour}"
    return {
        "titre": f"Synthèse pour {prenom}",
        "sous_titre": f"{pour_dit(synthese)}. Version {synthese.numero}, écrite par {synthese.structure}.",
        "accord": accord_dit(synthese),
        "parties": [{"titre": titre, "texte": texte} for titre, texte in parties(synthese)],
        "observation": observation_dite(observation),
        "paroles": observation.texte if observation else "",
        "filigrane": pour,
        "pied": f"Remis à {pour}. À ne pas transmettre : l’accord du jeune vaut pour vous.",
    }


def accord_dit(synthese: Synthese) -> str:
    """Where the agreement of both sides stands, in one sentence."""
    if synthese.validee_le is None:
        return "Projet : l’autre côté ne l’a pas encore validé."
    return f"Validée par {synthese.validee_par.structure} le {_jour(synthese.validee_le)}."


def observation_dite(observation: ObservationDuJeune | None) -> str:
    """Whether the youth saw it, and who noted what they say, in one sentence."""
    if observation is None:
        return "Le jeune ne l’a pas encore vue, ou personne ne l’a noté."
    vue = "Le jeune l’a vue" if observation.vue else "Le jeune ne l’a pas vue"
    dit = "n’a pas souhaité faire d’observation" if observation.sans else "en dit ceci"
    par = f"noté par {observation.par.compte.nom_complet} ({observation.par.structure})"
    return f"{vue}, et {dit}. Le {en_toutes_lettres(observation.dit_le)}, {par}."


def _jour(instant: datetime) -> str:
    return en_toutes_lettres(timezone.localtime(instant).date())
