from django.urls import path

from web.estimation import views

urlpatterns = [path("", views.estimation, name="estimation")]
