"""The page of the plan, and its objectives."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.plan import ecritures, page
from parcours.plan.ecritures import ObjectifDit
from parcours.plan.ecritures_modeles import ajouter_avec_actions
from parcours.plan.forms import ObjectifForm
from parcours.plan.lectures import plan_de
from parcours.plan.lectures_versions import versions_de
from parcours.plan.modeles import PAR_CODE
from parcours.plan.models import Objectif
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit
from socle.partage.lecteurs import autour_de

VERSION_RETIREE = (
    "La version {} attendait un accord : elle est retirée, car elle disait cet objectif, que l’autre côté ne lit plus. "
    "Proposez-en une autre."
)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def plan(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The whole plan: what is aimed at, who does what, until when."""
    dossier = get_object_or_404(page.dossiers_lus(request), pk=dossier_id)
    lire(request, [dossier_id])
    lu = plan_de(dossier, le=request.le)
    contexte = {
        "dossier": dossier,
        "plan": lu,
        "versions": versions_de(dossier, lu),
        "ecrit": page.ecrit(request, dossier),
        "autour": autour_de(dossier, request.acteur),
    }
    return render(request, "plan/plan.html", contexte)


def objectif_du(request: HttpRequest, dossier_id: UUID, objectif_id: UUID) -> tuple[Dossier, Objectif]:
    """An objective of a dossier that the hat worn may write. Raises Http404."""
    dossier = page.dossier_ecrit(request, dossier_id)
    objectifs = Objectif.objects.select_related("maj_par__compte")
    return dossier, get_object_or_404(objectifs, pk=objectif_id, dossier=dossier)


def _dit(formulaire: ObjectifForm) -> ObjectifDit:
    champs = formulaire.cleaned_data
    return ObjectifDit(**{n: champs[n] for n in ("domaine", "titre", "paroles")}, **formulaire.partage())


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def ajouter_objectif(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What the youth aims at, in one domain."""
    dossier = page.dossier_ecrit(request, dossier_id)
    modele = PAR_CODE.get(request.POST.get("modele") or request.GET.get("modele", ""))
    formulaire = ObjectifForm(
        request.POST or None, initial={"id": uuid4(), "version": 1}, autour=autour_de(dossier, request.acteur),
        modele=modele, dossier=dossier,
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        champs = formulaire.cleaned_data
        try:
            objectif = ajouter_avec_actions(
                acteur=request.acteur, objectif_id=champs["id"] or uuid4(), dossier_id=dossier_id, dit=_dit(formulaire),
                actions={int(r): modele.actions[int(r)] for r in champs["actions"]} if modele else {},
                maintenant=request.maintenant,
            )  # fmt: skip
        except IntegrityError:
            raise Http404 from None
        except Conflit as conflit:
            return page.en_conflit(
                request, formulaire, conflit, dossier=dossier, retour="modifier_objectif",
                objectif_id=conflit.actuel.pk,
            )  # fmt: skip
        messages.success(request, "L’objectif est dans le plan. Dites maintenant qui fait quoi pour l’atteindre.")
        return page.au_plan(dossier_id, objectif.pk)
    lire(request, [dossier_id])
    return render(request, "plan/objectif.html", {"dossier": dossier, "formulaire": formulaire, "modele": modele})


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def modifier_objectif(request: HttpRequest, dossier_id: UUID, objectif_id: UUID) -> HttpResponse:
    """Say it better."""
    dossier, objectif = objectif_du(request, dossier_id, objectif_id)
    initial = {nom: getattr(objectif, nom) for nom in ("version", "domaine", "titre", "paroles")}
    autour = autour_de(dossier, request.acteur)
    formulaire = ObjectifForm(
        request.POST or None, initial=initial, autour=autour, domaine=objectif.domaine, ecrit=objectif
    )
    if request.method == "POST" and formulaire.is_valid():
        champs, attendait = formulaire.cleaned_data, ecritures.version_qui_attend(objectif).first()
        try:
            ecritures.modifier_objectif(
                acteur=request.acteur, objectif=objectif, version=champs["version"], dit=_dit(formulaire),
                maintenant=request.maintenant,
            )  # fmt: skip
        except Conflit as conflit:
            return page.en_conflit(
                request, formulaire, conflit, dossier=dossier, retour="modifier_objectif", objectif_id=objectif_id
            )
        messages.success(request, "L’objectif est à jour.")
        if attendait and not ecritures.version_qui_attend(objectif).exists():
            messages.warning(request, VERSION_RETIREE.format(attendait.numero))
        return page.au_plan(dossier_id, objectif_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "objectif": objectif, "formulaire": formulaire, "autour": autour}
    return render(request, "plan/objectif.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def placer_objectif(request: HttpRequest, dossier_id: UUID, objectif_id: UUID) -> HttpResponse:
    """Up or down by one."""
    return page.placer(request, objectif_du(request, dossier_id, objectif_id)[1])


@require_POST
@exige(Droit.SUIVRE)
def retirer_objectif(request: HttpRequest, dossier_id: UUID, objectif_id: UUID) -> HttpResponse:
    """Take it out of the plan with its actions; it can be put back."""
    objectif = objectif_du(request, dossier_id, objectif_id)[1]
    return page.retirer(request, objectif, remettre="remettre_objectif", objectif_id=objectif_id)


@require_POST
@exige(Droit.SUIVRE)
def remettre_objectif(request: HttpRequest, dossier_id: UUID, objectif_id: UUID) -> HttpResponse:
    """Put it back."""
    return page.remettre(request, objectif_du(request, dossier_id, objectif_id)[1])
