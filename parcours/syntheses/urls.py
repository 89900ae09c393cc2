from django.urls import path

from parcours.syntheses import views, views_accord, views_envois, views_recues

ici = "dossiers/<uuid:dossier_id>/syntheses/"
une = ici + "<uuid:synthese_id>/"
recue = "syntheses-recues/<uuid:envoi_id>/"
urlpatterns = [
    path(ici, views.syntheses, name="syntheses"),
    path(ici + "ecrire/", views.ecrire_synthese, name="ecrire_synthese"),
    path(une, views.synthese, name="synthese"),
    path(une + "modifier/", views.modifier_synthese, name="modifier_synthese"),
    path(une + "soumettre/", views_accord.soumettre_synthese, name="soumettre_synthese"),
    path(une + "valider/", views_accord.valider_synthese, name="valider_synthese"),
    path(une + "reprendre/", views_accord.reprendre_synthese, name="reprendre_synthese"),
    path(une + "retirer/", views_accord.retirer_synthese, name="retirer_synthese"),
    path(une + "observation/", views_accord.observer_synthese, name="observer_synthese"),
    path(une + "envoyer/", views_envois.envoyer_synthese, name="envoyer_synthese"),
    path(une + "synthese.pdf", views_envois.synthese_imprimee, name="synthese_imprimee"),
    path(ici + "envois/<uuid:envoi_id>/retirer/", views_envois.retirer_envoi, name="retirer_envoi"),
    path(recue, views_recues.synthese_recue, name="synthese_recue"),
    path(recue + "ouvrir/", views_recues.ouvrir_synthese, name="ouvrir_synthese"),
    path(recue + "synthese.pdf", views_recues.synthese_recue_imprimee, name="synthese_recue_imprimee"),
]
