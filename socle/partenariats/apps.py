from django.apps import AppConfig


class PartenariatsConfig(AppConfig):
    name = "socle.partenariats"
