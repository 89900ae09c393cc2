"""What time alone brings, as lines of « À faire »: nothing is written, PostgreSQL compares days with today.

The windows and the durations are those of `regles`; a test compares these lines with what the rules say. Compiled for
any day (`socle.acces.patron`), the lines know the last values of the texts: a day judged under older ones is for the
page of the dossier.
"""

from datetime import timedelta

from django.db.models import DateField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, Greatest

from parcours.commission.models import Decision
from parcours.contrat.models import Contrat, Interruption, Signature
from parcours.eligibilite.models import Contact, VerdictGarde
from parcours.remobilisation.models import Diagnostic, ParcoursPacea, ProlongationDuParcours
from parcours.suivi.attendu import entree_le
from parcours.suivi.jours_sql import Apres, Intervalle, dernier_jour
from parcours.suivi.models import RendezvousTenu
from regles.contrat import Partie
from regles.decision import RAPPEL_AVANT_L_OUVERTURE
from regles.echeances import Code
from regles.echeances.echeance import FENETRES
from regles.echeances.limites import CONSERVATION
from regles.programmes import programmes
from regles.textes import nationaux
from socle.acces.portee import Acteur
from socle.consentements.models import Accord
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier, Etape
from socle.dossier.taches import lignes

AVANT_LE_CONTRAT = (Etape.REPERAGE, Etape.ELIGIBILITE, Etape.COMMISSION, Etape.PRE_CEJ, Etape.REMOBILISATION)
AVANT_LA_COMMISSION = (Etape.REPERAGE, Etape.ELIGIBILITE, Etape.COMMISSION)


def du_temps(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat because a day comes."""
    return [
        *_anniversaires(acteur),
        _papiers(acteur),
        *(ligne for programme in programmes() for ligne in _fin_du_parcours(acteur, programme)),
        _interruption_qui_finit(acteur),
        _sans_contact(acteur),
        *([_porte(acteur), _accord_d_un_mineur(acteur)] if acteur.est_porteur else []),
    ]


def _fenetre(code: Code) -> timedelta:
    return timedelta(days=FENETRES[code])


def _anniversaires(acteur: Acteur) -> list[QuerySet]:
    """The majority, for everybody; the age limits, while they close a door. National ages: an act may depart from them,
    and the page that the line leads to says so.
    """
    ages = nationaux().au("cej", acteur.le, None)
    majorite = _anniversaire(acteur, Code.MAJORITE, ages["age_majorite"], ~Q(etape=Etape.REORIENTE))
    return [majorite, *(ligne for programme in programmes() for ligne in _limites_d_age(acteur, programme))]


def _limites_d_age(acteur: Acteur, programme: str) -> list[QuerySet]:
    """Those of the law: where a programme leaves its ages to the convention, the dossier says them."""
    limites = nationaux().au(programme, acteur.le, None)
    if "age_maximum" not in limites.valeurs:
        return []
    avant_le_contrat = Q(etape__in=AVANT_LE_CONTRAT, programme=programme)
    sans_rqth = avant_le_contrat & (Q(situation__rqth=None) | Q(situation__rqth=False))
    avec_rqth = avant_le_contrat & Q(situation__rqth=True)
    return [
        _anniversaire(acteur, Code.LIMITE_AGE, limites["age_maximum"] + 1, sans_rqth),
        _anniversaire(acteur, Code.LIMITE_AGE_RQTH, limites["age_maximum_rqth"] + 1, avec_rqth),
    ]


def _anniversaire(acteur: Acteur, code: Code, age: int, condition: Q) -> QuerySet:
    jour = Apres(F("date_naissance"), Intervalle(age, "years"))
    dossiers = Dossier.objects.filter(les_siens(acteur), condition, date_naissance__isnull=False)
    proches = dossiers.annotate(du=jour).filter(du__gte=acteur.le, du__lte=acteur.le + _fenetre(code))
    return lignes(proches, code=code.value, depuis=F("du"), avant_le=F("du"))


def _papiers(acteur: Acteur) -> QuerySet:
    """The month before the three months of R5131-25 are over. Whether they were brought is noted nowhere: nothing is
    said once the day is past.
    """
    delai = nationaux().au("cej", acteur.le, None)["delai_pieces_en_mois"]
    contrats = (
        Contrat.objects.filter(dossier_id=OuterRef("pk"), ouvert_le__isnull=False, rompu_le=None, fin_le__gte=acteur.le)
        .annotate(du=Apres(F("debut_le"), Intervalle(delai, "months")))
        .filter(du__gte=acteur.le, du__lte=acteur.le + _fenetre(Code.PIECES))
    )
    du = Subquery(contrats.values("du")[:1])
    dossiers = Dossier.objects.filter(les_siens(acteur), Exists(contrats), etape=Etape.CONTRAT)
    return lignes(dossiers, code=Code.PIECES.value, depuis=du, avant_le=du)


def _fin_du_parcours(acteur: Acteur, programme: str) -> list[QuerySet]:
    """The window before the last day, as extended, where the law gives the programme a length."""
    durees = nationaux().au(programme, acteur.le, None).valeurs
    if "duree_en_mois" not in durees or "duree_maximale_en_mois" not in durees:
        return []
    prolonge = ProlongationDuParcours.objects.filter(dossier_id=OuterRef("pk"), retiree_le=None).order_by("-jusqu_au")
    entres = Dossier.objects.filter(
        les_siens(acteur), programme=programme, etape__in=[Etape.REMOBILISATION, Etape.CONTRAT]
    ).annotate(entree=entree_le())
    finissent = entres.annotate(
        du=Coalesce(Subquery(prolonge.values("jusqu_au")[:1]), dernier_jour("entree", durees["duree_en_mois"].valeur))
    ).filter(entree__isnull=False, du__gte=acteur.le, du__lte=acteur.le + _fenetre(Code.FIN_PROGRAMME))
    return [lignes(finissent, code=Code.FIN_PROGRAMME.value, depuis=F("du"), avant_le=F("du"))]


def _interruption_qui_finit(acteur: Acteur) -> QuerySet:
    """In the week before the contract runs again."""
    finissent = Interruption.objects.filter(
        dossier_id=OuterRef("pk"), retiree_le=None, au__gte=acteur.le, au__lte=acteur.le + RAPPEL_AVANT_L_OUVERTURE,
        contrat__ouvert_le__isnull=False, contrat__rompu_le=None, contrat__fin_le__gt=F("au"),
    )  # fmt: skip
    au = Subquery(finissent.order_by("au").values("au")[:1])
    dossiers = Dossier.objects.filter(les_siens(acteur), Exists(finissent), etape=Etape.CONTRAT)
    return lignes(dossiers, code="interruption_finit", depuis=au, avant_le=au)


def _sans_contact(acteur: Acteur) -> QuerySet:
    """Two years since the youth was last there, soon or already. Those who left too: their record also ends."""
    annees = nationaux().au(CONSERVATION, acteur.le, None)["base_active_en_annees"]
    jusque = acteur.le + _fenetre(Code.CONSERVATION)
    # Met recently: the longest part of a caseload never goes further than its own row.
    anciens = Dossier.objects.annotate(rencontre=Apres(F("repere_le"), Intervalle(annees, "years"))).filter(
        les_siens(acteur), rencontre__lte=jusque
    )
    du = Apres(Greatest("repere_le", *_derniers_signes()), Intervalle(annees, "years"))
    return lignes(
        anciens.annotate(du=du).filter(du__lte=jusque),
        code=Code.CONSERVATION.value, depuis=F("du"), avant_le=F("du"), sortis=True,
    )  # fmt: skip


def _derniers_signes() -> list[Subquery]:
    """The last day of each thing that says the youth was there, as `web.dossier` reads it for one dossier."""
    ici = {"dossier_id": OuterRef("pk")}
    sources = (
        (Contact.objects.filter(**ici, retire_le=None, echange=True), "le"),
        (Accord.objects.filter(**ici), "recueilli_le__date"),
        (
            Signature.objects.filter(**ici, retiree_le=None, partie=Partie.JEUNE.value, contrat__retire_le=None),
            "signee_le",
        ),
        (Diagnostic.objects.filter(**ici, retire_le=None), "tenu_le"),
        (ParcoursPacea.objects.filter(**ici, retire_le=None), "signe_le"),
        (RendezvousTenu.objects.filter(**ici, retire_le=None), "tenu_le"),
    )
    return [
        Subquery(lignes_.order_by().values("dossier_id").annotate(d=Max(jour)).values("d"), output_field=DateField())
        for lignes_, jour in sources
    ]


def _porte(acteur: Acteur) -> QuerySet:
    """The week before the door opens, and the week after, while no decision waits. A pré-CEJ-JR has its own line."""
    gardes = VerdictGarde.objects.filter(dossier_id=OuterRef("pk")).order_by("-garde_le", "-pk")
    proposees = Decision.objects.filter(dossier_id=OuterRef("pk"), signee_le=None, retiree_le=None)
    autour = (acteur.le - RAPPEL_AVANT_L_OUVERTURE, acteur.le + RAPPEL_AVANT_L_OUVERTURE)
    dossiers = Dossier.objects.filter(les_siens(acteur), ~Exists(proposees), etape__in=AVANT_LA_COMMISSION)
    proches = dossiers.annotate(porte=Subquery(gardes.values("ouverture_le")[:1])).filter(porte__range=autour)
    return lignes(
        proches, code=Code.VEILLE.value, depuis=F("porte"), avant_le=F("porte"), precision=Cast("etape", TextField())
    )


def _accord_d_un_mineur(acteur: Acteur) -> QuerySet:
    """Of age now, and what is shared was agreed to before: to ask again, as was said to them then. Nothing closes."""
    majorite = nationaux().au("cej", acteur.le, None)["age_majorite"]
    donnes = Accord.objects.filter(
        Q(jusqu_a=None) | Q(jusqu_a__gte=acteur.le), dossier_id=OuterRef("pk"), retire_le=None,
        recueilli_le__date__lt=OuterRef("du"),
    )  # fmt: skip
    majeurs = Dossier.objects.filter(les_siens(acteur), date_naissance__isnull=False).annotate(
        du=Apres(F("date_naissance"), Intervalle(majorite, "years"))
    )
    return lignes(majeurs.filter(Exists(donnes), du__lte=acteur.le), code="accord_majorite", depuis=F("du"))
