"""The youth's observations, and sending a validated version to those for whom an accord exists."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from parcours.plan.ecritures import PasSonCote, verrouiller
from parcours.syntheses.courriels import annoncer
from parcours.syntheses.destinataires import destinataires
from parcours.syntheses.ecritures import PlusAttendue
from parcours.syntheses.models import EnvoiDeSynthese, ObservationDuJeune, Synthese
from parcours.syntheses.portee import en_vigueur
from socle.acces.portee import Acteur
from socle.dossier.constater import constater


class SansAccord(Exception):
    """The accord of one of the recipients does not open it, or no longer does: nothing was sent to anybody."""


class DejaRetire(Exception):
    """The sending was taken back before."""


@transaction.atomic
def observer(
    *, acteur: Acteur, observation_id: UUID, synthese: Synthese, vue: bool, texte: str, dit_le: date,
    maintenant: datetime,
) -> ObservationDuJeune:  # fmt: skip
    """Note what the youth says of a version ("": they wished to say nothing). What was noted before is replaced, kept.

    The same form sent twice notes it once. Raises PasSonCote; PlusAttendue when it is a draft, or was replaced.
    """
    verrouiller(acteur, synthese.dossier_id)
    if deja := ObservationDuJeune.objects.filter(pk=observation_id, synthese=synthese).first():
        return deja
    courante = Synthese.objects.get(pk=synthese.pk)
    if courante.soumise_le is None or courante.retiree_le is not None:
        raise PlusAttendue
    ObservationDuJeune.objects.filter(synthese=courante, retiree_le=None).update(retiree_le=maintenant)
    observation = ObservationDuJeune(
        id=observation_id, dossier_id=courante.dossier_id, synthese=courante, vue=vue, texte=texte, sans=not texte,
        dit_le=dit_le, par_id=acteur.appartenance_id, note_le=maintenant,
    )  # fmt: skip
    observation.save(force_insert=True)
    constater(courante.dossier_id, maintenant=maintenant)
    return observation


@transaction.atomic
def envoyer(
    *, acteur: Acteur, synthese: Synthese, a: Collection[int], racine: str, maintenant: datetime
) -> list[EnvoiDeSynthese]:
    """Send a validated version to these structures, all or none. What was sent already is not sent again.

    `racine` is the address of the site, for the link of the mail. Raises PasSonCote, PlusAttendue, SansAccord.
    """
    # A withdrawal updates the same row: it comes wholly before, and is read here, or wholly after, and closes this.
    dossier = verrouiller(acteur, synthese.dossier_id)
    courante = Synthese.objects.get(pk=synthese.pk)
    if courante.validee_le is None:
        raise PlusAttendue
    possibles = {d.structure_id: d for d in destinataires(courante, dossier, acteur) if d.peut}
    if set(a) - set(possibles):
        raise SansAccord
    faits = []
    for structure_id in sorted(set(a)):
        vivants = EnvoiDeSynthese.objects.filter(
            en_vigueur(acteur), synthese=courante, destinataire_id=structure_id,
        )  # fmt: skip
        if vivants.exists():
            continue
        envoi = EnvoiDeSynthese(
            id=uuid4(), dossier_id=dossier.pk, synthese=courante, destinataire_id=structure_id,
            accord_id=possibles[structure_id].accord_id, structure_id=acteur.structure_id,
            par_id=acteur.appartenance_id, envoye_le=maintenant,
        )  # fmt: skip
        envoi.save(force_insert=True)
        annoncer(envoi, dossier, racine=racine)
        faits.append(envoi)
    constater(dossier.pk, maintenant=maintenant)
    return faits


@transaction.atomic
def retirer_envoi(*, acteur: Acteur, envoi: EnvoiDeSynthese, pourquoi: str, maintenant: datetime) -> None:
    """Take a sending back, saying why: its recipient reads nothing more. Raises PasSonCote, DejaRetire."""
    verrouiller(acteur, envoi.dossier_id)
    if envoi.structure_id != acteur.structure_id:
        raise PasSonCote
    retires = EnvoiDeSynthese.objects.filter(pk=envoi.pk, retire_le=None).update(
        retire_le=maintenant, retire_par_id=acteur.appartenance_id, pourquoi=pourquoi
    )
    if not retires:
        raise DejaRetire
    constater(envoi.dossier_id, maintenant=maintenant)


@transaction.atomic
def ouvrir(*, acteur: Acteur, envoi: EnvoiDeSynthese, maintenant: datetime) -> None:
    """Note that the recipient reads it, the first time. Raises PasSonCote when the hat worn is not the recipient's."""
    if envoi.destinataire_id != acteur.structure_id:
        raise PasSonCote
    # The state of the dossier does not depend on it, and a partner may not write the dossier: nothing is `constater`.
    EnvoiDeSynthese.objects.filter(pk=envoi.pk, lue_le=None).update(
        lue_le=maintenant, lue_par_id=acteur.appartenance_id
    )
