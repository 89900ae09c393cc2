from django.apps import AppConfig


class PartenariatsConfig(AppConfig):
    name = "web.partenariats"
    label = "web_partenariats"
