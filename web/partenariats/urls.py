from django.urls import path

from web.partenariats import views

urlpatterns = [
    path("", views.partenariats, name="partenariats"),
    path("<int:partenariat_id>/", views.partenariat, name="partenariat"),
    path("<int:partenariat_id>/<slug:objet>/proposer/", views.proposer_pratique, name="proposer_pratique"),
    path("pratiques/<uuid:pratique_id>/", views.repondre_pratique, name="repondre_pratique"),
    path("pratiques/<uuid:pratique_id>/ecarter/", views.ecarter_pratique, name="ecarter_pratique"),
]
