from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "socle.dossier"
