"""How « À faire » tells that a partner proposed who does what."""

from dataclasses import replace

from django.urls import reverse

from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.dossier.taches import Tache, tache


def _convenir(ligne: dict, acteur: Acteur) -> Tache:
    autre = ligne["prenom"]
    return replace(
        tache(
            ligne | {"avant_le": None},
            titre="Convenir de qui fait quoi",
            pourquoi=f"{autre} propose une répartition. Rien ne change tant que vous n’avez pas convenu.",
            faire="Lire et répondre",
            url=reverse("lire_repartition", args=[ligne["dossier_id"]]),
        ),
        # Its id is the version's own: nobody's dossier is shown.
        dossier_id=None,
        attend="mission_locale" if acteur.est_porteur else "porteur",
        initiales=initiales_de_structure(autre),
    )


DESCRIPTIONS = {"convenir_repartition": _convenir}
