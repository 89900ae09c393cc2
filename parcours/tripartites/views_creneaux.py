"""Agreeing on a meeting: propose slots, answer, fix, move, cancel, invite."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parcours.tripartites import dires, ecritures, page
from parcours.tripartites.forms import AnnulerForm, CreneauxForm, DeplacerForm, InviterForm, RepondreForm
from parcours.tripartites.lectures import a_venir
from parcours.tripartites.models import Creneau, Invite, Tripartite
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import identifiant
from socle.dossier.models import Dossier

FIXE = "C’est fixé. Les deux côtés reçoivent un message, sans aucun nom."


def _ou(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    return {"dossier": dossier, "fuseau": dires.fuseau_de(dossier), "maintenant": request.maintenant}


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def proposer_creneaux(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One to five slots: the other side says which suit."""
    dossier = page.dossier_ecrit(request, dossier_id)
    initial = {"id": uuid4(), "lieu": "porteur" if request.acteur.est_porteur else "mission_locale"}
    formulaire = CreneauxForm(request.POST or None, initial=initial, **_ou(request, dossier))
    if request.method == "POST" and formulaire.is_valid():
        return _proposer(request, dossier, formulaire)
    lire(request, [dossier_id])
    ouvert = a_venir().filter(dossier=dossier).select_related("propose_par__structure").first()
    if ouvert is not None and ouvert.fixe_le is not None and request.method == "GET":
        return page.au_tripartite(ouvert)
    contexte = {"dossier": dossier, "formulaire": formulaire, "ouvert": ouvert}
    return render(request, "tripartites/proposer.html", contexte)


def _proposer(request: HttpRequest, dossier: Dossier, formulaire: CreneauxForm) -> HttpResponse:
    try:
        objet = ecritures.proposer(
            acteur=request.acteur, tripartite_id=formulaire.cleaned_data["id"], dossier_id=dossier.pk,
            creneaux=formulaire.creneaux, maintenant=request.maintenant,
        )  # fmt: skip
    except IntegrityError:
        raise Http404 from None
    except ecritures.SansMissionLocale:
        messages.warning(request, "Choisissez d’abord la mission locale avec laquelle le jeune avance.")
        return redirect("tripartites", dossier.pk)
    except ecritures.PlusAttendu as arrive:
        return page.change(request, arrive.actuel)
    messages.success(
        request, "C’est proposé. L’autre côté le voit dans «\u00a0À faire\u00a0», et dit ce qui lui convient."
    )
    return page.au_tripartite(objet)


def _ecrit(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> tuple[Dossier, Tripartite]:
    dossier = page.dossier_ecrit(request, dossier_id)
    return dossier, page.tripartite_du(dossier, tripartite_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def repondre_creneaux(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """Say which of the slots suit, or none with a word."""
    dossier, objet = _ecrit(request, dossier_id, tripartite_id)
    creneaux = list(Creneau.objects.filter(tripartite=objet, retire_le=None).order_by("debut", "id"))
    formulaire = RepondreForm(request.POST or None, creneaux=creneaux, fuseau=dires.fuseau_de(dossier))
    if request.method == "POST" and formulaire.is_valid():
        return _repondre(request, objet, formulaire)
    if request.method == "GET" and (objet.fixe_le or objet.annule_le or objet.tenu_id):
        return page.change(request, objet)
    lire(request, [dossier_id])
    return render(
        request, "tripartites/repondre.html", page.contexte(request, dossier, objet) | {"formulaire": formulaire}
    )


def _repondre(request: HttpRequest, objet: Tripartite, formulaire: RepondreForm) -> HttpResponse:
    champs = formulaire.cleaned_data
    try:
        apres = ecritures.repondre(
            acteur=request.acteur, tripartite=objet, mot=champs["mot"], lien=page.lien(request, objet),
            lus=[pk for pk in map(identifiant, request.POST.getlist("lus")) if pk],
            conviennent=[UUID(pk) for pk in champs["conviennent"]], maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.PlusAttendu:
        return page.change(request, objet)
    except ecritures.PasSonCote:
        messages.info(request, "Ces créneaux viennent de votre structure\u00a0: c’est à l’autre côté de répondre.")
        return page.au_tripartite(objet)
    if apres.fixe_le is not None:
        messages.success(request, FIXE)
    elif champs["conviennent"]:
        messages.success(request, "C’est noté. L’un des deux côtés peut maintenant fixer le créneau.")
    else:
        messages.success(request, "C’est noté. L’autre côté peut proposer autre chose\u00a0; vous aussi.")
    return page.au_tripartite(objet)


@require_POST
@exige(Droit.SUIVRE)
def fixer_creneau(request: HttpRequest, dossier_id: UUID, creneau_id: UUID) -> HttpResponse:
    """Fix one of the slots that suit both."""
    dossier = page.dossier_ecrit(request, dossier_id)
    creneau = get_object_or_404(Creneau.objects.select_related("tripartite"), pk=creneau_id, dossier=dossier)
    try:
        ecritures.fixer(
            acteur=request.acteur, creneau=creneau, lien=page.lien(request, creneau.tripartite),
            maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.PlusAttendu as arrive:
        if arrive.actuel.fixe_le is None:
            return page.change(request, creneau.tripartite)
        quand = dires.instant_dit(arrive.actuel.debut, dires.fuseau_de(dossier))
        messages.warning(request, f"Un autre créneau vient d’être fixé\u00a0: {quand}. Vous pouvez encore le déplacer.")
    else:
        messages.success(request, FIXE)
    return page.au_tripartite(creneau.tripartite)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def deplacer_tripartite(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """Another day, hour or place, saying why."""
    dossier, objet = _ecrit(request, dossier_id, tripartite_id)
    if objet.fixe_le is None or objet.annule_le or objet.tenu_id:
        return page.change(request, objet)
    la = timezone.localtime(objet.debut, dires.fuseau_de(dossier))
    initial = {"jour": la.date(), "heure": la.time()}
    initial |= {nom: getattr(objet, nom) for nom in ("duree", "lieu", "lieu_dit", "sequence")}
    formulaire = DeplacerForm(request.POST or None, initial=initial, **_ou(request, dossier))
    if request.method == "POST" and formulaire.is_valid():
        champs = formulaire.cleaned_data
        try:
            ecritures.deplacer(
                acteur=request.acteur, tripartite=objet, sequence=champs["sequence"], dit=formulaire.creneau,
                motif=champs["motif"], lien=page.lien(request, objet), maintenant=request.maintenant,
            )  # fmt: skip
        except ecritures.PlusAttendu:
            return page.change(request, objet)
        messages.success(request, "C’est déplacé. Les deux côtés reçoivent un message, sans aucun nom.")
        return page.au_tripartite(objet)
    lire(request, [dossier_id])
    return render(
        request, "tripartites/deplacer.html", page.contexte(request, dossier, objet) | {"formulaire": formulaire}
    )


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def annuler_tripartite(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """It will not take place, and why."""
    dossier, objet = _ecrit(request, dossier_id, tripartite_id)
    formulaire = AnnulerForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.annuler(
                acteur=request.acteur, tripartite=objet, motif=formulaire.cleaned_data["motif"],
                lien=page.lien(request, objet), maintenant=request.maintenant,
            )  # fmt: skip
        except ecritures.PlusAttendu:
            return page.change(request, objet)
        messages.success(request, "C’est annulé. Vous pouvez proposer d’autres créneaux.")
        return redirect("tripartites", dossier_id)
    lire(request, [dossier_id])
    return render(
        request, "tripartites/annuler.html", page.contexte(request, dossier, objet) | {"formulaire": formulaire}
    )


@require_POST
@exige(Droit.SUIVRE)
def inviter_a_trois(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """Somebody else of the youth's team."""
    _, objet = _ecrit(request, dossier_id, tripartite_id)
    formulaire = InviterForm(request.POST)
    if not formulaire.is_valid():
        messages.warning(request, " ".join(m for liste in formulaire.errors.values() for m in liste))
        return page.au_tripartite(objet)
    champs = formulaire.cleaned_data
    try:
        ecritures.inviter(
            acteur=request.acteur, invite_id=champs["id"], tripartite=objet, nom=champs["nom"],
            maintenant=request.maintenant,
        )  # fmt: skip
    except IntegrityError:
        raise Http404 from None
    except ecritures.PlusAttendu:
        return page.change(request, objet)
    messages.success(request, f"{champs['nom']} est sur la liste. Prévenez cette personne vous-même.")
    return page.au_tripartite(objet)


@require_POST
@exige(Droit.SUIVRE)
def ne_plus_inviter_a_trois(request: HttpRequest, dossier_id: UUID, invite_id: UUID) -> HttpResponse:
    """Take that invitation back."""
    dossier = page.dossier_ecrit(request, dossier_id)
    invite = get_object_or_404(Invite.objects.select_related("tripartite"), pk=invite_id, dossier=dossier)
    try:
        ecritures.ne_plus_inviter(acteur=request.acteur, invite=invite, maintenant=request.maintenant)
    except ecritures.PlusAttendu:
        return page.change(request, invite.tripartite)
    messages.success(request, f"{invite.nom} n’est plus sur la liste.")
    return page.au_tripartite(invite.tripartite)
