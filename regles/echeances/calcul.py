"""The one function: from the facts of a dossier and a day, its state, what comes, and what is late."""

from datetime import date

from regles.echeances.contrat import contrat
from regles.echeances.echeance import Echeance, Echeancier
from regles.echeances.entree import entree, remobilisation
from regles.echeances.faits import FaitsDuParcours
from regles.echeances.limites import anniversaires, conservation, pacea, programme
from regles.echeances.suivi import suivi
from regles.echeances.vie_du_contrat import reprise, signatures
from regles.jalons import etape
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.verdict import Motif

SANS_TEXTE = Motif("SANS_TEXTE", "Une date ne peut pas être comptée : le texte de ce jour-là n’est pas connu.")
FAMILLES = (entree, remobilisation, signatures, contrat, reprise, suivi, programme, pacea, anniversaires, conservation)


def echeances(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Echeancier:
    """Return the state of a dossier on the day `le`, its due dates, and what cannot be told.

    Pure: nothing here is stored, and the days do not depend on `le`, only on the facts and on the text in force. A text
    that nobody knows that day becomes a remark. Raises `ContactPosterieur` for a contact after `le`,
    `HorsCalendrier` past the year 9999.
    """
    dues: list[Echeance] = []
    remarques: list[Motif] = []
    for famille in FAMILLES:
        try:
            for dit in famille(faits, le=le, baremes=baremes):
                if isinstance(dit, Echeance):
                    dues.append(dit)
                else:
                    remarques.append(dit)
        except HorsBareme:
            remarques.append(SANS_TEXTE)
    dues.sort(key=lambda echeance: (echeance.le, echeance.code))
    return Echeancier(le, etape(faits.jalons), tuple(dues), tuple(dict.fromkeys(remarques)))
