from django.urls import path

from parcours.sortie import views, views_retour

urlpatterns = [
    path("<uuid:dossier_id>/sortie/", views.sortie, name="sortie"),
    path("<uuid:dossier_id>/sortie/corriger/", views.corriger, name="corriger_sortie"),
    path("<uuid:dossier_id>/sortie/annuler/", views.annuler, name="annuler_sortie"),
    path("<uuid:dossier_id>/sortie/avis/", views.avis, name="avis_sortie"),
    path("<uuid:dossier_id>/sortie/maintenir/", views.maintenir, name="maintenir_sortie"),
    path("<uuid:dossier_id>/retour/", views_retour.il_revient, name="il_revient"),
]
