"""Handing over on its day what was planned, in the name of who planned it, under both walls.

When they no longer hold a hat, it is done in the name of who receives it; when neither may any more, nothing is done:
« À faire » goes on telling it.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import ProgrammingError, connection, transaction

from parcours.interlocuteurs.ecritures_relais import PlusLa, faire
from parcours.interlocuteurs.models import RelaisPrevu
from socle.acces.portee import Acteur, casquettes, porter
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier, Etape

ACTE = "passer_les_relais_prevus"


def passer_les_relais(*, maintenant: datetime) -> int:
    """Do those whose day has come where the structure is; how many. Each holds or falls alone: twice is once."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT * FROM relais_a_passer(%s)", [maintenant])
        dus = curseur.fetchall()
    return sum(_un(*du, maintenant=maintenant) for du in dus)


def _un(relais_id: UUID, compte_id: int, appartenance_id: int, jour: date, *, maintenant: datetime) -> bool:
    try:
        with transaction.atomic():
            acteur = next(iter(casquettes(compte_id, appartenance_id, le=jour, acte=ACTE)), None)
            if acteur is None or acteur.appartenance_id != appartenance_id:
                return False
            with porter(acteur):
                return _faire(relais_id, acteur, maintenant)
    except (PlusLa, ProgrammingError):
        # Refused for this one, by us or by a wall (42501): the others do not wait for it.
        return False


def _faire(relais_id: UUID, acteur: Acteur, maintenant: datetime) -> bool:
    """Locked first: done or taken back by somebody at this very moment, it is left to them."""
    prevus = RelaisPrevu.objects.filter(pk=relais_id, fait_le=None, annule_le=None, du__lte=acteur.le)
    relais = prevus.select_for_update(of=("self",), skip_locked=True, no_key=True).first()
    if relais is None:
        return False
    dossiers = Dossier.objects.filter(un_des_deux_cotes(acteur), pk=relais.dossier_id).exclude(etape=Etape.SORTI)
    if not dossiers.exists():
        return False
    faire(acteur=acteur, relais=relais, maintenant=maintenant)
    return True
