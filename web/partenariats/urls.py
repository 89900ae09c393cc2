from django.urls import path

from web.partenariats import views
from web.partenariats import views_repartition as qui_fait_quoi
from web.partenariats import views_taches as taches

urlpatterns = [
    path("", views.partenariats, name="partenariats"),
    path("<int:partenariat_id>/", views.partenariat, name="partenariat"),
    path("<int:partenariat_id>/qui-fait-quoi/", qui_fait_quoi.repartition, name="repartition"),
    path("<int:partenariat_id>/qui-fait-quoi/ajouter/", taches.ajouter_tache, name="ajouter_tache"),
    path(
        "<int:partenariat_id>/qui-fait-quoi/proposition/",
        qui_fait_quoi.proposer_repartition,
        name="proposer_repartition",
    ),
    path("<int:partenariat_id>/qui-fait-quoi/dire/<slug:phase>/", taches.dire_repartition, name="dire_repartition"),
    path("qui-fait-quoi/<uuid:repartition_id>/", qui_fait_quoi.lire_repartition, name="lire_repartition"),
    path(
        "qui-fait-quoi/<uuid:repartition_id>/convenir/", qui_fait_quoi.convenir_repartition, name="convenir_repartition"
    ),
    path("qui-fait-quoi/<uuid:repartition_id>/ecarter/", qui_fait_quoi.ecarter_repartition, name="ecarter_repartition"),
    path(
        "qui-fait-quoi/<uuid:repartition_id>/imprimer/", qui_fait_quoi.imprimer_repartition, name="imprimer_repartition"
    ),
    path("qui-fait-quoi/taches/<uuid:tache_id>/retirer/", taches.retirer_tache, name="retirer_tache"),
    path("<int:partenariat_id>/<slug:objet>/proposer/", views.proposer_pratique, name="proposer_pratique"),
    path("pratiques/<uuid:pratique_id>/", views.repondre_pratique, name="repondre_pratique"),
    path("pratiques/<uuid:pratique_id>/ecarter/", views.ecarter_pratique, name="ecarter_pratique"),
]
