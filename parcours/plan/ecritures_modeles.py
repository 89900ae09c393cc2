"""An objective and the actions it starts with, written together or not at all."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from parcours.plan.ecritures import ActionDite, ObjectifDit, ajouter_action, ajouter_objectif, verrouiller
from parcours.plan.models import Objectif
from socle.acces.portee import Acteur


@transaction.atomic
def ajouter_avec_actions(
    *, acteur: Acteur, objectif_id: UUID, dossier_id: UUID, dit: ObjectifDit, actions: Mapping[int, ActionDite],
    maintenant: datetime,
) -> Objectif:  # fmt: skip
    """Add an objective and these actions (by their rank in the model). The same form sent twice adds them once.

    Sent again once the objective is there, it leaves its actions alone: somebody may have written them anew. Raises
    PasSonCote; Conflit when that form, sent again, says something else.
    """
    verrouiller(acteur, dossier_id)
    neuf = not Objectif.objects.filter(pk=objectif_id, dossier_id=dossier_id).exists()
    objectif = ajouter_objectif(
        acteur=acteur, objectif_id=objectif_id, dossier_id=dossier_id, dit=dit, maintenant=maintenant
    )
    for rang, dite in actions.items() if neuf else ():
        ajouter_action(
            acteur=acteur, action_id=uuid5(objectif_id, f"action {rang}"), objectif=objectif, dite=dite,
            maintenant=maintenant,
        )  # fmt: skip
    return objectif
