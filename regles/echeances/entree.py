"""Before the contract: the door, the history, the commission, the shared diagnosis, the contract to sign."""

from collections.abc import Iterator
from datetime import date, timedelta

from regles.carence import ouverture, refuser_posterieurs
from regles.decision import a_reverifier_depuis
from regles.echeances.echeance import Attend, Code, Echeance, Sorte
from regles.echeances.faits import FaitsDuParcours
from regles.echeances.phrases import rediger
from regles.jalons import Etape, etape
from regles.noyau.bareme import Baremes
from regles.noyau.source import Source
from regles.noyau.temps import plus_mois
from regles.noyau.verdict import Motif
from regles.programmes import mene_au_contrat

CONVENU = Source(
    code="partenariat",
    titre="Ce que le porteur et la mission locale ont convenu",
    mention="Convenu entre le porteur et la mission locale",
    resume="Les dates et les rythmes que les textes laissent au partenariat.",
    connu_par="Saisi par les deux structures ; aucun texte lu ne les fixe.",
)
MAISON = Source(
    code="maison",
    titre="Règle de Tandem",
    mention="Règle de Tandem",
    resume="L’historique est vérifié de nouveau avant que la porte s’ouvre, et avant qu’un dossier ajourné revienne.",
    connu_par="Choix de Tandem ; aucun texte ne le demande.",
)
AVANT_L_ENTREE = frozenset({Etape.REPERAGE, Etape.ELIGIBILITE, Etape.COMMISSION, Etape.PRE_CEJ})
AVANT_LE_CONTRAT = AVANT_L_ENTREE | {Etape.REMOBILISATION}


def entree(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield what waits for the entry. Sources: circulaire of 22 April 2022 (the door), what the two sides agreed."""
    ou = etape(faits.jalons)
    if ou in AVANT_LE_CONTRAT and not _contrat_deja_ouvert(faits):
        yield from _porte(faits, le, baremes)
    if ou in AVANT_L_ENTREE:
        yield from _commission(faits, ou, le)


def _porte(faits: FaitsDuParcours, le: date, baremes: Baremes) -> Iterator[Echeance]:
    """The door holds nobody who was not registered, and a mission locale may still read it when the contract is due."""
    refuser_posterieurs(faits.contacts, le=le)
    if faits.inscrit is False:
        return
    bareme = baremes.au(faits.programme, le, faits.departement)
    mois = bareme["carence_en_mois"]
    porte = ouverture(faits.contacts, le=le, mois=mois)
    if porte is not None:
        source = bareme.valeurs["carence_en_mois"].source
        yield rediger(Code.VEILLE, porte, Sorte.OUVERTURE, Attend.PERSONNE, source, le=le, nombre=mois)


def _commission(faits: FaitsDuParcours, ou: Etape, le: date) -> Iterator[Echeance]:
    if faits.prochaine_seance_le is not None:
        yield rediger(Code.COMMISSION, faits.prochaine_seance_le, Sorte.A_FAIRE, Attend.LES_DEUX, CONVENU, le=le)
    if ou is Etape.PRE_CEJ and faits.decision_fin_le is not None:
        yield rediger(Code.FIN_PRE_CEJ, faits.decision_fin_le, Sorte.A_FAIRE, Attend.LES_DEUX, CONVENU, le=le)
    depuis = _a_reverifier_depuis(faits)
    verifie = faits.historique_verifie_le
    if depuis is None or (verifie is not None and verifie >= depuis):
        return
    retour = faits.decision_fin_le if ou is Etape.PRE_CEJ else faits.prochaine_seance_le
    if retour is not None:
        yield rediger(Code.HISTORIQUE, retour, Sorte.A_FAIRE, Attend.MISSION_LOCALE, MAISON, le=le)


def _a_reverifier_depuis(faits: FaitsDuParcours) -> date | None:
    issue, seance = faits.jalons.issue, faits.decision_seance_le
    if issue is None or seance is None or faits.inscrit is False:
        return None
    return a_reverifier_depuis(issue, seance_le=seance, fin_le=faits.decision_fin_le)


def remobilisation(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the shared diagnosis and the contract to sign, at the pace of the partenariat.

    A day agreed wins over the pace. Neither: nothing is due, and it is said. Once the paper lacks signatures, they are
    what is due (`vie_du_contrat`).
    """
    if etape(faits.jalons) is not Etape.REMOBILISATION or _contrat_deja_ouvert(faits):
        return
    if faits.diagnostic_fait_le is None:
        semaines = faits.rythmes.diagnostic_en_semaines
        jour = faits.diagnostic_prevu_le or _apres(faits.entree_le, jours=7 * (semaines or 0))
        yield _convenu(Code.DIAGNOSTIC, jour, le, "du diagnostic partagé")
    prevue = mene_au_contrat(faits.programme) or faits.contractualisation_prevue_le is not None
    if prevue and not faits.signatures_attendues:
        mois = faits.rythmes.remobilisation_en_mois
        jour = faits.contractualisation_prevue_le or _apres(faits.entree_le, mois=mois or 0)
        yield _convenu(Code.CONTRACTUALISATION, jour, le, "de la signature du contrat")


def _contrat_deja_ouvert(faits: FaitsDuParcours) -> bool:
    """A contract of this parcours: one of a former dossier ended before the youth entered again."""
    dernier = faits.dernier_contrat
    return dernier is not None and faits.entree_le is not None and dernier.debut_le >= faits.entree_le


def _apres(entree_le: date | None, *, jours: int = 0, mois: int = 0) -> date | None:
    """The day that ends a pace begun at the entry; None when one or the other is not said."""
    if entree_le is None or not (jours or mois):
        return None
    return plus_mois(entree_le, mois) if mois else entree_le + timedelta(days=jours)


def _convenu(code: Code, jour: date | None, le: date, quoi: str) -> Echeance | Motif:
    if jour is None:
        return Motif(f"{code.upper()}_NON_CONVENU", f"La date {quoi} n’est pas convenue : rien n’est attendu.")
    return rediger(code, jour, Sorte.A_FAIRE, Attend.LES_DEUX, CONVENU, le=le)
