from django.urls import path

from parcours.notes import views

ici = "dossiers/<uuid:dossier_id>/notes/"
note = ici + "<uuid:note_id>/"
urlpatterns = [
    path(ici, views.notes_du_dossier, name="notes_du_dossier"),
    path(ici + "ecrire/", views.ecrire_note, name="ecrire_note"),
    path(note, views.modifier_note, name="modifier_note"),
    path(note + "retirer/", views.retirer_note, name="retirer_note"),
    path(note + "remettre/", views.remettre_note, name="remettre_note"),
]
