"""Addresses that need no hat, at the root."""

from django.urls import path

from web.equipe import acces, presence

urlpatterns = [
    path("invitation/<str:jeton>/", acces.invitation, name="invitation"),
    path("compte/moi/", acces.moi, name="moi"),
    path("compte/presence/", presence.presence, name="presence"),
    path("compte/presence/joindre/", presence.dire_presence, name="dire_presence"),
    path("compte/presence/absences/", presence.noter_absence, name="noter_absence"),
    path("compte/presence/absences/<uuid:absence_id>/", presence.remplacer_absence, name="remplacer_absence"),
    path("compte/presence/absences/<uuid:absence_id>/annuler/", presence.annuler_absence, name="annuler_absence"),
    path("compte/appareils/<int:appareil_id>/fermer/", acces.fermer_appareil, name="fermer_appareil"),
]
