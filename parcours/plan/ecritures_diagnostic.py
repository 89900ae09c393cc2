"""Writing the shared diagnosis: one text by domain and volet, which both sides write."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from parcours.plan.ecritures import verrouiller
from parcours.plan.models import TexteDuDiagnostic
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.domaines import SENSIBLES
from socle.dossier.versions import Conflit, enregistrer


@transaction.atomic
def ecrire(
    *, acteur: Acteur, dossier_id: UUID, domaine: str, volet: str, texte: str, version: int, maintenant: datetime
) -> bool:
    """Write it, from the page that showed `version` (0: nothing was written). False when nothing changes.

    Of health and justice, the text is that of the structure of the hat worn, which alone reads it. Raises PasSonCote;
    Conflit when somebody wrote in between.
    """
    verrouiller(acteur, dossier_id)
    reserve = acteur.structure_id if domaine in SENSIBLES else None
    signe = {"maj_par_id": acteur.appartenance_id, "maj_le": maintenant}
    actuel = TexteDuDiagnostic.objects.filter(
        dossier_id=dossier_id, domaine=domaine, volet=volet, reserve_a_id=reserve
    ).first()
    if actuel is not None:
        if version == 0 and actuel.texte != texte:
            raise Conflit(actuel)
        change = enregistrer(actuel, version=version, trace=signe, texte=texte)
    elif change := bool(texte):
        TexteDuDiagnostic(
            dossier_id=dossier_id, domaine=domaine, volet=volet, texte=texte, reserve_a_id=reserve,
            ecrit_par_id=acteur.appartenance_id, ecrit_le=maintenant, **signe,
        ).save(force_insert=True)  # fmt: skip
    if change:
        constater(dossier_id, maintenant=maintenant)
    return change
