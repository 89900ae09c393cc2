from django.urls import path

from parcours.eligibilite import views, views_verdict

urlpatterns = [
    path("dossiers/<uuid:dossier_id>/contacts/noter/", views.noter_contact, name="noter_contact"),
    path("dossiers/<uuid:dossier_id>/contacts/<uuid:contact_id>/", views.qualifier_contact, name="qualifier_contact"),
    path(
        "dossiers/<uuid:dossier_id>/contacts/<uuid:contact_id>/retirer/", views.retirer_contact, name="retirer_contact"
    ),
    path(
        "dossiers/<uuid:dossier_id>/contacts/<uuid:contact_id>/remettre/",
        views.remettre_contact,
        name="remettre_contact",
    ),
    path("dossiers/<uuid:dossier_id>/historique/", views.verifier_historique, name="verifier_historique"),
    path("dossiers/<uuid:dossier_id>/verdict/", views_verdict.verdict, name="verdict"),
    path("dossiers/<uuid:dossier_id>/verdicts/", views_verdict.verdicts, name="verdicts"),
    path("dossiers/<uuid:dossier_id>/verdicts/comparer/", views_verdict.comparer_verdicts, name="comparer_verdicts"),
    path("dossiers/<uuid:dossier_id>/verdicts/<int:verdict_id>/", views_verdict.verdict_garde, name="verdict_garde"),
]
