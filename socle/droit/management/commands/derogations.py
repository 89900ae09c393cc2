"""``manage.py derogations``: the acts signed, as JSON for ``manage.py eligibilite --derogations``."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from regles.noyau.bareme import BaremeInvalide
from regles.textes import avec_derogations
from socle.droit.lectures import OU, exporter


class Command(BaseCommand):
    """Prints nothing but JSON; refuses acts that this version of the rules cannot read, saying which."""

    help = "Écrit en JSON les dérogations signées dans l’application, telles que les règles les lisent."

    def handle(self, *args: Any, **options: Any) -> None:
        lignes = exporter()
        try:
            avec_derogations(lignes, ou=OU)
        except BaremeInvalide as refus:
            raise CommandError(str(refus)) from refus
        self.stdout.write(json.dumps({"derogations": lignes}, ensure_ascii=False, indent=2))
