"""How « À faire » tells a handing over whose day has come, and an absence that nobody covers."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _passer_relais(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Passer le relais pour le dossier de {}",
        pourquoi=f"Prévu à partir du {en_toutes_lettres(ligne['avant_le'])}.",
        faire="Voir l’équipe",
        url=reverse("interlocuteurs", args=[ligne["dossier_id"]]),
    )


def _couvrir_absence(ligne: dict, acteur: Acteur) -> Tache:
    du, au = ligne["avant_le"], date.fromisoformat(ligne["precision"])
    jours = f"le {en_toutes_lettres(du)}" if du == au else f"du {en_toutes_lettres(du)} au {en_toutes_lettres(au)}"
    return replace(
        tache(
            ligne,
            titre="Dire qui répond pendant votre absence",
            pourquoi=f"Vous n’êtes pas là {jours}, et vos jeunes ne savent pas qui appeler.",
            faire="Choisir qui",
            url=reverse("presence"),
        ),
        # Its id is the absence's own: nobody's dossier is shown.
        dossier_id=None,
        attend="porteur" if acteur.est_porteur else "mission_locale",
        initiales=acteur.initiales,
    )


DESCRIPTIONS = {"passer_relais": _passer_relais, "couvrir_absence": _couvrir_absence}
