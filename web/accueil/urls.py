from django.urls import path

from web.accueil import views

urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("casquette/", views.casquette, name="casquette"),
]
