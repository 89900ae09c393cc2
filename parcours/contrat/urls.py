from django.urls import path

from parcours.contrat import views, views_changements, views_suite

ici = "dossiers/<uuid:dossier_id>/contrat/"
urlpatterns = [
    path(ici, views.contrat, name="contrat"),
    path(ici + "preparer/", views.preparer, name="preparer_contrat"),
    path(ici + "abandonner/", views.abandonner, name="abandonner_contrat"),
    path(ici + "signatures/<slug:partie>/", views.noter_signature, name="noter_signature_contrat"),
    path(ici + "signatures/<slug:partie>/retirer/", views.retirer_signature, name="retirer_signature_contrat"),
    path(ici + "ouvrir/", views.ouvrir, name="ouvrir_contrat"),
    path(ici + "prolonger/", views_suite.prolonger, name="prolonger_contrat"),
    path(ici + "prolonger/annuler/", views_suite.annuler_prolongation, name="annuler_prolongation"),
    path(ici + "interrompre/", views_suite.interrompre, name="interrompre_contrat"),
    path(ici + "interrompre/annuler/", views_suite.annuler_interruption, name="annuler_interruption"),
    path(ici + "reprendre/", views_suite.reprendre, name="reprendre_contrat"),
    path(ici + "referent/", views_changements.designer_referent, name="designer_referent"),
    path(ici + "referent/annuler/", views_changements.annuler_designation, name="annuler_designation"),
    path(ici + "heures/", views_changements.changer_heures, name="changer_heures"),
    path(ici + "heures/annuler/", views_changements.annuler_duree, name="annuler_duree"),
    path(ici + "rompre/", views_suite.rompre, name="rompre_contrat"),
    path(ici + "rompre/annuler/", views_suite.annuler_rupture, name="annuler_rupture"),
]
