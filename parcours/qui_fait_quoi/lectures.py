"""Reading who does what for a youth: what is agreed, and what departs from it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from parcours.qui_fait_quoi.models import Ajustement
from regles.acces import Droit, Nature
from socle.acces.portee import Acteur
from socle.dossier.domaines import SENSIBLES
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier
from socle.dossier.taches import lignes
from socle.partenariats.lectures import en_cours
from socle.partenariats.models import Partenariat
from socle.repartition.lignes import Ligne, Reponse, depuis_json, ligne
from socle.repartition.models import Croyance, Phase, Repartition
from socle.repartition.referentiel import Tache, referentiel


@dataclass(frozen=True, slots=True)
class LigneDuDossier:
    """One task for one youth: what the partenariat says, what both sides changed, and what one side proposes."""

    tache: Tache
    modele: Reponse
    accepte: Ajustement | None = None
    propose: Ajustement | None = None
    refuse: Ajustement | None = None
    """The last proposal, when the other side said no to it and nothing was proposed since."""

    @property
    def ajustement(self) -> Ajustement | None:
        """What departs from the partenariat's: the latest written."""
        return self.propose or self.accepte

    @property
    def reponse(self) -> Reponse:
        """Who takes it, as it was written last; proposed, it holds once accepted."""
        return self.ajustement.reponse if self.ajustement else self.modele

    @property
    def convenue(self) -> Reponse:
        """Who takes it, as both sides agreed for this youth."""
        return self.accepte.reponse if self.accepte else self.modele

    @property
    def differe(self) -> bool:
        return self.reponse != self.modele

    @property
    def s_ajuste(self) -> bool:
        """Neither given by a text, nor in a domain where a change would tell of the youth."""
        return not self.tache.reserve and self.tache.domaine not in SENSIBLES


@dataclass(frozen=True, slots=True)
class Fiche:
    """Who does what for a youth. `version`: what is in force between the two structures, if anything is."""

    version: Repartition | None
    lignes: list[LigneDuDossier]
    avant: list[Ajustement]
    """Those replaced or taken back, the latest first."""

    @property
    def ajustees(self) -> list[LigneDuDossier]:
        return [li for li in self.lignes if li.ajustement is not None]

    @property
    def proposees(self) -> list[LigneDuDossier]:
        """Those that wait for the other side."""
        return [li for li in self.lignes if li.propose is not None]

    def ligne(self, tache: str) -> LigneDuDossier | None:
        """The line of a task, by code."""
        return next((li for li in self.lignes if li.tache.code == tache), None)


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing."""
    return {}


def fiche(dossier: Dossier, *, le: date) -> Fiche:
    """Who does what on the day `le`: what is in force, then the tasks it does not know, for nobody. Two statements."""
    version = en_vigueur(dossier, le=le)
    gens = [f"{qui}__{de}" for qui in ("par", "accepte_par", "retire_par") for de in ("compte", "structure")]
    tous = list(Ajustement.objects.filter(dossier=dossier).select_related(*gens).order_by("-note_le"))
    acceptes = {a.tache: a for a in tous if a.retire_le is None and a.accepte_le is not None}
    proposes = {a.tache: a for a in tous if a.retire_le is None and a.accepte_le is None}
    # The latest written first: the first seen of a task is its last.
    derniers = {a.tache: a for a in reversed(tous)}
    refuses = {code: a for code, a in derniers.items() if a.refus}
    ajustements = acceptes | proposes
    lues = depuis_json(version.lignes) if version else []
    connues = {li.tache.code for li in lues}
    lues += [ligne(t, None) for t in referentiel() if t.code not in connues]
    connues |= {t.code for t in referentiel()}
    # Dropped by the partenariat since: what was written for the youth stays.
    lues += [
        ligne(Tache(a.tache, a.phase, a.domaine, a.intitule, propre=True), None)
        for a in ajustements.values()
        if a.tache not in connues
    ]
    dites = [
        LigneDuDossier(li.tache, li.reponse.de_qui_seul, *(m.get(li.tache.code) for m in (acceptes, proposes, refuses)))
        for li in lues
    ]
    dites.sort(key=lambda d: Phase.values.index(d.tache.phase))
    return Fiche(version, dites, [a for a in tous if a.retire_le is not None])


def en_vigueur(dossier: Dossier, *, le: date) -> Repartition | None:
    """What the porteur and the mission locale of a dossier agreed on, on the day `le`, while they work together."""
    liens = en_cours(le=le).filter(porteur_id=dossier.porteur_id, mission_locale_id=dossier.mission_locale_id)
    convenues = Repartition.objects.filter(
        partenariat__in=liens.values("pk"), convenue_le__isnull=False, convenue_le__date__lte=le
    )
    return convenues.order_by("-convenue_le").first()


def lignes_imprimees(fiche_lue: Fiche) -> list[Ligne]:
    """The lines of a sheet, as the printed page takes them: who takes each, as both sides agreed."""
    return [Ligne(li.tache, li.convenue) for li in fiche_lue.lignes]


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for a youth's side: a task proposed by the other. And for who may agree: a version to answer; what
    the other side said, while one's own said nothing.
    """
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    if Droit.CONVENIR not in acteur.droits:
        return [_a_repondre(acteur)]
    cote = Nature.PORTEUR if acteur.est_porteur else Nature.MISSION_LOCALE
    nous = Q(porteur_id=acteur.structure_id) if acteur.est_porteur else Q(mission_locale_id=acteur.structure_id)
    liens = en_cours(le=acteur.le).filter(nous)
    return [_a_repondre(acteur), _a_convenir(acteur, cote, liens), _a_dire(acteur, cote, liens)]


def _a_repondre(acteur: Acteur) -> QuerySet:
    """One line a dossier where the other side proposed that somebody else takes a task."""
    proposes = Ajustement.objects.filter(
        ~Q(par__structure_id=acteur.structure_id), dossier_id=OuterRef("pk"), retire_le=None, accepte_le=None
    )
    nombre = proposes.order_by().values("dossier_id").annotate(n=Count("pk")).values("n")
    dossiers = Dossier.objects.filter(les_siens(acteur), Exists(proposes))
    return lignes(
        dossiers, code="repondre_ajustements", precision=Cast(Subquery(nombre), TextField()),
        depuis=Subquery(proposes.order_by("note_le").values("note_le__date")[:1]),
    )  # fmt: skip


def _a_convenir(acteur: Acteur, cote: Nature, liens: QuerySet[Partenariat]) -> QuerySet:
    """Versions that the other side proposed, and somebody else; `dossier_id` is the version's own id."""
    autre = "mission_locale" if acteur.est_porteur else "porteur"
    attendues = Repartition.objects.filter(
        ~Q(cote=cote.value), ~Q(ecrite_par__compte_id=acteur.compte_id), convenue_le=None, ecartee_le=None,
        partenariat__in=liens.values("pk"),
    )  # fmt: skip
    return attendues.order_by().values(
        prenom=Cast(F(f"partenariat__{autre}__nom"), CharField()),
        nom=Value("", output_field=CharField()),
        code=Value("convenir_repartition", output_field=CharField()),
        dossier_id=F("pk"),
        depuis=F("ecrite_le__date"),
        avant_le=F("ecrite_le__date"),
        precision=Value("", output_field=TextField()),
    )


def _a_dire(acteur: Acteur, cote: Nature, liens: QuerySet[Partenariat]) -> QuerySet:
    """Partenariats where the other side alone has said what it believes; `precision` is the partenariat's id."""
    autre = "mission_locale" if acteur.est_porteur else "porteur"
    ici = Croyance.objects.filter(partenariat_id=OuterRef("partenariat_id"))
    premieres = Croyance.objects.filter(
        ~Exists(ici.filter(cote=cote.value)),
        ~Exists(Repartition.objects.filter(partenariat_id=OuterRef("partenariat_id"))),
        partenariat__in=liens.values("pk"),
        pk=Subquery(ici.order_by("dite_le", "pk").values("pk")[:1]),
    )
    return premieres.order_by().values(
        prenom=Cast(F(f"partenariat__{autre}__nom"), CharField()),
        nom=Value("", output_field=CharField()),
        code=Value("dire_repartition", output_field=CharField()),
        dossier_id=Cast(Value(None), UUIDField()),
        depuis=F("dite_le__date"),
        avant_le=F("dite_le__date"),
        precision=Cast(F("partenariat_id"), TextField()),
    )
