"""How the team of a youth is said: what each is there for, and what somebody who left still sees."""

from datetime import date

from django.utils import timezone

from parcours.interlocuteurs.lectures import InvitationLue
from regles.noyau.temps import en_toutes_lettres
from socle.acteurs.lectures import finie
from socle.acteurs.models import Appartenance, PorteeDuRegard
from socle.dossier.noms import de
from socle.presences.models import Absence

POUR_QUOI = {
    "referent": "L’accompagnement de tous les jours.",
    "conseiller": "L’emploi, la formation, et ce que la mission locale peut ouvrir.",
    "referent_unique": "Le contrat : c’est le référent qu’il désigne.",
    "structure": "La mission locale : personne n’y est encore désigné pour ce jeune.",
}


def absence_dite(absence: Absence, *, le: date) -> str:
    """The days away, and who to call meanwhile."""
    jours = f"jusqu’au {_jour(absence.au)}" if absence.du <= le else f"du {_jour(absence.du)} au {_jour(absence.au)}"
    if absence.du == absence.au:
        jours = "aujourd’hui" if absence.du <= le else f"le {_jour(absence.du)}"
    if absence.remplacant is None:
        return f"Absence {jours}. Personne n’est nommé pour répondre à sa place."
    return f"Absence {jours}. Appelez {absence.remplacant.compte.nom_complet}, de la même structure."


def ce_qu_il_garde(hat: Appartenance, *, ouverte: bool, le: date) -> str:
    """What somebody who no longer looks after the dossier still sees of it, and until when."""
    if finie(hat, le=le):
        fin = timezone.localtime(hat.revoquee_le).date() if hat.revoquee_le else hat.jusqu_a
        return (
            f"N’a plus accès à Tandem pour cette structure depuis le {_jour(fin)}. Ce qui est signé de son nom reste."
        )
    if not ouverte:
        return "Ne voit plus ce dossier : le partage avec sa structure s’est arrêté. Ce qui est signé de son nom reste."
    if hat.portee != PorteeDuRegard.STRUCTURE:
        return "Ne voit plus ce dossier. Ce qui est signé de son nom reste."
    jusque = f"jusqu’au {_jour(hat.jusqu_a)}" if hat.jusqu_a else "tant que son accès n’est pas retiré"
    return f"Voit encore ce dossier, comme tous ceux {de(hat.structure)}, {jusque}."


def ce_qu_il_recoit(invitation: InvitationLue, *, le: date) -> str:
    """What became of the access offered to a partner."""
    if invitation.fini_le is not None:
        return f"Ne reçoit plus rien dans Tandem depuis le {_jour(invitation.fini_le)}."
    if invitation.jusqu_a < le:
        return f"Ne reçoit plus rien dans Tandem\u00a0: c’était jusqu’au {_jour(invitation.jusqu_a)}."
    if invitation.accepte:
        return f"Reçoit dans Tandem ce qui lui est adressé, jusqu’au {_jour(invitation.jusqu_a)}."
    if invitation.expire_le is not None and invitation.expire_le < le:
        return f"Invité le {_jour(invitation.le)}. Le lien n’a pas été ouvert, et n’ouvre plus rien."
    return f"Invité le {_jour(invitation.le)}, n’a pas encore ouvert son accès."


def _jour(jour: date | None) -> str:
    return en_toutes_lettres(jour) if jour else ""
