from django.urls import path

from demo import views

urlpatterns = [path("entrer/<slug:cle>/", views.entrer, name="demo_entrer")]
