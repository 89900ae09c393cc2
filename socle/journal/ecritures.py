"""Writing the journal of readings."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.acces.portee import Acteur

# In SQL because the ORM adds RETURNING, which a role that may only add is refused.
_AJOUTER = """INSERT INTO journal_lecture (le, appartenance_id, structure_id, vue, dossiers)
VALUES (%s, %s, %s, %s, %s::uuid[])"""


def noter_lecture(*, acteur: Acteur, vue: str, dossiers: list[UUID], maintenant: datetime) -> None:
    """One line: this hat was shown these dossiers on this page. `vue` is the name of the URL."""
    with connection.cursor() as curseur:
        curseur.execute(_AJOUTER, [maintenant, acteur.appartenance_id, acteur.structure_id, vue[:60], dossiers])
