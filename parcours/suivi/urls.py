from django.urls import path

from parcours.suivi import views

ici = "dossiers/<uuid:dossier_id>/rendez-vous/"
urlpatterns = [
    path(ici + "<slug:quoi>/", views.noter_rendezvous, name="noter_rendezvous"),
    path(ici + "tenus/<uuid:tenu_id>/retirer/", views.retirer_rendezvous, name="retirer_rendezvous"),
]
