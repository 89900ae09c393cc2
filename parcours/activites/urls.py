from django.urls import path

from parcours.activites import views, views_semaines

ici = "dossiers/<uuid:dossier_id>/semaine/"
activite = ici + "<uuid:activite_id>/"
urlpatterns = [
    path(ici, views.semaine_du_dossier, name="semaine_du_dossier"),
    path(ici + "ecrire/", views.ecrire_activite, name="ecrire_activite"),
    path(ici + "repeter/", views.repeter_semaine, name="repeter_semaine"),
    path(activite, views.modifier_activite, name="modifier_activite"),
    path(activite + "annuler/", views.annuler_activite, name="annuler_activite"),
    path(activite + "remettre/", views.remettre_activite, name="remettre_activite"),
    path("semaine/", views_semaines.semaines, name="semaines"),
]
