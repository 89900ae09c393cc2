from django.urls import path

from web.dossier import views, views_accords, views_confier, views_rapprochements

urlpatterns = [
    path("<uuid:dossier_id>/", views.dossier, name="dossier"),
    path("<uuid:dossier_id>/identite/", views.identite, name="identite"),
    path("<uuid:dossier_id>/programme/", views.programme, name="programme"),
    path("<uuid:dossier_id>/situation/", views.situation, name="situation"),
    path("<uuid:dossier_id>/coordonnees/", views.coordonnees, name="coordonnees"),
    path("<uuid:dossier_id>/confier/", views_confier.confier, name="confier"),
    path("<uuid:dossier_id>/accord/", views_accords.accord, name="accord"),
    path("<uuid:dossier_id>/accords/", views_accords.accords, name="accords"),
    path("<uuid:dossier_id>/accords/recu/", views_accords.ce_qui_fut_recu, name="ce_qui_fut_recu"),
    path("<uuid:dossier_id>/accords/<uuid:accord_id>/retirer/", views_accords.retirer_accord, name="retirer_accord"),
    path(
        "<uuid:dossier_id>/rapprochements/<uuid:rapprochement_id>/",
        views_rapprochements.mise_en_relation,
        name="mise_en_relation",
    ),
    path(
        "mises-en-relation/<uuid:rapprochement_id>/",
        views_rapprochements.repondre_mise_en_relation,
        name="repondre_mise_en_relation",
    ),
    path("<uuid:dossier_id>/lectures/", views.qui_a_lu, name="qui_a_lu"),
]
