from django.urls import path

from parcours.reperage import views

urlpatterns = [
    path("reperer/", views.reperer, name="reperer"),
    path("reperer/<uuid:brouillon_id>/", views.reprendre_brouillon, name="reprendre_brouillon"),
    path("reperer/<uuid:brouillon_id>/garder/", views.garder_brouillon, name="garder_brouillon"),
    path("reperer/<uuid:brouillon_id>/jeter/", views.jeter_brouillon, name="jeter_brouillon"),
    path("dossiers/<uuid:dossier_id>/rencontre/", views.rencontre, name="rencontre"),
]
