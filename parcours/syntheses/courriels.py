"""The mail that says that a synthèse waits: it names nobody, and does not leave once the recipient may not read it."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse

from parcours.syntheses.models import EnvoiDeSynthese
from regles.acces import Portee
from socle.acces.models import Acces
from socle.acteurs.models import Appartenance
from socle.courrier.boite import deposer
from socle.dossier.models import Dossier

CONDITION = "envoi_de_synthese"
SUJET = "Une synthèse vous attend"
AU_PLUS = 10
"""People written to in one structure, where nobody is named for this youth. Ours."""
_TEXTE = """Bonjour,

{qui} vous a envoyé une synthèse dans Tandem. Elle se lit là, et nulle part ailleurs\u00a0:

{lien}

Ce message ne dit pas de qui elle parle, et rien n’y est joint. Si l’accord qui l’ouvre est retiré, le lien ne montre \
plus rien.

Tandem
"""


def annoncer(envoi: EnvoiDeSynthese, dossier: Dossier, *, racine: str) -> None:
    """Put in the outbox one mail for each of those who follow the youth in the recipient structure."""
    lien = f"{racine.rstrip('/')}{reverse('synthese_recue', args=[envoi.pk])}"
    texte = _TEXTE.format(qui=envoi.structure.nom, lien=lien)
    for appartenance in _qui_suit(envoi.destinataire_id, dossier):
        message = EmailMessage(SUJET, texte, settings.DEFAULT_FROM_EMAIL, [appartenance.compte.email])
        deposer(message, condition=CONDITION, objet=envoi.pk)


def _qui_suit(structure_id: int, dossier: Dossier) -> list[Appartenance]:
    """Their referent or counsellor; else those whom the access names; else whoever sees all its youths, or is a partner
    invited there."""
    actifs = Appartenance.objects.filter(
        structure_id=structure_id, revoquee_le=None, compte__is_active=True
    ).select_related("compte")
    nommes = actifs.filter(pk__in=[p for p in (dossier.referent_id, dossier.conseiller_id) if p])
    par_acces = Acces.objects.filter(dossier_id=dossier.pk, structure_id=structure_id, ferme_le=None)
    confies = actifs.filter(pk__in=par_acces.exclude(appartenance_id=None).values("appartenance_id"))
    tous = actifs.filter(portee__in=(Portee.STRUCTURE.value, Portee.PARTAGE.value)).order_by("pk")
    return list(nommes) or list(confies) or list(tous[:AU_PLUS])


def encore_a_annoncer(envoi_id: UUID, *, maintenant: datetime) -> bool:
    """Whether the mail may leave: the sending holds, and its accord still opens it. Asked by a job, without a hat."""
    le = maintenant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    with connection.cursor() as curseur:
        curseur.execute("SELECT envoi_a_annoncer(%s, %s)", [envoi_id, le])
        return bool(curseur.fetchone()[0])
