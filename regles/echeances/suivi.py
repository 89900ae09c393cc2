"""What comes back: tripartite interviews and bilans, at the pace of the partenariat."""

from collections.abc import Iterator
from datetime import date, timedelta

from regles.echeances.echeance import Attend, Code, Echeance, Sorte
from regles.echeances.entree import CONVENU
from regles.echeances.faits import FaitsDuParcours
from regles.echeances.phrases import rediger
from regles.jalons import Etape, etape
from regles.noyau.bareme import Baremes
from regles.noyau.temps import plus_mois
from regles.noyau.verdict import Motif


def suivi(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the next tripartite interview and the bilans not held yet, from the entry on. No text gives the pace."""
    if etape(faits.jalons) not in (Etape.REMOBILISATION, Etape.CONTRAT):
        return
    dernier = faits.dernier_contrat
    debut = faits.entree_le or (None if dernier is None else dernier.debut_le)
    if debut is None:
        yield Motif("ENTREE_INCONNUE", "Le premier jour du parcours n’est pas connu : ses rendez-vous non plus.")
        return
    yield from _tripartite(faits, debut, le)
    yield from _bilans(faits, debut, le)


def _tripartite(faits: FaitsDuParcours, debut: date, le: date) -> Iterator[Echeance | Motif]:
    semaines = faits.rythmes.tripartite_en_semaines
    if semaines is None:
        phrase = "Le rythme des entretiens à trois n’est pas convenu : rien n’est attendu."
        yield Motif("TRIPARTITE_NON_CONVENU", phrase)
        return
    dernier = max((debut, *faits.tripartites))
    jour = dernier + timedelta(weeks=semaines)
    yield rediger(Code.TRIPARTITE, jour, Sorte.A_FAIRE, Attend.LES_DEUX, CONVENU, le=le)


def _bilans(faits: FaitsDuParcours, debut: date, le: date) -> Iterator[Echeance | Motif]:
    marques = faits.rythmes.bilans_en_mois
    if marques is None:
        yield Motif("BILANS_NON_CONVENUS", "Le rythme des bilans n’est pas convenu : rien n’est attendu.")
        return
    jours = [plus_mois(debut, mois) for mois in marques]
    for rang in range(bilans_tenus(jours, faits.bilans), len(jours)):
        yield rediger(
            Code.BILAN, jours[rang], Sorte.A_FAIRE, Attend.LES_DEUX, CONVENU, le=le, nombre=marques[rang], rang=rang + 1
        )


def bilans_tenus(attendus: list[date], tenus: tuple[date, ...]) -> int:
    """Return how many of the bilans due are settled, counted from the first.

    Each bilan held settles one, early or late; and one held after several were due settles them all: nobody holds the
    bilan of three months in the seventh.
    """
    dernier = max(tenus, default=None)
    passes = 0 if dernier is None else sum(1 for jour in attendus if jour <= dernier)
    return min(len(attendus), max(len(tenus), passes))
