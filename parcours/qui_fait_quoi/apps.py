from django.apps import AppConfig


class QuiFaitQuoiConfig(AppConfig):
    name = "parcours.qui_fait_quoi"
