"""How « À faire » tells what comes back, and what time alone brings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from parcours.suivi.models import Rendezvous
from regles.echeances import Code, Rythme, Unite
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.dossier.taches import Tache, tache
from socle.partenariats.models import ObjetDePratique

REVIENT = {
    Rendezvous.TRIPARTITE.value: "Tenir l’entretien à trois de {}",
    Rendezvous.BILAN.value: "Faire le bilan de {}",
}


def _qui_revient(ligne: dict, acteur: Acteur) -> Tache:
    nombre, unite, dernier = ligne["precision"].split(" ")
    rythme = Rythme(int(nombre), Unite(unite)).en_mots
    if dernier:
        fait = f"le dernier noté est du {en_toutes_lettres(date.fromisoformat(dernier))}"
    else:
        fait = "aucun n’est noté depuis l’entrée"
    return tache(
        ligne,
        titre=REVIENT[ligne["code"]],
        pourquoi=f"Convenu {rythme} avec votre partenaire ; {fait}.",
        faire="Noter qu’il a eu lieu",
        url=reverse("noter_rendezvous", args=[ligne["dossier_id"], ligne["code"]]),
    )


def _convenir(ligne: dict, acteur: Acteur) -> Tache:
    autre, objet = ligne["prenom"], str(ObjetDePratique(ligne["precision"]).label).lower()
    return replace(
        tache(
            ligne | {"avant_le": None},
            titre="Répondre à un partenaire",
            pourquoi=f"{autre} propose une pratique ({objet}). Rien ne change tant que vous n’avez pas convenu.",
            faire="Lire et répondre",
            url=reverse("repondre_pratique", args=[ligne["dossier_id"]]),
        ),
        # Its id is the practice's own: nobody's dossier is shown.
        dossier_id=None,
        attend="mission_locale" if acteur.est_porteur else "porteur",
        initiales=initiales_de_structure(autre),
    )


def _date(
    titre: str, pourquoi: str, faire: str, *, vers: str = "dossier", ou: str = ""
) -> Callable[[dict, Acteur], Tache]:
    def decrire(ligne: dict, acteur: Acteur) -> Tache:
        jour = en_toutes_lettres(ligne["avant_le"])
        return tache(
            ligne, titre=titre, pourquoi=pourquoi.format(jour=jour), faire=faire,
            url=reverse(vers, args=[ligne["dossier_id"]]) + ou,
        )  # fmt: skip

    return decrire


def _sans_contact(ligne: dict, acteur: Acteur) -> Tache:
    jour = en_toutes_lettres(ligne["avant_le"])
    passe = ligne["avant_le"] < acteur.le
    return tache(
        ligne,
        titre="Reprendre contact avec {}, ou décider de la fin de son dossier",
        pourquoi=f"Deux ans sans contact noté {'depuis' if passe else 'au'} {'le ' if passe else ''}{jour}."
        " Ensuite, un dossier ne se garde pas sans raison écrite.",
        faire="Ouvrir le dossier",
        url=reverse("dossier", args=[ligne["dossier_id"]]),
    )


def _porte(ligne: dict, acteur: Acteur) -> Tache:
    jour = en_toutes_lettres(ligne["avant_le"])
    ouverte = ligne["avant_le"] <= acteur.le
    partage = ligne["precision"] != "reperage"
    return tache(
        ligne,
        titre="Préparer le passage de {} en commission",
        pourquoi=f"La porte {'est ouverte depuis' if ouverte else 's’ouvre'} le {jour} : le délai sans contact passe."
        + ("" if partage else " La mission locale ne sait encore rien de ce dossier."),
        faire="Ouvrir le dossier",
        url=reverse("dossier", args=[ligne["dossier_id"]]),
    )


def _accord_majorite(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Redemander son accord à {}, qui a 18 ans",
        pourquoi="Ce qui est partagé l’a été avant sa majorité. Rien ne se ferme tout seul : c’est à lui de dire.",
        faire="En reparler",
        url=reverse("accord", args=[ligne["dossier_id"]]),
    )


DESCRIPTIONS = {
    Rendezvous.TRIPARTITE.value: _qui_revient,
    Rendezvous.BILAN.value: _qui_revient,
    "convenir_pratique": _convenir,
    Code.MAJORITE.value: _date(
        "Préparer les 18 ans de {}",
        "Ce sera le {jour}. À partir de là, plus de représentant légal, et l’allocation estimée change.",
        "Ouvrir le dossier",
    ),
    Code.LIMITE_AGE.value: _date(
        "Regarder avec {} la limite d’âge qui approche",
        "Elle tombe le {jour}. Ensuite, il faut une reconnaissance de travailleur handicapé pour entrer.",
        "Ouvrir le dossier",
    ),
    Code.LIMITE_AGE_RQTH.value: _date(
        "Regarder avec {} la limite d’âge qui approche",
        "Elle tombe le {jour}, reconnaissance de travailleur handicapé comprise. Ensuite, on n’entre plus.",
        "Ouvrir le dossier",
    ),
    Code.PIECES.value: _date(
        "Finir le dossier d’allocation de {}",
        "Les papiers sont attendus au plus tard le {jour} : après, l’argent des premiers mois peut être perdu. Tandem "
        "ne note pas encore s’ils sont complets.",
        "Voir le contrat",
        vers="contrat",
    ),
    Code.FIN_PROGRAMME.value: _date(
        "Préparer avec {} la fin de son parcours",
        "Son dernier jour est le {jour}. Ce qui vient ensuite se prépare avec lui : une suite, ou une "
        "prolongation si le texte le permet encore.",
        "Voir la durée du parcours",
        ou="#titre-duree",
    ),
    "interruption_finit": _date(
        "Préparer la reprise du contrat de {}",
        "L’interruption finit le {jour}. Le contrat reprend le lendemain : dites-le au jeune, ou changez le jour.",
        "Voir le contrat",
        vers="contrat",
    ),
    Code.CONSERVATION.value: _sans_contact,
    Code.VEILLE.value: _porte,
    "accord_majorite": _accord_majorite,
}
