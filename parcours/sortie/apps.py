from django.apps import AppConfig


class SortieConfig(AppConfig):
    name = "parcours.sortie"
