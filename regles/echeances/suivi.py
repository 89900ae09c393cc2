"""What comes back: tripartite interviews and bilans, at the pace of the partenariat."""

from collections.abc import Iterator
from datetime import date

from regles.echeances.echeance import Attend, Code, Echeance, Sorte
from regles.echeances.entree import CONVENU
from regles.echeances.faits import FaitsDuParcours
from regles.echeances.phrases import rediger
from regles.jalons import Etape, etape
from regles.noyau.bareme import Baremes
from regles.noyau.verdict import Motif

SANS_RYTHME = {
    Code.TRIPARTITE: Motif(
        "TRIPARTITE_NON_CONVENU", "Le rythme des entretiens à trois n’est pas convenu : rien n’est attendu."
    ),
    Code.BILAN: Motif("BILANS_NON_CONVENUS", "Le rythme des bilans n’est pas convenu : rien n’est attendu."),
}


def suivi(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the next tripartite interview and the next bilan, from the entry on. No text gives the pace.

    Each is counted from the last one held, early or late, and the first from the entry: nobody is asked for the one of
    March in September. A house choice.
    """
    if etape(faits.jalons) not in (Etape.REMOBILISATION, Etape.CONTRAT):
        return
    dernier = faits.dernier_contrat
    debut = faits.entree_le or (None if dernier is None else dernier.debut_le)
    if debut is None:
        yield Motif("ENTREE_INCONNUE", "Le premier jour du parcours n’est pas connu : ses rendez-vous non plus.")
        return
    for code, rythme, tenus in (
        (Code.TRIPARTITE, faits.rythmes.tripartites, faits.tripartites),
        (Code.BILAN, faits.rythmes.bilans, faits.bilans),
    ):
        if rythme is None:
            yield SANS_RYTHME[code]
        else:
            jour = rythme.apres(max((debut, *tenus)))
            yield rediger(code, jour, Sorte.A_FAIRE, Attend.LES_DEUX, CONVENU, le=le)
