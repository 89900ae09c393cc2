from django.urls import path

from parcours.notes import views, views_jeune

ici = "dossiers/<uuid:dossier_id>/notes/"
jeune = "dossiers/<uuid:dossier_id>/pour-le-jeune/"
note = ici + "<uuid:note_id>/"
urlpatterns = [
    path(ici, views.notes_du_dossier, name="notes_du_dossier"),
    path(ici + "ecrire/", views.ecrire_note, name="ecrire_note"),
    path(note, views.modifier_note, name="modifier_note"),
    path(note + "retirer/", views.retirer_note, name="retirer_note"),
    path(note + "remettre/", views.remettre_note, name="remettre_note"),
    path(jeune, views_jeune.a_lire_avec_le_jeune, name="a_lire_avec_le_jeune"),
    path(jeune + "feuille/", views_jeune.imprimer_pour_le_jeune, name="imprimer_pour_le_jeune"),
]
