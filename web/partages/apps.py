from django.apps import AppConfig


class PartagesConfig(AppConfig):
    name = "web.partages"
