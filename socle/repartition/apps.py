from django.apps import AppConfig


class RepartitionConfig(AppConfig):
    name = "socle.repartition"
