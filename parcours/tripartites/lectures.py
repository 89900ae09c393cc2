"""Reading the meetings of the three: what waits for whom, and one of them for its page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, TruncDate
from django.utils import timezone

from parcours.plan.ecritures_versions import parties_de
from parcours.suivi.attendu import qui_revient
from parcours.suivi.models import Rendezvous
from parcours.tripartites.dires import fuseau_de, instant_dit, lieu_dit
from parcours.tripartites.models import Creneau, Invite, Place, SignatureATrois, Tripartite
from regles.contrat import Partie
from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.consentements.models import ModeDeRecueil
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier
from socle.dossier.taches import lignes
from socle.partenariats import pratiques

ORDRE = Case(*(When(place=p.value, then=Value(rang)) for rang, p in enumerate(Place)), output_field=IntegerField())
"""Those invited: the youth first, then both sides, then the team."""


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing, one meets from the entry to the end."""
    return {}


def a_venir() -> QuerySet[Tripartite]:
    """The meetings that are neither held nor cancelled: one a dossier."""
    return Tripartite.objects.filter(annule_le=None, tenu=None)


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step: the one to come, or that one is due while none is to come; signatures."""
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    cote = Partie.PORTEUR if acteur.est_porteur else Partie.MISSION_LOCALE
    prevu = Q(Exists(a_venir().filter(dossier_id=OuterRef("pk"))))
    return [qui_revient(acteur, Rendezvous.TRIPARTITE, sauf=prevu), _en_cours(acteur), _a_signer(acteur, cote)]


def _mots(*mots: Any) -> Concat:
    espaces = [espace for mot in mots for espace in (Value(" ", output_field=TextField()), mot)]
    return Concat(Value("", output_field=TextField()), *espaces[1:], output_field=TextField())


def _en_cours(acteur: Acteur) -> QuerySet:
    """The meeting to come, when this side has something to do of it: answer, choose, propose again, or be there.

    Slots that all went by without an answer are for both sides to propose again.
    """
    la = Creneau.objects.filter(tripartite_id=OuterRef("pk"), retire_le=None).order_by().values("tripartite_id")
    notre = Q(propose_par__structure_id=acteur.structure_id)
    geste = Case(
        When(fixe_le__isnull=False, debut__date__lte=acteur.le + timedelta(days=1), then=Value("tenir")),
        When(fixe_le__isnull=False, then=Value("")),
        When(dernier__date__lt=acteur.le, then=Value("reproposer")),
        When(~notre & Q(repondu_le=None), then=Value("repondre")),
        When(notre & Q(repondu_le__isnull=False, conviennent=0), then=Value("reproposer")),
        When(repondu_le__isnull=False, conviennent__gt=0, then=Value("choisir")),
        default=Value(""),
        output_field=TextField(),
    )
    attendus = a_venir().filter(dossier_id=OuterRef("pk")).annotate(
        premier=Subquery(la.annotate(m=Min("debut")).values("m")),
        dernier=Subquery(la.annotate(m=Max("debut")).values("m")),
        conviennent=Coalesce(
            Subquery(la.filter(convient=True).annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
        ),
        geste=geste,
        jour=TruncDate(Coalesce("debut", "premier")),
    )  # fmt: skip
    dossiers = Dossier.objects.filter(les_siens(acteur)).annotate(
        geste=Subquery(attendus.values("geste")[:1]),
        jour=Subquery(attendus.values("jour")[:1]),
        dite=Subquery(attendus.annotate(d=_mots("geste", Cast("pk", TextField()))).values("d")[:1]),
        propose=Subquery(attendus.values("propose_le__date")[:1]),
    )
    return lignes(
        dossiers.filter(geste__gt=""), code="tripartite_a_venir", depuis=F("propose"), avant_le=F("jour"),
        precision=F("dite"),
    )  # fmt: skip


def _a_signer(acteur: Acteur, cote: Partie) -> QuerySet:
    """Held, and the signature of this side or the youth's neither given nor explained."""
    dites = SignatureATrois.objects.filter(
        tripartite_id=OuterRef("pk"), retiree_le=None, partie__in=[cote.value, Partie.JEUNE.value]
    )
    combien = dites.order_by().values("tripartite_id").annotate(n=Count("pk")).values("n")
    tenus = (
        Tripartite.objects.filter(dossier_id=OuterRef("pk"), tenu__isnull=False, signe_le=None)
        .annotate(n=Coalesce(Subquery(combien, output_field=IntegerField()), 0))
        .filter(n__lt=2)
        .order_by("tenu__tenu_le")
    )
    dossiers = Dossier.objects.filter(les_siens(acteur), Exists(tenus))
    return lignes(
        dossiers, code="signer_tripartite", depuis=Subquery(tenus.values("tenu__tenu_le")[:1]),
        precision=Cast(Subquery(tenus.values("pk")[:1]), TextField()),
    )  # fmt: skip


def avec_tripartite(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying in `lu_tripartite` the meeting that is fixed, if one is: no query more."""
    fixe = a_venir().filter(dossier_id=OuterRef("pk"), fixe_le__isnull=False)
    return dossiers.annotate(
        lu_tripartite=ArraySubquery(
            fixe.values(ligne=JSONObject(id="id", debut="debut", duree="duree", lieu="lieu", lieu_dit="lieu_dit"))[:1]
        )
    )


def avec_rythme(dossiers: QuerySet[Dossier], *, le: date) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `prochain` reads."""
    return pratiques.avec_partenariat(dossiers, le=le)


def prochain(dossier: Dossier, *, apres: date, le: date) -> date | None:
    """When the next one is meant to be, by the pace agreed; None when none is. Of a dossier read by `avec_rythme`."""
    rythme = pratiques.rythmes(pratiques.lues(dossier, le=le)).tripartites
    return rythme.apres(apres) if rythme else None


@dataclass(frozen=True, slots=True)
class SignatureLue:
    """One of the three: their yes, or why it is missing. `mienne`: the hat worn may note it."""

    partie: Partie
    pour: str
    structure: str
    initiales: str
    signee_le: date | None
    recueil: str
    manque: str
    par: str
    mienne: bool

    @property
    def dite(self) -> bool:
        return bool(self.signee_le or self.manque)


@dataclass(frozen=True, slots=True)
class TripartiteLu:
    """A meeting as its page shows it."""

    objet: Tripartite
    creneaux: list[Creneau]
    invites: list[Invite]
    signatures: list[SignatureLue]
    le: date
    structure_id: int
    """Of the hat worn."""

    @property
    def conviennent(self) -> list[Creneau]:
        return [c for c in self.creneaux if c.convient]

    @property
    def passe(self) -> bool:
        """Whether every slot went by."""
        return all(timezone.localtime(c.debut).date() < self.le for c in self.creneaux)

    @property
    def commence(self) -> bool:
        """Whether the day fixed has come."""
        debut = self.objet.debut
        return debut is not None and timezone.localtime(debut).date() <= self.le

    @property
    def a_nous_de_repondre(self) -> bool:
        return self.objet.propose_par.structure_id != self.structure_id and self.objet.repondu_le is None

    @property
    def equipe(self) -> list[Invite]:
        return [i for i in self.invites if i.place == Place.EQUIPE]


def tripartites_de(dossier: Dossier) -> list[Tripartite]:
    """The meetings of a dossier, the latest first; at most fifty."""
    tous = Tripartite.objects.filter(dossier=dossier).select_related("tenu", "propose_par__structure")
    return list(tous.order_by("-propose_le", "id")[:50])


def lu(tripartite: Tripartite, dossier: Dossier, acteur: Acteur, *, ecrit: bool) -> TripartiteLu:
    """Everything of a meeting, in three statements."""
    invites = Invite.objects.filter(tripartite=tripartite, retire_le=None).order_by(ORDRE, "nom")
    return TripartiteLu(
        objet=tripartite,
        creneaux=list(Creneau.objects.filter(tripartite=tripartite, retire_le=None).order_by("debut", "id")),
        invites=list(invites),
        signatures=_signatures(tripartite, dossier, acteur, ecrit=ecrit),
        le=acteur.le,
        structure_id=acteur.structure_id,
    )


def _signatures(tripartite: Tripartite, dossier: Dossier, acteur: Acteur, *, ecrit: bool) -> list[SignatureLue]:
    dites = {
        s.partie: s
        for s in SignatureATrois.objects.filter(tripartite=tripartite, retiree_le=None).select_related("par__compte")
    }
    miennes = parties_de(acteur, dossier) if ecrit and tripartite.signe_le is None else frozenset()
    ml = str(dossier.mission_locale or "")
    noms = {
        Partie.JEUNE: ("Le jeune", dossier.prenom, dossier.initiales),
        Partie.PORTEUR: ("Pour le porteur", str(dossier.porteur), initiales_de_structure(str(dossier.porteur))),
        Partie.MISSION_LOCALE: ("Pour la mission locale", ml, initiales_de_structure(ml or "ML")),
    }
    return [_signature(p, noms[p], dites.get(p.value), p in miennes) for p in Partie]


def _signature(partie: Partie, noms: tuple[str, str, str], dite: SignatureATrois | None, mienne: bool) -> SignatureLue:
    if dite is None:
        return SignatureLue(partie, *noms, None, "", "", "", mienne)
    recueil = str(ModeDeRecueil(dite.recueil).label) if dite.recueil else ""
    return SignatureLue(partie, *noms, dite.signee_le, recueil, dite.manque, dite.par.compte.nom_complet, mienne)


@dataclass(frozen=True, slots=True)
class TripartiteFixe:
    """The meeting that is fixed, for the page of the dossier."""

    pk: UUID
    debut: datetime
    quand: str
    ou: str


def fixe(dossier: Dossier) -> TripartiteFixe | None:
    """The meeting fixed of a dossier read by `avec_tripartite`, not yet held."""
    if not dossier.lu_tripartite:
        return None
    ligne = dossier.lu_tripartite[0]
    debut = datetime.fromisoformat(ligne["debut"])
    pris = Tripartite(lieu=ligne["lieu"], lieu_dit=ligne["lieu_dit"])
    return TripartiteFixe(UUID(ligne["id"]), debut, instant_dit(debut, fuseau_de(dossier)), lieu_dit(pris, dossier))
