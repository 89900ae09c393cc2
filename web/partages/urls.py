from django.urls import path

from web.partages import views

urlpatterns = [
    path("", views.partages, name="partages"),
    path("<uuid:dossier_id>/", views.partage, name="partage"),
]
