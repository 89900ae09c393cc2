from django.urls import path

from parcours.plan import views, views_actions, views_commentaires, views_diagnostic, views_modeles, views_versions

ici = "dossiers/<uuid:dossier_id>/plan/"
objectif = ici + "objectifs/<uuid:objectif_id>/"
action = ici + "actions/<uuid:action_id>/"
commentaire = ici + "commentaires/<uuid:commentaire_id>/"
version = ici + "versions/<uuid:version_id>/"
urlpatterns = [
    path(ici, views.plan, name="plan"),
    path(ici + "objectifs/ajouter/", views.ajouter_objectif, name="ajouter_objectif"),
    path(ici + "modeles/", views_modeles.modeles_d_objectif, name="modeles_d_objectif"),
    path(objectif, views.modifier_objectif, name="modifier_objectif"),
    path(objectif + "placer/", views.placer_objectif, name="placer_objectif"),
    path(objectif + "retirer/", views.retirer_objectif, name="retirer_objectif"),
    path(objectif + "remettre/", views.remettre_objectif, name="remettre_objectif"),
    path(objectif + "actions/ajouter/", views_actions.ajouter_action, name="ajouter_action"),
    path(action, views_actions.modifier_action, name="modifier_action"),
    path(action + "avancer/", views_actions.avancer_action, name="avancer_action"),
    path(action + "placer/", views_actions.placer_action, name="placer_action"),
    path(action + "retirer/", views_actions.retirer_action, name="retirer_action"),
    path(action + "remettre/", views_actions.remettre_action, name="remettre_action"),
    path(action + "commentaires/", views_commentaires.commentaires_action, name="commentaires_action"),
    path(action + "commenter/", views_commentaires.commenter_action, name="commenter_action"),
    path(commentaire + "retirer/", views_commentaires.retirer_commentaire, name="retirer_commentaire"),
    path(commentaire + "remettre/", views_commentaires.remettre_commentaire, name="remettre_commentaire"),
    path(ici + "versions/", views_versions.versions_du_plan, name="versions_du_plan"),
    path(ici + "versions/proposer/", views_versions.proposer_version, name="proposer_version"),
    path(version, views_versions.version_du_plan, name="version_du_plan"),
    path(version + "retirer/", views_versions.retirer_version, name="retirer_version"),
    path(version + "<slug:partie>/accepter/", views_versions.accepter_version, name="accepter_version"),
    path(version + "<slug:partie>/retirer/", views_versions.retirer_acceptation, name="retirer_acceptation"),
    path(ici + "diagnostic/", views_diagnostic.diagnostic_partage, name="diagnostic_partage"),
    path(ici + "diagnostic/<slug:domaine>/<slug:volet>/", views_diagnostic.ecrire_diagnostic, name="ecrire_diagnostic"),
    path(ici + "plan.pdf", views_versions.plan_imprime, name="plan_imprime"),
]
