from django.urls import path

from web.accueil import views

urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("a-faire/nombre/", views.nombre, name="nombre_a_faire"),
    path("casquette/", views.casquette, name="casquette"),
]
