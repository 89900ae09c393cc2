"""Addresses that need no hat, at the root."""

from django.urls import path

from web.equipe import acces

urlpatterns = [
    path("invitation/<str:jeton>/", acces.invitation, name="invitation"),
    path("compte/moi/", acces.moi, name="moi"),
    path("compte/appareils/<int:appareil_id>/fermer/", acces.fermer_appareil, name="fermer_appareil"),
]
