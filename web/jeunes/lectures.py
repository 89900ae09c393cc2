"""The list of youths and the search: one query for a page, whatever its length, behind the same walls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.lookups import Unaccent
from django.db.models import BooleanField, Exists, Expression, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Concat, JSONObject, Lower, NullIf

from parcours.commission.models import Decision, Issue, Signature, Suite
from parcours.eligibilite.lectures import avec_faits, faits_attendus, historique_attendu
from parcours.sortie.models import Sortie
from regles.decision import RAPPEL_AVANT_L_OUVERTURE
from regles.programmes import libelle
from socle.acces import patron
from socle.acces.lectures import partage_en_cours
from socle.acces.portee import Acteur
from socle.acteurs.models import Structure
from socle.dossier.models import Dossier, Etape
from socle.partenariats.conventions import programmes_conventionnes
from socle.partenariats.models import Partenariat
from web.jeunes.apres_l_entree import avec_la_suite
from web.jeunes.filtres import AVEC_LES_SORTIS, Filtres

PAR_PAGE = 25
MOTS = len(patron.MOTS)
"""Words of a search that are looked at: a name has fewer."""

_TRIS: dict[str, Expression | F] = {
    "maj": F("maj_le"),
    "prenom": Lower(Unaccent("prenom")),
    "rencontre": F("repere_le"),
}


class _Parmi(Func):
    """`id = ANY (ARRAY(…))`: the ids of a page are chosen first, alone, on the two tables that it takes.

    As `IN (SELECT …)` they would be one more join, and PostgreSQL stops looking for the best order beyond eight.
    """

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Page:
    """The dossiers of one page, and whether there are others on each side."""

    dossiers: list[Dossier]
    precedente: bool
    suivante: bool


def avec_qui(acteur: Acteur) -> dict[int, str]:
    """The structures of the other side that this one works or worked with, by name: {id: name}."""
    ici, autre = ("porteur", "mission_locale") if acteur.est_porteur else ("mission_locale", "porteur")
    ensemble = Partenariat.objects.filter(**{ici: acteur.structure_id}).values(autre)
    return dict(Structure.objects.filter(pk__in=ensemble).order_by("nom").values_list("pk", _nom_de("")))


def programmes_a_choisir(acteur: Acteur) -> dict[str, str]:
    """The programmes of the structure's conventions, past ones too, when there are several: {code: name}."""
    if not acteur.est_porteur:
        return {}
    codes = programmes_conventionnes(acteur.structure_id)
    return {code: libelle(code) for code in codes} if len(codes) > 1 else {}


def page(filtres: Filtres, *, acteur: Acteur) -> Page:
    """The dossiers that the hat worn accompanies, narrowed and sorted."""
    forme = (filtres.etape, filtres.suivi, patron.AUTRE if filtres.avec else None, filtres.attend, filtres.programme)
    return _page(_liste, forme, acteur, tri=filtres.tri, apres=filtres.apres, avant=filtres.avant, autre=filtres.avec)


def _liste(acteur: Acteur, etape: str, suivi: str, avec: int | None, attend: str, programme: str) -> QuerySet[Dossier]:
    cote = Q(porteur_id=acteur.structure_id) if acteur.est_porteur else Q(mission_locale_id=acteur.structure_id)
    dossiers = Dossier.objects.un_a_un().filter(cote)
    if not etape:
        # In the very words of the partial indexes `dossier_ici_…`: they hold nobody who left, already in order.
        dossiers = dossiers.filter(~Q(etape=Etape.SORTI))
    elif etape != AVEC_LES_SORTIS:
        dossiers = dossiers.filter(etape=etape)
    if suivi:
        champ = "referent_id" if acteur.est_porteur else "conseiller_id"
        dossiers = dossiers.filter(**{champ: acteur.appartenance_id})
    if avec:
        dossiers = dossiers.filter(**{"mission_locale_id" if acteur.est_porteur else "porteur_id": avec})
    if programme:
        dossiers = dossiers.filter(programme=programme)
    return _ATTENTES[attend](dossiers, acteur) if attend else dossiers


def chercher(texte: str, *, acteur: Acteur, apres: UUID | None = None, avant: UUID | None = None) -> Page:
    """Every dossier that the hat worn sees whose names hold all these words, in any order, without accents or case."""
    mots = tuple(texte.split()[:MOTS])
    return _page(_trouves, (len(mots),), acteur, tri="-maj", apres=apres, avant=avant, mots=mots)


def _trouves(acteur: Acteur, combien: int) -> QuerySet[Dossier]:
    dossiers = Dossier.objects.alias(noms=Lower(Unaccent(Concat("prenom", Value(" "), "nom"))))
    for rang in range(combien):
        dossiers = dossiers.filter(noms__contains=Lower(Unaccent(Value(patron.MOTS[rang]))))
    return dossiers


def _page(
    requete: Callable[..., QuerySet[Dossier]], forme: tuple[Any, ...], acteur: Acteur, *, tri: str,
    apres: UUID | None, avant: UUID | None, **valeurs: Any,
) -> Page:  # fmt: skip
    """Read one page by its key: the dossier after or before which it stands."""
    sens = "apres" if apres else "avant" if avant else ""
    lus = patron.lire(_lignes, acteur, requete, forme, tri, sens, cle=apres or avant, **valeurs)
    d_autres, lus = len(lus) > PAR_PAGE, lus[:PAR_PAGE]
    if sens == "avant":
        return Page(lus[::-1], precedente=d_autres, suivante=True)
    return Page(lus, precedente=bool(sens), suivante=d_autres)


def _lignes(
    acteur: Acteur, requete: Callable[..., QuerySet[Dossier]], forme: tuple[Any, ...], tri: str, sens: str
) -> QuerySet[Dossier]:
    """The lines of a page and one more, which says whether there are others."""
    dossiers, descend, mesure = requete(acteur, *forme), tri.startswith("-"), _TRIS[tri.removeprefix("-")]
    if sens:
        descend = descend != (sens == "avant")
        dossiers = _au_dela(dossiers, mesure, patron.CLE, descend=descend)
    ordre = [mesure.desc() if descend else mesure.asc(), "-pk" if descend else "pk"]
    choisis = dossiers.order_by(*ordre).values("pk")[: PAR_PAGE + 1]
    return _avec_tout(Dossier.objects.filter(_Parmi("pk", ArraySubquery(choisis))), acteur).order_by(*ordre)


def _au_dela(dossiers: QuerySet[Dossier], mesure: Expression | F, cle: UUID, *, descend: bool) -> QuerySet[Dossier]:
    """Those beyond the key. Its own measure is looked up here, so that the URL holds nothing but its id."""
    borne = Subquery(Dossier.objects.filter(pk=cle).annotate(borne=mesure).values("borne"))
    sens = "lt" if descend else "gt"
    # The first condition is the range that an index can read; the second cuts inside equal measures.
    return dossiers.alias(mesure=mesure).filter(
        Q(**{f"mesure__{sens}e": borne}), Q(**{f"mesure__{sens}": borne}) | Q(**{f"pk__{sens}": cle})
    )


def _avec_tout(dossiers: QuerySet[Dossier], acteur: Acteur) -> QuerySet[Dossier]:
    """The same, each carrying what its line shows."""
    cotes = Signature.objects.filter(decision_id=OuterRef("pk"), retiree_le=None)
    decisions = Decision.objects.filter(dossier_id=OuterRef("pk"), retiree_le=None, remplacee_le=None)
    suites = Suite.objects.filter(dossier_id=OuterRef("pk"), faite_le=None, caduque_le=None)
    sorties = Sortie.objects.filter(dossier_id=OuterRef("pk"), annulee_le=None)
    return avec_la_suite(avec_faits(dossiers)).annotate(
        lues_sorties=ArraySubquery(
            sorties.values(ligne=JSONObject(le="le", motif="motif", etape_quittee="etape_quittee"))
        ),
        rupture=RawSQL(
            '"dossier_dossier"."id" IN (SELECT rupture_notee(ARRAY["dossier_dossier"."id"]))', [], BooleanField()
        ),
        partage_en_cours=partage_en_cours(le=acteur.le),
        porteur_nom=_nom_de("porteur__"),
        mission_locale_nom=_nom_de("mission_locale__"),
        **_personne("referent"),
        **_personne("conseiller"),
        lues_decisions=ArraySubquery(
            decisions.values(
                ligne=JSONObject(
                    signee_le="signee_le", fin_le="fin_le", seance_le="seance_le",
                    cotes=ArraySubquery(cotes.values("cote")),
                )
            )
        ),
        lues_suites=ArraySubquery(
            suites.order_by(F("avant_le").asc(nulls_last=True), "cree_le", "pk").values(
                ligne=JSONObject(quoi="quoi", cote="cote", avant_le="avant_le")
            )[:1]
        ),
    )  # fmt: skip


def _nom_de(chemin: str) -> Coalesce:
    return Coalesce(NullIf(F(f"{chemin}nom_court"), Value("")), F(f"{chemin}nom"))


def _personne(champ: str) -> dict[str, Any]:
    return {f"{champ}_prenom": F(f"{champ}__compte__prenom"), f"{champ}_nom": F(f"{champ}__compte__nom")}


def _sans_accord(dossiers: QuerySet[Dossier], acteur: Acteur) -> QuerySet[Dossier]:
    return dossiers.filter(etape=Etape.REPERAGE)


def _decision_a_signer(dossiers: QuerySet[Dossier], acteur: Acteur) -> QuerySet[Dossier]:
    proposees = Decision.objects.filter(dossier_id=OuterRef("pk"), signee_le=None, retiree_le=None)
    return dossiers.filter(~Q(etape=Etape.SORTI), Exists(proposees))


def _porte_qui_s_ouvre(dossiers: QuerySet[Dossier], acteur: Acteur) -> QuerySet[Dossier]:
    """Pré-CEJ-JR whose last day comes within a week, or is past."""
    en_vigueur = Decision.objects.filter(
        dossier_id=OuterRef("pk"), issue=Issue.PRE_CEJ, signee_le__isnull=False, remplacee_le=None,
        fin_le__lte=acteur.le + RAPPEL_AVANT_L_OUVERTURE,
    )  # fmt: skip
    return dossiers.filter(Exists(en_vigueur), etape=Etape.PRE_CEJ)


_ATTENTES: dict[str, Callable[[QuerySet[Dossier], Acteur], QuerySet[Dossier]]] = {
    "accord": _sans_accord,
    "faits": lambda dossiers, acteur: faits_attendus(dossiers),
    "historique": lambda dossiers, acteur: historique_attendu(dossiers, le=acteur.le),
    "decision": _decision_a_signer,
    "porte": _porte_qui_s_ouvre,
}
