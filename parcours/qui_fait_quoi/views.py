"""One page: who does what for this youth; one form a task; one printed sheet."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.qui_fait_quoi import ecritures, lectures
from parcours.qui_fait_quoi.forms import AjustementForm
from parcours.qui_fait_quoi.models import Ajustement
from regles.acces import Droit
from regles.noyau.temps import en_toutes_lettres
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.domaines import Domaine
from socle.dossier.lectures import plan_ouvert, un_des_deux_cotes
from socle.dossier.models import Dossier, Etape
from socle.dossier.sortis import apres_la_sortie
from socle.repartition.document import d_un_dossier
from socle.repartition.lectures import par_phase


@dataclass(frozen=True, slots=True)
class Filtre:
    """What is shown, as the URL says it; what it does not know shows everything."""

    domaine: str
    ajustees: bool

    @classmethod
    def de(cls, request: HttpRequest) -> "Filtre":
        domaine = request.GET.get("domaine", "")
        return cls(domaine if domaine in Domaine.values else "", request.GET.get("voir") == "ajustees")

    @property
    def actif(self) -> bool:
        """Something is left out."""
        return self.ajustees or bool(self.domaine)

    def garde(self, une: lectures.LigneDuDossier) -> bool:
        """Whether this line is shown."""
        return (not self.ajustees or une.ajustement is not None) and self.domaine in ("", une.tache.domaine)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def qui_fait_quoi(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Every task, who takes it, and what departs from the partenariat's."""
    dossier = _dossier(request, dossier_id)
    fiche, filtre = lectures.fiche(dossier, le=request.le), Filtre.de(request)
    lire(request, [dossier_id])
    presents = {li.tache.domaine for li in fiche.lignes}
    contexte = {
        "dossier": dossier,
        "fiche": fiche,
        "groupes": par_phase(li for li in fiche.lignes if filtre.garde(li)),
        "filtre": filtre,
        "ouvertes": {li.tache.phase for li in fiche.ajustees},
        "domaines": [(code, dit) for code, dit in Domaine.choices if code in presents],
        "ecrit": dossier.etape != Etape.SORTI and dossiers_ajustes(request).filter(pk=dossier_id).exists(),
    }
    return render(request, "qui_fait_quoi/qui_fait_quoi.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def ajuster_tache(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Say who takes one task (`?tache=`) for this youth; without one, the sheet has them all."""
    dossier = get_object_or_404(dossiers_ajustes(request), pk=dossier_id)
    tache = request.POST.get("tache") or request.GET.get("tache")
    if not tache:
        return redirect("qui_fait_quoi", dossier_id)
    une = lectures.fiche(dossier, le=request.le).ligne(tache)
    if une is None or not une.s_ajuste:
        raise Http404
    formulaire, entre_temps = AjustementForm(request.POST or None, une=une), None
    if request.method == "POST" and formulaire.is_valid():
        dit = formulaire.cleaned_data
        try:
            fait = ecritures.ajuster(
                acteur=request.acteur, ajustement_id=dit["id"], dossier=dossier, tache=tache, le=request.le,
                reponse=formulaire.reponse(), vu=dit["vu"], maintenant=request.maintenant,
            )  # fmt: skip
        except ecritures.AjusteEntreTemps as refus:
            entre_temps = refus.ligne
            formulaire.contredire(entre_temps.ajustement.pk if entre_temps.ajustement else None)
        except IntegrityError:
            raise Http404 from None
        else:
            return _dire_fait(request, dossier_id, tache, fait)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "une": une, "formulaire": formulaire, "entre_temps": entre_temps}
    return render(request, "qui_fait_quoi/ajuster.html", contexte, status=409 if entre_temps else 200)


def _dire_fait(request: HttpRequest, dossier_id: UUID, tache: str, fait: Ajustement | None) -> HttpResponse:
    if fait is None:
        messages.success(request, "C’est comme le partenariat l’a convenu : rien n’est ajusté pour cette tâche.")
    else:
        annuler = reverse("annuler_ajustement", args=[dossier_id, fait.pk])
        messages.success(
            request, "C’est proposé : cela vaudra quand l’autre côté aura dit oui.", extra_tags=f"annuler={annuler}"
        )
    return redirect(reverse("qui_fait_quoi", args=[dossier_id]) + f"#tache-{tache}")


@require_POST
@exige(Droit.SUIVRE)
def annuler_ajustement(request: HttpRequest, dossier_id: UUID, ajustement_id: UUID) -> HttpResponse:
    """Take back a proposal that nobody answered yet."""
    get_object_or_404(dossiers_ajustes(request), pk=dossier_id)
    ajustement = get_object_or_404(
        Ajustement.objects.select_related("dossier"), pk=ajustement_id, dossier_id=dossier_id
    )
    try:
        ecritures.annuler(acteur=request.acteur, ajustement=ajustement, maintenant=request.maintenant)
    except ecritures.DejaRepondu:
        messages.warning(request, "Les deux côtés en ont convenu entre-temps : proposez autre chose.")
    else:
        messages.success(request, "La proposition est retirée. L’histoire du dossier la garde.")
    return a_la_tache(ajustement)


def a_la_tache(ajustement: Ajustement) -> HttpResponse:
    """Back to the sheet, where the task is."""
    return redirect(reverse("qui_fait_quoi", args=[ajustement.dossier_id]) + f"#tache-{ajustement.tache}")


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def imprimer_qui_fait_quoi(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The sheet of this youth, on one page."""
    dossier = _dossier(request, dossier_id)
    fiche = lectures.fiche(dossier, le=request.le)
    lire(request, [dossier_id])
    pdf = d_un_dossier(
        lectures.lignes_imprimees(fiche), nom=dossier.nom_affiche, dit=_dit(dossier, fiche),
        ajustees=frozenset(li.tache.code for li in fiche.ajustees if li.propose is None),
        proposees={li.tache.code: li.reponse.en_mots for li in fiche.proposees}, acteur=request.acteur,
        maintenant=request.maintenant,
    )  # fmt: skip
    entetes: dict[str, Any] = {"Content-Disposition": 'inline; filename="qui-fait-quoi.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=entetes)


def _dit(dossier: Dossier, fiche: lectures.Fiche) -> str:
    cotes = f"{dossier.porteur} et {dossier.mission_locale}" if dossier.mission_locale else str(dossier.porteur)
    if fiche.version is None:
        return f"{cotes}. Rien n’est encore convenu entre eux."
    jour = en_toutes_lettres(timezone.localtime(fiche.version.convenue_le).date())
    return f"{cotes}. D’après ce qu’ils ont convenu le {jour}."


def _dossiers() -> Any:
    return Dossier.objects.select_related("porteur", "mission_locale")


def dossiers_ajustes(request: HttpRequest) -> Any:
    """Those whose tasks the hat worn may adjust: of one of the two sides, and open to it by the accord."""
    return _dossiers().filter(un_des_deux_cotes(request.acteur), plan_ouvert(request.acteur))


def _dossier(request: HttpRequest, dossier_id: UUID) -> Dossier:
    return get_object_or_404(_dossiers(), pk=dossier_id)
