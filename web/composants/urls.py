"""One page, included in development and in the demonstration only."""

from django.urls import path

from web.composants import views

urlpatterns = [path("", views.composants, name="composants")]
