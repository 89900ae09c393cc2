from django.apps import AppConfig


class AccesConfig(AppConfig):
    name = "socle.acces"

    def ready(self) -> None:
        # The system check registers itself when its module is imported.
        import socle.acces.droits  # noqa: F401, PLC0415
