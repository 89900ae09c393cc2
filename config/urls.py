"""Every address. What the trade shows is in each room's own `urls`."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("web.accueil.urls")),
    path("jeunes/", include("web.jeunes.urls")),
    path("dossiers/", include("web.dossier.urls")),
    path("equipe/", include("web.equipe.urls")),
    path("partenariats/", include("web.partenariats.urls")),
    path("recu/", include("web.partages.urls")),
    path("regles/", include("web.droit.urls")),
    path("", include("web.equipe.urls_acces")),
    path("", include("parcours.reperage.urls")),
    path("", include("parcours.eligibilite.urls")),
    path("commission/", include("parcours.commission.urls")),
    path("simulateur/", include("web.simulateur.urls")),
    path("simulateur/allocation/", include("web.estimation.urls")),
    path("", include("parcours.contrat.urls")),
    path("", include("parcours.qui_fait_quoi.urls")),
    path("", include("parcours.plan.urls")),
    path("", include("parcours.syntheses.urls")),
    path("", include("parcours.interlocuteurs.urls")),
    path("", include("parcours.notes.urls")),
    path("", include("parcours.activites.urls")),
    path("", include("parcours.suivi.urls")),
    path("", include("parcours.tripartites.urls")),
    path("dossiers/", include("parcours.sortie.urls")),
    path("", include("parcours.remobilisation.urls")),
    path("compte/", include("allauth.urls")),
]

if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("composants/", include("web.composants.urls")))

if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))

handler400 = "web.erreurs.demande_incomprise"
handler403 = "web.erreurs.interdit"
handler404 = "web.erreurs.introuvable"
handler500 = "web.erreurs.panne"
