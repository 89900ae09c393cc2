from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from regles.noyau.bareme import BaremeInvalide


class RepartitionConfig(AppConfig):
    name = "socle.repartition"

    def ready(self) -> None:
        register(taches_lisibles)


def taches_lisibles(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """System check: a fault in the tasks stops the start, not the first page that reads them."""
    # Imported once the models are there.
    lire, invalide = (
        import_string(f"socle.repartition.referentiel.{n}") for n in ("referentiel", "ReferentielInvalide")
    )
    try:
        lire()
    except (invalide, BaremeInvalide) as faute:
        return [Error(str(faute), id="repartition.E001")]
    return []
