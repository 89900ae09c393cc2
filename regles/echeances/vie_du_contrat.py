"""Around the contract: the signatures that its paper lacks, and the day it runs again after an interruption."""

from collections.abc import Iterator
from datetime import date, timedelta

from regles.contrat import Partie
from regles.echeances.echeance import Attend, Code, Echeance, Sorte
from regles.echeances.entree import CONVENU
from regles.echeances.faits import FaitsDuParcours
from regles.echeances.phrases import SIGNATURES, rediger
from regles.jalons import Etape, etape
from regles.noyau.bareme import Baremes
from regles.noyau.verdict import Motif

TROIS_SIGNATURES = "circulaire-2022-117-contrat"
QUI_SIGNE = {
    Partie.JEUNE: "votre signature",
    Partie.PORTEUR: "celle de l’association",
    Partie.MISSION_LOCALE: "celle de la mission locale",
}


def signatures(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the signatures that a contract being prepared lacks, by its first day. Source: circulaire of 22 April 2022.

    The youth's is gathered by either side.
    """
    jour, manquent = faits.contractualisation_prevue_le, faits.signatures_attendues
    if jour is None or not manquent or etape(faits.jalons) is Etape.SORTI:
        return
    attend = Attend.LES_DEUX
    if manquent == {Partie.PORTEUR}:
        attend = Attend.PORTEUR
    elif manquent == {Partie.MISSION_LOCALE}:
        attend = Attend.MISSION_LOCALE
    qui = " et ".join(QUI_SIGNE[partie] for partie in Partie if partie in manquent)
    phrases = (SIGNATURES[0].replace("{qui}", qui), SIGNATURES[1].replace("{qui}", qui))
    source = baremes.textes[TROIS_SIGNATURES]
    yield rediger(Code.SIGNATURES, jour, Sorte.A_FAIRE, attend, source, le=le, phrases=phrases)


def reprise(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the day when the open contract runs again. No text read gives a length to an interruption."""
    contrat = faits.dernier_contrat
    if etape(faits.jalons) is not Etape.CONTRAT or contrat is None or contrat.fini_le is not None:
        return
    if contrat.interruption is None:
        return
    _, au = contrat.interruption
    if au is None:
        phrase = "Le contrat est interrompu, et personne n’a dit jusqu’à quand : sa reprise ne peut pas être annoncée."
        yield Motif("INTERRUPTION_SANS_FIN", phrase)
        return
    yield rediger(Code.REPRISE, au + timedelta(days=1), Sorte.OUVERTURE, Attend.LES_DEUX, CONVENU, le=le)
