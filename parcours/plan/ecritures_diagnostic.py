"""Writing the shared diagnosis: one text by domain and volet, which both sides write."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.plan.ecritures import audience_par_defaut, verrouiller
from parcours.plan.lectures_diagnostic import texte_du
from parcours.plan.models import TexteDuDiagnostic
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.versions import Conflit, enregistrer


@transaction.atomic
def ecrire(
    *, acteur: Acteur, dossier_id: UUID, domaine: str, volet: str, texte: str, version: int, maintenant: datetime,
    **partage: Any,
) -> bool:  # fmt: skip
    """Write it, from the page that showed `version` (0: nothing was written). False when nothing changes.

    `partage` is who reads (`audience`, `pour_id`), of a text of one's own structure. Of health and justice each
    structure writes its own. Raises PasSonCote; Conflit when somebody wrote in between.
    """
    dossier = verrouiller(acteur, dossier_id)
    signe = {"maj_par_id": acteur.appartenance_id, "maj_le": maintenant}
    actuel = texte_du(dossier, domaine, volet, acteur)
    if actuel is not None:
        if version == 0 and actuel.texte != texte:
            raise Conflit(actuel)
        qui_lit = partage if actuel.structure_id == acteur.structure_id else {}
        change = enregistrer(actuel, version=version, trace=signe, texte=texte, **qui_lit)
    elif change := bool(texte):
        TexteDuDiagnostic(
            dossier_id=dossier_id, domaine=domaine, volet=volet, texte=texte, structure_id=acteur.structure_id,
            montre_au_jeune=True, ecrit_par_id=acteur.appartenance_id, ecrit_le=maintenant, **signe,
            **({"audience": audience_par_defaut(domaine)} | partage),
        ).save(force_insert=True)  # fmt: skip
    if change:
        constater(dossier_id, maintenant=maintenant)
    return change
