"""The agenda of a séance. It is computed: nobody fills it, so nobody can forget anybody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, JSONObject

from parcours.commission.calendrier import Seance
from parcours.commission.jugement import juge_le
from parcours.commission.lectures import DecisionLue, avec_decisions, decisions_dites
from parcours.commission.models import Decision, Issue
from parcours.eligibilite.lectures import avec_faits, faits, ruptures
from parcours.reperage.models import Reperage
from regles.acces import Portee
from regles.eligibilite import juger
from regles.noyau.bareme import Baremes
from regles.noyau.verdict import Interlocuteur, Question, Reponse, Verdict
from socle.acces.lectures import partage_en_cours
from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier, Etape, Signe
from socle.droit.lectures import baremes

QUI = {
    Interlocuteur.JEUNE: "au jeune",
    Interlocuteur.MISSION_LOCALE: "à la mission locale",
    Interlocuteur.PROFESSIONNELS: "à la commission",
}


@dataclass(frozen=True, slots=True)
class Manque:
    """What is missing before one can decide, and who must say it."""

    phrase: str
    a_qui: str


@dataclass(frozen=True, slots=True)
class Situation:
    """One youth on the agenda. `decision` is the one of this séance; `d_avant` the one in force before it."""

    rang: int
    dossier: Dossier
    verdict: Verdict
    decision: DecisionLue | None
    d_avant: DecisionLue | None
    manques: tuple[Manque, ...]
    a_apprecier: bool

    @property
    def prete(self) -> bool:
        return not self.manques

    @property
    def decidee(self) -> bool:
        return self.decision is not None and self.decision.signee_le is not None

    @property
    def resume(self) -> str:
        """In a few words, why it is there or what it lacks."""
        if self.decision is not None and self.decidee:
            return self.decision.suite_courte
        if self.decision is not None:
            return f"proposée : {self.decision.libelle_court}"
        if self.manques:
            return f"à demander {self.manques[0].a_qui}"
        if self.d_avant is not None and self.d_avant.issue == Issue.PRE_CEJ:
            return "sort du pré-CEJ-JR"
        if self.d_avant is not None and self.d_avant.issue == Issue.AJOURNEMENT:
            return "ajournée, revient"
        return {
            Reponse.FAVORABLE: "verdict favorable",
            Reponse.DEFAVORABLE: "verdict défavorable",
            Reponse.A_PRECISER: "à apprécier ensemble",
        }[self.verdict.reponse]


@dataclass(frozen=True, slots=True)
class Groupe:
    """The situations that one porteur presents."""

    porteur: str
    situations: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class OrdreDuJour:
    """The agenda of one séance, as one hat sees it."""

    situations: tuple[Situation, ...] = field(default=())

    @property
    def decidees(self) -> int:
        return sum(s.decidee for s in self.situations)

    @property
    def pretes(self) -> int:
        return sum(s.prete and not s.decidee for s in self.situations)

    @property
    def en_attente(self) -> int:
        return sum(not s.prete and not s.decidee for s in self.situations)

    @property
    def dossiers(self) -> list[UUID]:
        return [s.dossier.pk for s in self.situations]

    @property
    def groupes(self) -> list[Groupe]:
        noms = dict.fromkeys(str(s.dossier.porteur) for s in self.situations)
        return [Groupe(n, tuple(s for s in self.situations if str(s.dossier.porteur) == n)) for n in noms]

    def autour_de(self, dossier_id: UUID) -> tuple[Situation | None, Situation, Situation | None] | None:
        """The situation before, this one, and the next; None when it is not on the agenda."""
        for i, situation in enumerate(self.situations):
            if situation.dossier.pk == dossier_id:
                avant = self.situations[i - 1] if i else None
                apres = self.situations[i + 1] if i + 1 < len(self.situations) else None
                return avant, situation, apres
        return None


def _en_vigueur(**filtres: object) -> QuerySet[Decision]:
    return Decision.objects.filter(dossier_id=OuterRef("pk"), signee_le__isnull=False, remplacee_le=None, **filtres)


def dossiers_de(seances: Iterable[Seance], *, le: date) -> QuerySet[Dossier]:
    """The dossiers that are on the agenda of any of these séances, with their facts and decisions: one query.

    A séance to come has all that waits for a decision; a past one keeps what was proposed or decided there.
    """
    retenus = Q(pk__in=[])
    for seance in seances:
        decisions = Decision.objects.filter(
            dossier_id=OuterRef("pk"),
            mission_locale_id=seance.mission_locale_id,
            seance_le=seance.le,
            retiree_le=None,
        )
        ici = Q(Exists(decisions))
        if seance.le >= le:
            # What was proposed for a youth who left since is not talked about any more; what was signed stays.
            ici &= ~Q(etape=Etape.SORTI) | Q(Exists(decisions.filter(signee_le__isnull=False)))
            # Without the youth's accord the mission locale sees nothing: there is nobody to decide with.
            ici |= Q(partage_en_cours(le=le), mission_locale_id=seance.mission_locale_id) & _attend(seance.le)
        retenus |= ici
    dossiers = Dossier.objects.filter(retenus).select_related("porteur", "mission_locale")
    return avec_decisions(avec_faits(dossiers))


def _attend(seance_le: date) -> Q:
    # An ajournement is back from the day after the séance that decided it.
    ajourne_ce_jour = _en_vigueur(issue=Issue.AJOURNEMENT, seance_le__gte=seance_le)
    ouverte = _en_vigueur(issue=Issue.PRE_CEJ, fin_le__lte=seance_le)
    return (Q(etape__in=[Etape.ELIGIBILITE, Etape.COMMISSION]) & ~Q(Exists(ajourne_ce_jour))) | (
        Q(etape=Etape.PRE_CEJ) & Q(Exists(ouverte))
    )


def ordre_du_jour(seance: Seance, *, le: date, dossier_id: UUID | None = None) -> OrdreDuJour:
    """The agenda of a séance, seen on the day `le`. With `dossier_id`, that one carries what its page shows."""
    dossiers = dossiers_de([seance], le=le)
    if dossier_id is not None:
        dossiers = _en_detail(dossiers, dossier_id)
    return composer(list(dossiers), seance, le=le)


def composer(
    dossiers: list[Dossier], seance: Seance, *, le: date, notees: set[UUID] | None = None, droit: Baremes | None = None
) -> OrdreDuJour:
    """Put dossiers read by `dossiers_de` in the order in which the séance takes them: by porteur, ready ones first.

    `notees`, those where a sign is noted, and `droit`, the law, when they were asked for several séances at once.
    """
    notees = ruptures(dossiers) if notees is None else notees
    jour = juge_le(seance.le, le=le)
    droit = baremes() if droit is None else droit
    situations = [
        _situation(d, juger(faits(d, rupture=d.pk in notees, le=jour), le=jour, baremes=droit), seance)
        for d in dossiers
    ]
    situations.sort(
        key=lambda s: (str(s.dossier.porteur), not (s.prete or s.decidee), s.dossier.repere_le, str(s.dossier.pk))
    )
    return OrdreDuJour(
        tuple(
            Situation(rang, s.dossier, s.verdict, s.decision, s.d_avant, s.manques, s.a_apprecier)
            for rang, s in enumerate(situations, start=1)
        )
    )


def _situation(dossier: Dossier, verdict: Verdict, seance: Seance) -> Situation:
    decisions = decisions_dites(dossier.lues_decisions)
    ici = [d for d in decisions if d.seance_le == seance.le and d.mission_locale_id == seance.mission_locale_id]
    decision = next((d for d in ici if d.proposee), None) or next(iter(ici), None)
    proposee_ailleurs = next((d for d in decisions if d.proposee), None)
    d_avant = next((d for d in decisions if d.en_vigueur and d is not decision), None)
    questions = [q for q in verdict.questions if not q.appreciation]
    return Situation(
        rang=0,
        dossier=dossier,
        verdict=verdict,
        decision=decision or proposee_ailleurs,
        d_avant=d_avant,
        manques=tuple(_manque(q) for q in questions) if verdict.reponse is Reponse.A_PRECISER else (),
        a_apprecier=any(q.appreciation for q in verdict.questions),
    )


def _manque(question: Question) -> Manque:
    return Manque(question.phrase, QUI[question.a_qui])


def _en_detail(dossiers: QuerySet[Dossier], dossier_id: UUID) -> QuerySet[Dossier]:
    """Add to one dossier of the page what the hat may read of it: the others cost nothing more."""
    signes = Signe.objects.filter(dossier_id=OuterRef("pk"), retire_le=None).order_by("code")
    demandes = Reperage.objects.filter(dossier_id=OuterRef("pk"))
    nom = Concat("compte__prenom", Value(" "), "compte__nom", output_field=TextField())
    membres = (
        Appartenance.objects.filter(
            Q(structure_id=OuterRef("porteur_id")) | Q(structure_id=OuterRef("mission_locale_id")), revoquee_le=None
        )
        .exclude(portee=Portee.AUCUNE)
        .order_by("structure_id", "compte__prenom", "pk")
    )

    def pour_lui(requete: ArraySubquery) -> Case:
        return Case(When(pk=dossier_id, then=requete))

    return dossiers.annotate(
        lus_signes=pour_lui(ArraySubquery(signes.values("code"))),
        lu_reperage=pour_lui(ArraySubquery(demandes.values(ligne=JSONObject(lieu="lieu", demande="demande")))),
        lus_membres=pour_lui(
            ArraySubquery(membres.values(ligne=JSONObject(id="pk", nom=nom, structure_id=F("structure_id"))))
        ),
    )


def membres_de(dossier: Dossier, acteur: Acteur) -> list[tuple[int, str]]:
    """Who may hold the interim plan of this dossier: the members of both sides, one's own side first."""
    cotes = {dossier.porteur_id: str(dossier.porteur), dossier.mission_locale_id: str(dossier.mission_locale)}
    lignes = sorted(dossier.lus_membres or (), key=lambda m: m["structure_id"] != acteur.structure_id)
    return [(m["id"], f"{m['nom']} ({cotes[m['structure_id']]})") for m in lignes]
