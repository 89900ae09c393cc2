from django.urls import path

from web.simulateur import views
from web.simulateur.voix import ACCOMPAGNANT, JEUNE

urlpatterns = [
    path("", views.simulateur, {"voix": JEUNE}, name="simulateur"),
    path("pour-quelqu-un/", views.simulateur, {"voix": ACCOMPAGNANT}, name="simulateur_accompagnant"),
]
