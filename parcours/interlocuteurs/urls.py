from django.urls import path

from parcours.interlocuteurs import views, views_invitation, views_partenaires, views_relais

ici = "dossiers/<uuid:dossier_id>/equipe/"
un = ici + "partenaires/<uuid:partenaire_id>/"
urlpatterns = [
    path(ici, views.interlocuteurs, name="interlocuteurs"),
    path(ici + "carte/", views.carte_interlocuteurs, name="carte_interlocuteurs"),
    path(ici + "<slug:cle>/joindre/", views.joindre, name="joindre"),
    path(ici + "partenaires/", views_partenaires.nommer_partenaire, name="nommer_partenaire"),
    path(un, views_partenaires.modifier_partenaire, name="modifier_partenaire"),
    path(un + "parti/", views_partenaires.partenaire_parti, name="partenaire_parti"),
    path(un + "encore-la/", views_partenaires.partenaire_encore_la, name="partenaire_encore_la"),
    path(ici + "relais/<uuid:relais_id>/passer/", views_relais.passer_relais, name="passer_relais"),
    path(ici + "relais/<uuid:relais_id>/annuler/", views_relais.annuler_relais, name="annuler_relais"),
    path(un + "inviter/", views_invitation.inviter_partenaire, name="inviter_partenaire"),
    path(un + "renvoyer/", views_invitation.renvoyer_invitation_partenaire, name="renvoyer_invitation_partenaire"),
    path(un + "retirer/", views_partenaires.retirer_partenaire, name="retirer_partenaire"),
]
