from django.apps import AppConfig


class DroitConfig(AppConfig):
    name = "web.droit"
    # The ground has an app of that name: it keeps the acts, this one shows them.
    label = "pages_du_droit"
