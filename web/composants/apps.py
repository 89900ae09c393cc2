"""What every page is built from: template tags, component templates, and the gallery that shows them."""

from django.apps import AppConfig


class Composants(AppConfig):
    """Holds no model."""

    name = "web.composants"
    label = "composants"
