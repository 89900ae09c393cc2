"""The next tripartite interview, the next bilan, and the practices that wait for an answer, as lines of « À faire ».

`regles.echeances.suivi` says the days; PostgreSQL counts the same for a list, and a test compares the two.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Greatest

from parcours.commission.models import Decision, Issue
from parcours.contrat.models import Contrat
from parcours.suivi.jours_sql import Apres, Intervalle
from parcours.suivi.models import Rendezvous, RendezvousTenu
from regles.acces import Droit, Nature
from regles.echeances import Unite
from regles.echeances.echeance import FENETRE_ORDINAIRE
from socle.acces.portee import Acteur
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier, Etape
from socle.dossier.taches import lignes
from socle.partenariats.lectures import en_cours
from socle.partenariats.models import ObjetDePratique, PratiqueLocale
from socle.partenariats.pratiques import DEPUIS

OBJETS = {Rendezvous.TRIPARTITE: ObjetDePratique.TRIPARTITES, Rendezvous.BILAN: ObjetDePratique.BILANS}
"""The practice that says how often each comes back."""


def attendu(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat. The interview that is due is told by `parcours.tripartites`: it knows those to come."""
    reponses = [_a_convenir(acteur)] if Droit.CONVENIR in acteur.droits else []
    return [*reponses, qui_revient(acteur, Rendezvous.BILAN)]


def qui_revient(acteur: Acteur, quoi: Rendezvous, *, sauf: Q | None = None) -> QuerySet:
    """Due within two weeks, or late, but for the dossiers `sauf`. No pace agreed: nothing is due."""
    tenus = RendezvousTenu.objects.filter(dossier_id=OuterRef("pk"), quoi=quoi.value, retire_le=None)
    convenue = _convenue(acteur, OBJETS[quoi])
    rythme = Case(
        When(unite=Unite.MOIS.value, then=Intervalle(F("tous_les"), "months")),
        default=Intervalle(F("tous_les"), "weeks"),
    )
    dossiers = Dossier.objects.filter(
        les_siens(acteur), ~(sauf or Q(pk=None)), Exists(convenue), etape__in=[Etape.REMOBILISATION, Etape.CONTRAT]
    ).annotate(dernier=Subquery(tenus.order_by("-tenu_le").values("tenu_le")[:1]))
    suivant = Apres(Greatest(_debut(), F("dernier")), Subquery(convenue.annotate(ecart=rythme).values("ecart")[:1]))
    du = Greatest(suivant, Subquery(convenue.annotate(debut=DEPUIS).values("debut")[:1]))
    dite = _mots(Cast("tous_les", TextField()), Cast("unite", TextField()))
    return lignes(
        dossiers.annotate(du=du).filter(du__lte=acteur.le + timedelta(days=FENETRE_ORDINAIRE)),
        code=quoi.value,
        depuis=F("du"),
        avant_le=F("du"),
        precision=_mots(
            Subquery(convenue.annotate(dite=dite).values("dite")[:1]),
            Coalesce(Cast("dernier", TextField()), Value("", output_field=TextField())),
        ),
    )


def _mots(*mots: Any) -> Concat:
    """These texts, a space between them."""
    espaces = [espace for mot in mots for espace in (Value(" ", output_field=TextField()), mot)]
    return Concat(Value("", output_field=TextField()), *espaces[1:], output_field=TextField())


def _convenue(acteur: Acteur, objet: ObjetDePratique) -> QuerySet[PratiqueLocale]:
    """The practice in force between the two structures of a dossier, first."""
    liens = en_cours(le=acteur.le).filter(
        porteur_id=OuterRef(OuterRef("porteur_id")), mission_locale_id=OuterRef(OuterRef("mission_locale_id"))
    )
    return PratiqueLocale.objects.filter(
        partenariat__in=liens.values("pk"), objet=objet.value, convenue_le__isnull=False, du__lte=acteur.le
    ).order_by("-convenue_le")


def entree_le() -> Subquery:
    """The day of the entry in force of a dossier, as `parcours.commission.lectures.entree_le` reads it."""
    entree = Decision.objects.filter(
        dossier_id=OuterRef("pk"), issue=Issue.ENTREE, signee_le__isnull=False, remplacee_le=None
    )
    return Subquery(entree.values("signee_le__date")[:1])


def _debut() -> Coalesce:
    """The first day of the parcours: the entry signed, else the first day of the last contract."""
    contrats = Contrat.objects.filter(dossier_id=OuterRef("pk"), ouvert_le__isnull=False).order_by("-debut_le")
    return Coalesce(entree_le(), Subquery(contrats.values("debut_le")[:1]))


def _a_convenir(acteur: Acteur) -> QuerySet:
    """Practices that the other side wrote, and somebody else; `dossier_id` is the practice's own id."""
    cote = Nature.PORTEUR if acteur.est_porteur else Nature.MISSION_LOCALE
    nous = Q(porteur_id=acteur.structure_id) if acteur.est_porteur else Q(mission_locale_id=acteur.structure_id)
    autre = "mission_locale" if acteur.est_porteur else "porteur"
    attendues = PratiqueLocale.objects.filter(
        ~Q(cote=cote.value), ~Q(ecrite_par__compte_id=acteur.compte_id), convenue_le=None, ecartee_le=None,
        partenariat__in=en_cours(le=acteur.le).filter(nous).values("pk"),
    )  # fmt: skip
    return attendues.order_by().values(
        prenom=Cast(F(f"partenariat__{autre}__nom"), CharField()),
        nom=Value("", output_field=CharField()),
        code=Value("convenir_pratique", output_field=CharField()),
        dossier_id=F("pk"),
        depuis=F("ecrite_le__date"),
        avant_le=F("du"),
        precision=Cast(F("objet"), TextField()),
    )
