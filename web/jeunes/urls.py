from django.urls import path

from web.jeunes import views

urlpatterns = [
    path("", views.jeunes, name="jeunes"),
    path("recherche/", views.recherche, name="jeunes_recherche"),
]
