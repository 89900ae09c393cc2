"""The next dates of a dossier, computed on the day from what its page has read: no statement more, nothing stored.

Only rows that the hat worn may read are here: a date that rests on what is closed to it is absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from parcours.commission.calendrier import prochaine_seance
from parcours.commission.lectures import DecisionLue, decisions_dites, entree_le
from parcours.contrat.presentation import ContratLu, contrats_dits, dernier_ouvert, en_preparation
from parcours.eligibilite.lectures import faits
from parcours.remobilisation.duree import prolongations_dites, prolonge_au
from parcours.remobilisation.lectures import Remobilisation
from parcours.remobilisation.lectures import lire as lire_remobilisation
from parcours.suivi.lectures import tenus
from parcours.suivi.models import Rendezvous
from parcours.tripartites.lectures import TripartiteFixe
from parcours.tripartites.lectures import fixe as tripartite_fixe
from regles.contrat import Etat, Partie
from regles.echeances import (
    Attend,
    AutreParcours,
    Code,
    Contrat,
    Echeance,
    Echeancier,
    FaitsDuParcours,
    Moment,
    Pacea,
    echeances,
)
from regles.echeances.echeance import FENETRE_ORDINAIRE
from regles.faits import Faits
from regles.jalons import Issue, Jalons
from regles.noyau.bareme import Baremes
from regles.noyau.source import Source
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.models import Dossier, Etape
from socle.partenariats import pratiques

A_L_ORDRE_DU_JOUR = (Etape.ELIGIBILITE, Etape.COMMISSION)
"""Where a dossier waits for the commission to speak of it, whichever the séance."""
D_ABORD = 4
"""How many of the dates to come are shown before the fold, none of them beyond `PROCHE`."""
PROCHE = timedelta(days=366)
QUOI = {
    Code.VEILLE: "La porte s’ouvre",
    Code.HISTORIQUE: "Historique à vérifier de nouveau",
    Code.COMMISSION: "Commission",
    Code.FIN_PRE_CEJ: "Fin du pré-CEJ-JR",
    Code.DIAGNOSTIC: "Diagnostic partagé",
    Code.CONTRACTUALISATION: "Signature du contrat",
    Code.SIGNATURES: "Signatures qui manquent au contrat",
    Code.REPRISE: "Le contrat reprend",
    Code.PIECES: "Papiers pour l’allocation",
    Code.VERSEMENT_PROVISOIRE: "Fin du versement provisoire",
    Code.TRIPARTITE: "Entretien à trois",
    Code.BILAN: "Bilan",
    Code.FIN_CONTRAT: "Dernier jour du contrat",
    Code.SUITE_DU_CONTRAT: "Dire ce qui suit le contrat",
    Code.FIN_MAXIMALE: "Fin du contrat, même prolongé",
    Code.NOUVEAU_CEJ: "Un nouveau contrat redevient possible",
    Code.FIN_PROGRAMME: "Fin du parcours",
    Code.FIN_PROGRAMME_MAXIMALE: "Fin du parcours, même prolongé",
    Code.FIN_CONVENTION: "Fin de la convention du porteur",
    Code.PREMIERE_PHASE_PACEA: "Première phase du PACEA",
    Code.FIN_PACEA: "Dernier jour du PACEA",
    Code.MAJORITE: "Majorité",
    Code.LIMITE_AGE: "Limite d’âge",
    Code.LIMITE_AGE_RQTH: "Limite d’âge avec une RQTH",
    Code.CONSERVATION: "Deux ans sans contact noté avec le jeune",
}
FIXE_ENSEMBLE = Source(
    "rendezvous_fixe", "Rendez-vous fixé", "Fixé par les deux côtés",
    resume="L’un a proposé des créneaux, l’autre a dit ceux qui lui vont.",
)  # fmt: skip
QUI = {
    Attend.PORTEUR: "Pour le porteur",
    Attend.MISSION_LOCALE: "Pour la mission locale",
    Attend.LES_DEUX: "Pour le porteur et la mission locale",
    Attend.PERSONNE: "",
}


@dataclass(frozen=True, slots=True)
class DateDite:
    """One due date as the card shows it. `phrase` can be read to the youth."""

    le: date
    quoi: str
    qui: str
    phrase: str
    source: Source
    en_retard: bool
    aujourd_hui: bool
    bientot: bool


@dataclass(frozen=True, slots=True)
class ProchainesDates:
    """What is late, what comes next, what comes later, and what cannot be told."""

    en_retard: tuple[DateDite, ...]
    prochaines: tuple[DateDite, ...]
    plus_tard: tuple[DateDite, ...]
    remarques: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.en_retard or self.prochaines or self.plus_tard or self.remarques)

    @property
    def d_abord(self) -> tuple[DateDite, ...]:
        """Before the fold, late first."""
        return self.en_retard + self.prochaines


def prochaines_dates(dossier: Dossier, *, le: date, baremes: Baremes) -> ProchainesDates:
    """The card of a dossier read by its page, on the day `le`. An interview that is fixed takes the place of the one
    that was due.
    """
    fixe = tripartite_fixe(dossier)
    return dire(echeancier(dossier, le=le, baremes=baremes), rendezvous=_fixe(fixe, le) if fixe else None)


def _fixe(fixe: TripartiteFixe, le: date) -> DateDite:
    jour = timezone.localtime(fixe.debut).date()
    return DateDite(
        le=jour,
        quoi=f"Entretien à trois, fixé {fixe.quand}",
        qui=QUI[Attend.LES_DEUX],
        phrase=f"Nous nous voyons tous les trois le {en_toutes_lettres(jour)}. Lieu\u00a0: {fixe.ou}.",
        source=FIXE_ENSEMBLE,
        en_retard=jour < le,
        aujourd_hui=jour == le,
        bientot=le < jour <= le + timedelta(days=FENETRE_ORDINAIRE),
    )


def echeancier(dossier: Dossier, *, le: date, baremes: Baremes) -> Echeancier:
    """The due dates of a dossier read by its page, on the day `le`."""
    return echeances(faits_du_parcours(dossier, le=le), le=le, baremes=baremes)


def faits_du_parcours(dossier: Dossier, *, le: date) -> FaitsDuParcours:
    """The facts that due dates rest on, from the rows that the page has read for the hat worn.

    The shared diagnosis is noted nowhere yet: the rule then says that nothing is due.
    """
    decisions = decisions_dites(dossier.lues_decisions)
    contrats = contrats_dits(dossier.lus_contrats, le=le)
    remobilisation = lire_remobilisation(dossier)
    connus = faits(dossier, rupture=dossier.rupture, le=le)
    en_vigueur = next((d for d in decisions if d.en_vigueur), None)
    prepare = en_preparation(contrats)
    return FaitsDuParcours(
        programme=dossier.programme,
        departement=connus.departement,
        jalons=_jalons(dossier, decisions, contrats),
        date_naissance=dossier.date_naissance,
        rqth=connus.rqth,
        inscrit=connus.inscrit,
        contacts=connus.contacts,
        historique_verifie_le=connus.historique_verifie_le,
        prochaine_seance_le=_prochaine_seance(dossier, decisions, le),
        decision_seance_le=en_vigueur.seance_le if en_vigueur else None,
        decision_fin_le=en_vigueur.fin_le if en_vigueur else None,
        entree_le=entree_le(decisions),
        programme_prolonge_au=prolonge_au(prolongations_dites(dossier.lues_prolongations)),
        contractualisation_prevue_le=prepare.debut_le if prepare else None,
        signatures_attendues=_signatures_attendues(prepare),
        contrats=tuple(_contrat(c) for c in contrats if c.ouvert_le is not None),
        pacea=_pacea(remobilisation),
        tripartites=tenus(dossier, Rendezvous.TRIPARTITE),
        bilans=tenus(dossier, Rendezvous.BILAN),
        rythmes=pratiques.rythmes(pratiques.lues(dossier, le=le)),
        dernier_contact_le=_dernier_contact(dossier, connus, contrats, remobilisation, le),
        convention=connus.convention,
    )


def _jalons(dossier: Dossier, decisions: Iterable[DecisionLue], contrats: list[ContratLu]) -> Jalons:
    decisions = list(decisions)
    dernier = dernier_ouvert(contrats)
    return Jalons(
        partage=any("dossier" in accord["elements"] for accord in dossier.lus_accords),
        proposee=any(d.proposee for d in decisions),
        issue=next((Issue(d.issue) for d in decisions if d.en_vigueur), None),
        contrat=dernier is not None and dernier.etat is not Etat.ROMPU,
        sorti=bool(dossier.lues_sorties),
    )


def _prochaine_seance(dossier: Dossier, decisions: list[DecisionLue], le: date) -> date | None:
    """The séance of the decision proposed; else the next one, for a dossier that is on its agenda by itself.

    As `parcours.commission.agenda`: with the accord in force, and from the day after the séance that put it off.
    """
    proposee = next((d.seance_le for d in decisions if d.proposee), None)
    if proposee is not None or dossier.etape not in A_L_ORDRE_DU_JOUR or not _partage(dossier, le):
        return proposee
    ajournes = [d.seance_le + timedelta(days=1) for d in decisions if d.en_vigueur]
    return prochaine_seance(dossier, le=max([le, *ajournes]))


def _partage(dossier: Dossier, le: date) -> bool:
    return any(
        a["destinataire"] == dossier.mission_locale_id
        and a["retire_le"] is None
        and (a["jusqu_a"] is None or date.fromisoformat(a["jusqu_a"]) >= le)
        for a in dossier.lus_accords
    )


def _signatures_attendues(prepare: ContratLu | None) -> frozenset[Partie]:
    return frozenset(p for p in Partie if prepare is not None and prepare.signature_de(p) is None)


def _contrat(lu: ContratLu) -> Contrat:
    """A contract that was opened. Whether the papers are complete is noted nowhere."""
    autre = next((p for p in reversed(lu.prolongations) if p.parcours_fini_le is not None), None)
    return Contrat(
        debut_le=lu.debut_le,
        fin_prevue_le=lu.fin_prevue_le,
        prolonge_jusqu_au=lu.fin_le if lu.fin_le > lu.fin_prevue_le else None,
        autre_parcours=AutreParcours(fini_le=autre.parcours_fini_le) if autre else None,
        fini_le=lu.fin_le if lu.rompu_le else None,
        interruption=(lu.interruptions[-1].du, lu.interruptions[-1].au) if lu.interruptions else None,
    )


def _pacea(remobilisation: Remobilisation) -> Pacea | None:
    lu = remobilisation.pacea
    return Pacea(lu.signe_le, premiere_phase_le=lu.premiere_phase_le) if lu else None


def _dernier_contact(
    dossier: Dossier, connus: Faits, contrats: list[ContratLu], remobilisation: Remobilisation, le: date
) -> date:
    """The last day that the youth is known to have been there: met, heard, or signing. A letter without answer is none.

    Never before the first meeting, which the porteur noted as one.
    """
    accords = [datetime.fromisoformat(a["recueilli_le"]) for a in dossier.lus_accords]
    jours = [
        *(c.le for c in connus.contacts if c.echange),
        *(timezone.localtime(instant).date() for instant in accords),
        *(s.signee_le for c in contrats for s in c.signatures if s.partie == Partie.JEUNE),
        *(d.tenu_le for d in remobilisation.diagnostics),
        *(p.signe_le for p in remobilisation.paceas),
        *(jour for quoi in Rendezvous for jour in tenus(dossier, quoi)),
    ]
    return max([dossier.repere_le, *(jour for jour in jours if jour is not None and jour <= le)])


def dire(lu: Echeancier, *, rendezvous: DateDite | None = None) -> ProchainesDates:
    """The card that says these due dates. A day past that nobody can say was kept is a remark, not a reproach.

    `rendezvous`: the interview of the three that is fixed, in the place of the one that was due.
    """
    remplaces = {Code.TRIPARTITE, Code.PIECES} if rendezvous else {Code.PIECES}
    sans_suivi = [e for e in lu.en_retard if e.code is Code.PIECES]
    a_venir = tuple(map(_dite, (e for e in lu.prochaines if not rendezvous or e.code is not Code.TRIPARTITE)))
    if rendezvous and not rendezvous.en_retard:
        a_venir = tuple(sorted((*a_venir, rendezvous), key=lambda d: d.le))
    passe = (rendezvous,) if rendezvous and rendezvous.en_retard else ()
    d_abord = sum(d.le <= lu.le + PROCHE for d in a_venir[:D_ABORD])
    return ProchainesDates(
        en_retard=(*(_dite(e) for e in lu.en_retard if e.code not in remplaces), *passe),
        prochaines=a_venir[:d_abord],
        plus_tard=a_venir[d_abord:],
        remarques=(
            *(
                f"Les papiers pour l’allocation étaient attendus au plus tard le {en_toutes_lettres(e.le)}\u00a0: "
                "Tandem ne note pas encore s’ils sont complets."
                for e in sans_suivi
            ),
            *(motif.phrase for motif in lu.remarques),
        ),
    )


def _dite(echeance: Echeance) -> DateDite:
    return DateDite(
        le=echeance.le,
        quoi=QUOI[echeance.code],
        qui=QUI[echeance.attend],
        phrase=echeance.phrase,
        source=echeance.source,
        en_retard=echeance.moment is Moment.EN_RETARD,
        aujourd_hui=echeance.moment is Moment.AUJOURD_HUI,
        bientot=echeance.moment is Moment.BIENTOT,
    )
