from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "web.dossier"
    # « dossier » is the label of the ground's own app.
    label = "page_du_dossier"
