from django.urls import path

from web.droit import views, views_actes

urlpatterns = [
    path("", views.regles, name="regles"),
    path("ecarts/", views.ecarts, name="ecarts"),
    path("actes/", views_actes.liste, name="actes"),
    path("actes/nouveau/", views_actes.nouvel_acte, name="nouvel_acte"),
    path("actes/nouveau/<slug:effet>/", views_actes.saisir_acte, name="saisir_acte"),
    path("actes/<uuid:acte_id>/", views.acte, name="acte"),
    path("actes/<uuid:acte_id>/fin/", views_actes.finir_acte, name="finir_acte"),
    path("actes/<uuid:acte_id>/remplacer/", views_actes.remplacer_acte, name="remplacer_acte"),
    path("<slug:programme>/<slug:code>/", views.regle_detaillee, name="regle"),
]
