from django.urls import path

from parcours.tripartites import views, views_creneaux, views_tenue

ici = "dossiers/<uuid:dossier_id>/entretiens-a-trois/"
un = ici + "<uuid:tripartite_id>/"
urlpatterns = [
    path(ici, views.tripartites, name="tripartites"),
    path(ici + "proposer/", views_creneaux.proposer_creneaux, name="proposer_creneaux"),
    path(ici + "creneaux/<uuid:creneau_id>/fixer/", views_creneaux.fixer_creneau, name="fixer_creneau"),
    path(
        ici + "invites/<uuid:invite_id>/retirer/",
        views_creneaux.ne_plus_inviter_a_trois,
        name="ne_plus_inviter_a_trois",
    ),
    path(un, views.tripartite, name="tripartite"),
    path(un + "repondre/", views_creneaux.repondre_creneaux, name="repondre_creneaux"),
    path(un + "deplacer/", views_creneaux.deplacer_tripartite, name="deplacer_tripartite"),
    path(un + "annuler/", views_creneaux.annuler_tripartite, name="annuler_tripartite"),
    path(un + "inviter/", views_creneaux.inviter_a_trois, name="inviter_a_trois"),
    path(un + "rendez-vous.ics", views.tripartite_agenda, name="tripartite_agenda"),
    path(un + "tenir/", views_tenue.tenir_tripartite, name="tenir_tripartite"),
    path(un + "compte-rendu.pdf", views.tripartite_imprime, name="tripartite_imprime"),
    path(un + "<slug:partie>/signer/", views_tenue.signer_tripartite, name="signer_tripartite"),
    path(un + "<slug:partie>/manque/", views_tenue.signature_qui_manque, name="signature_qui_manque"),
    path(un + "<slug:partie>/retirer/", views_tenue.retirer_signature_a_trois, name="retirer_signature_a_trois"),
]
