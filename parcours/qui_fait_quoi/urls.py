from django.urls import path

from parcours.qui_fait_quoi import views, views_reponse

ici = "dossiers/<uuid:dossier_id>/qui-fait-quoi/"
urlpatterns = [
    path(ici, views.qui_fait_quoi, name="qui_fait_quoi"),
    path(ici + "imprimer/", views.imprimer_qui_fait_quoi, name="imprimer_qui_fait_quoi"),
    path(ici + "ajuster/", views.ajuster_tache, name="ajuster_tache"),
    path(ici + "ajustements/<uuid:ajustement_id>/annuler/", views.annuler_ajustement, name="annuler_ajustement"),
    path(
        ici + "ajustements/<uuid:ajustement_id>/accepter/",
        views_reponse.accepter_ajustement,
        name="accepter_ajustement",
    ),
    path(
        ici + "ajustements/<uuid:ajustement_id>/refuser/", views_reponse.refuser_ajustement, name="refuser_ajustement"
    ),
]
