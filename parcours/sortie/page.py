"""What the page of a sortie shows: what was said, what the other side says of it, what each still sees."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from parcours.sortie.forms import AvisForm, CorrectionForm, RaisonForm, SortieForm
from parcours.sortie.lectures import RELAIS, TEXTES, avec_sortie, avec_temps, peut_reprendre, reperes
from parcours.sortie.models import Avis, Motif, Relais, Sortie
from parcours.sortie.temps import Temps, temps
from regles.acces import Nature
from regles.durees import Reperes
from socle.acces.lectures import partage_en_cours
from socle.acces.portee import Acteur
from socle.consentements.models import Accord
from socle.dossier.models import Coordonnees, Dossier, cote

GENS = ("par__compte", "par__structure", "maj_par__compte", "annulee_par__compte")


@dataclass(frozen=True, slots=True)
class Page:
    """A dossier and its sortie, as the hat worn sees them. `relais` None: nothing is said, or not to this hat."""

    dossier: Dossier
    sortie: Sortie | None
    annulees: list[Sortie]
    avis: Avis | None
    relais: dict[str, str] | None
    reperes: Reperes
    temps: Temps
    accords: list[Accord]
    ancien: UUID | None
    nouveau: UUID | None
    mien: str
    """The side of the hat worn; empty for who reads without being of either side any more."""
    peut_reprendre: bool
    voit_les_coordonnees: bool

    @property
    def autre_cote(self) -> bool:
        """Whether the sortie was said by the other side."""
        return self.sortie is not None and bool(self.mien) and self.mien != self.sortie.cote

    @property
    def avis_a_donner(self) -> bool:
        """Whether the other side has yet to read the sortie as it is now."""
        return self.autre_cote and (self.avis is None or self.avis.version_lue != self.sortie.version)

    @property
    def contestee(self) -> bool:
        """Whether a contest waits for an answer."""
        return self.avis is not None and self.avis.conteste and self.avis.maintenue_le is None

    @property
    def a_suivre(self) -> bool:
        """Whether something may still be done of it by the hat worn."""
        return self.nouveau is None and (self.peut_reprendre or (self.mien == Nature.PORTEUR and self.peut_revenir))

    @property
    def peut_revenir(self) -> bool:
        return self.sortie is not None and self.sortie.motif != Motif.DECES and self.nouveau is None


def page(dossier_id: UUID, *, acteur: Acteur, le: date) -> Page:
    """Read a dossier and its sortie. Raises Http404 for who does not see it, or has nothing to say of it."""
    dossier = get_object_or_404(_dossiers(le), pk=dossier_id)
    sorties = list(Sortie.objects.filter(dossier_id=dossier_id).select_related(*GENS).order_by("-dite_le"))
    sortie = next((s for s in sorties if s.annulee_le is None), None)
    des_cotes = acteur.structure_id in (dossier.porteur_id, dossier.mission_locale_id)
    if sortie is None and not des_cotes:
        raise Http404
    avis = Avis.objects.filter(sortie=sortie, retire_le=None).select_related("par__compte", "maintenue_par__compte")
    dates = reperes(dossier, le=le)
    return Page(
        dossier=dossier,
        sortie=sortie,
        annulees=[s for s in sorties if s.annulee_le is not None],
        avis=avis.first() if sortie else None,
        relais=next(iter(dossier.lus_relais), None),
        reperes=dates,
        temps=temps(dates, le=le),
        accords=list(_accords_en_cours(dossier_id, le=le)),
        ancien=next(iter(dossier.lus_anciens), None),
        nouveau=next(iter(dossier.lus_retours), None),
        mien=cote(dossier, acteur.structure_id) if des_cotes else "",
        peut_reprendre=sortie is not None and peut_reprendre(sortie, dossier, acteur, partage=dossier.partage),
        voit_les_coordonnees=dossier.voit_les_coordonnees,
    )


def _dossiers(le: date) -> QuerySet[Dossier]:
    """The dossiers with all that hangs from one row of theirs: one query."""
    relais = Relais.objects.filter(dossier_id=OuterRef("pk"), sortie__annulee_le=None)
    dossiers = avec_sortie(avec_temps(Dossier.objects.select_related("porteur", "mission_locale")))
    return dossiers.annotate(
        partage=partage_en_cours(le=le),
        voit_les_coordonnees=Exists(Coordonnees.objects.filter(pk=OuterRef("pk"))),
        lus_relais=ArraySubquery(relais.values(ligne=JSONObject(**{nom: nom for nom in RELAIS}))),
    )


def _accords_en_cours(dossier_id: UUID, *, le: date) -> Any:
    accords = Accord.objects.filter(dossier_id=dossier_id, retire_le=None).exclude(jusqu_a__lt=le)
    return accords.select_related("destinataire").order_by("recueilli_le")


def formulaire(page: Page, request: HttpRequest, donnees: Any = None) -> SortieForm:
    """The form that says a sortie, empty or as it was sent."""
    return SortieForm(
        donnees,
        initial={"id": uuid4(), "le": request.le},
        repere_le=page.dossier.repere_le,
        aujourd_hui=request.le,
        relais=page.voit_les_coordonnees,
    )


def correction(page: Page, request: HttpRequest, donnees: Any = None) -> CorrectionForm:
    """The form that changes the sortie in force."""
    initial = {nom: getattr(page.sortie, nom) for nom in (*TEXTES, "version")}
    if page.relais is not None:
        initial |= {f"relais_{nom}": page.relais[nom] for nom in RELAIS}
    return CorrectionForm(
        donnees,
        initial=initial,
        repere_le=page.dossier.repere_le,
        aujourd_hui=request.le,
        relais=page.voit_les_coordonnees,
    )


def contexte(page: Page, **suite: Any) -> dict[str, Any]:
    """What the template of the page takes. `suite` replaces a form by the one that was sent."""
    version = page.sortie.version if page.sortie else 1
    return {
        "page": page,
        "dossier": page.dossier,
        "s": page.sortie,
        "avis_form": AvisForm(initial={"id": uuid4(), "version": version}),
        "maintien_form": RaisonForm(prefix="maintien"),
        **suite,
    }
