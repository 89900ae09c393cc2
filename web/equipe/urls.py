from django.urls import path

from web.equipe import views

urlpatterns = [
    path("", views.equipe, name="equipe"),
    path("inviter/", views.inviter, name="inviter"),
    path("membres/<int:pk>/", views.membre, name="membre"),
    path("membres/<int:pk>/retirer/", views.revoquer_membre, name="revoquer_membre"),
    path("invitations/<int:pk>/annuler/", views.annuler_invitation, name="annuler_invitation"),
    path("invitations/<int:pk>/renvoyer/", views.renvoyer_invitation, name="renvoyer_invitation"),
]
