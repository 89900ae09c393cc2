from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "socle.documents"
