"""The contract: its end, its extension, the papers, and when another may begin. Sources: R5131-16, R5131-25."""

from collections.abc import Iterator
from datetime import date, timedelta

from regles import contrat as regle
from regles.echeances.echeance import Attend, Code, Echeance, Sorte
from regles.echeances.faits import Contrat, FaitsDuParcours
from regles.echeances.phrases import SANS_ATTENDRE, rediger
from regles.noyau.bareme import Bareme, Baremes
from regles.noyau.verdict import Motif
from regles.programmes import programmes


def contrat(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the due dates of the open contract, or the day another may begin. The text is that of the first day."""
    dernier, dossier = faits.dernier_contrat, programmes()[faits.programme].contrat
    if dossier is None:
        return
    if dernier is None:
        if faits.jalons.contrat and not faits.jalons.sorti:
            yield Motif("CONTRAT_SANS_DATE", "Un contrat est ouvert, mais son premier jour n’est pas connu.")
        return
    bareme = baremes.au(dossier, dernier.debut_le, faits.departement)
    if not faits.jalons.contrat or dernier.fini_le is not None or faits.jalons.sorti:
        yield from _apres(dernier, bareme, le)
        return
    yield from _fin(dernier, bareme, le)
    yield from _argent(dernier, bareme, le)


def fin_du_contrat(contrat: Contrat, *, bareme: Bareme) -> date | None:
    """Return the last day of a contract as things stand; None when another path holds it and has no known end.

    What was signed, else the longest the law allows; the extension; and with another path of the list, at least the
    last day of the second month after that path ends. Source: R5131-16.
    """
    fin = contrat.prolonge_jusqu_au or contrat.fin_prevue_le
    if fin is None:
        fin = regle.fin_ordinaire(contrat.debut_le, bareme=bareme)
    autre = contrat.autre_parcours
    if autre is None or (autre.debut_le is not None and autre.debut_le > fin):
        return fin
    if autre.fini_le is None:
        return None
    return max(fin, regle.fin_apres_parcours(autre.fini_le, bareme=bareme))


def _fin(contrat: Contrat, bareme: Bareme, le: date) -> Iterator[Echeance | Motif]:
    source = bareme.valeurs["duree_contrat_en_mois"].source
    maximale = regle.fin_prolongee(contrat.debut_le, bareme=bareme)
    fin = fin_du_contrat(contrat, bareme=bareme)
    if fin is None:
        phrase = "La fin du contrat dépend d’un autre parcours, dont le dernier jour n’est pas connu."
        yield Motif("FIN_DE_L_AUTRE_PARCOURS_INCONNUE", phrase)
    else:
        yield rediger(Code.FIN_CONTRAT, fin, Sorte.FIN, Attend.PERSONNE, source, le=le)
        yield rediger(Code.SUITE_DU_CONTRAT, fin, Sorte.A_FAIRE, Attend.LES_DEUX, source, le=le)
    if contrat.autre_parcours is None:
        source = bareme.valeurs["duree_maximale_en_mois"].source
        yield rediger(Code.FIN_MAXIMALE, maximale, Sorte.FIN, Attend.MISSION_LOCALE, source, le=le)
    yield from _depassements(contrat, maximale, bareme)


def _depassements(contrat: Contrat, maximale: date, bareme: Bareme) -> Iterator[Motif]:
    """What was signed stands, whatever its length: a contradiction with the text is said, never corrected."""
    ordinaire = regle.fin_ordinaire(contrat.debut_le, bareme=bareme)
    if contrat.fin_prevue_le is not None and contrat.fin_prevue_le > ordinaire:
        mois = bareme["duree_contrat_en_mois"]
        yield Motif("DUREE_SIGNEE_TROP_LONGUE", f"Le contrat signé dépasse {mois} mois : le texte ne le prévoit pas.")
    if (
        contrat.autre_parcours is None
        and contrat.prolonge_jusqu_au is not None
        and contrat.prolonge_jusqu_au > maximale
    ):
        mois = bareme["duree_maximale_en_mois"]
        yield Motif("PROLONGATION_TROP_LONGUE", f"La prolongation dépasse {mois} mois : le texte ne le prévoit pas.")


def _argent(contrat: Contrat, bareme: Bareme, le: date) -> Iterator[Echeance]:
    if contrat.pieces_completes_le is not None:
        return
    jour = regle.pieces_au_plus_tard(contrat.debut_le, bareme=bareme)
    source = bareme.valeurs["delai_pieces_en_mois"].source
    yield rediger(Code.PIECES, jour, Sorte.A_FAIRE, Attend.LES_DEUX, source, le=le)
    if contrat.versement_provisoire_depuis is not None:
        jour = regle.fin_du_versement_provisoire(contrat.versement_provisoire_depuis, bareme=bareme)
        source = bareme.valeurs["versement_provisoire_en_mois"].source
        yield rediger(Code.VERSEMENT_PROVISOIRE, jour, Sorte.FIN, Attend.MISSION_LOCALE, source, le=le)


def _apres(contrat: Contrat, bareme: Bareme, le: date) -> Iterator[Echeance | Motif]:
    """Six months after the last day, or from the next day where the mission locale has recognised circumstances."""
    fin = contrat.fini_le or fin_du_contrat(contrat, bareme=bareme)
    if fin is None:
        phrase = "Le dernier jour du contrat précédent n’est pas connu : on ne sait pas quand un autre est possible."
        yield Motif("FIN_DU_CONTRAT_INCONNUE", phrase)
        return
    source = bareme.valeurs["delai_nouveau_cej_en_mois"].source
    if contrat.circonstances_particulieres:
        jour, phrases = fin + timedelta(days=1), SANS_ATTENDRE
    else:
        jour, phrases = regle.nouveau_possible_le(fin, bareme=bareme), None
    yield rediger(Code.NOUVEAU_CEJ, jour, Sorte.OUVERTURE, Attend.MISSION_LOCALE, source, le=le, phrases=phrases)
