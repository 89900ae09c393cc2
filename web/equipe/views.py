"""The team of a structure, for whoever administers it: five minutes a month."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regles.acces import Droit, Portee
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acteurs import ecritures, lectures
from socle.acteurs.courriels import envoyer_invitation
from socle.acteurs.groupements import groupement_de
from socle.acteurs.models import Appartenance, Invitation
from socle.dossier.noms import de
from socle.partenariats.conventions import conventions_de
from web.equipe.forms import DroitsForm, InvitationForm
from web.equipe.lectures import dossiers_suivis

DERNIER = (
    "C’est la seule personne qui administre l’équipe. Donnez d’abord ce droit à quelqu’un d’autre : "
    "sans cela, plus personne ne pourrait inviter."
)
TROP = "Votre structure a déjà cent invitations en attente. Annulez celles qui ne servent plus."


@require_GET
@exige(Droit.ADMINISTRER)
def equipe(request: HttpRequest) -> HttpResponse:
    acteur = request.acteur
    lue = lectures.equipe(structure_id=acteur.structure_id, le=request.le, maintenant=request.maintenant)
    groupement = groupement_de(acteur.structure_id, le=request.le)
    conventions = conventions_de(acteur.structure_id, le=request.le) if acteur.est_porteur else []
    contexte = {"equipe": lue, "groupement": groupement, "conventions": conventions}
    return render(request, "equipe/equipe.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.ADMINISTRER)
def inviter(request: HttpRequest) -> HttpResponse:
    formulaire = InvitationForm(
        request.POST or None, nature=request.acteur.nature, le=request.le, initial={"portee": Portee.STRUCTURE}
    )
    if request.method == "POST" and formulaire.is_valid() and _inviter(request, formulaire):
        return redirect("equipe")
    return render(request, "equipe/inviter.html", {"formulaire": formulaire})


def _inviter(request: HttpRequest, formulaire: InvitationForm) -> bool:
    """Invite and send the link; False when the form now says why not."""
    courriel = formulaire.cleaned_data["courriel"]
    try:
        envoi = ecritures.inviter(
            acteur=request.acteur, courriel=courriel, droits=formulaire.droits(), le=request.le,
            maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.DejaMembre:
        formulaire.add_error("courriel", "Cette personne est déjà dans votre équipe.")
    except ecritures.InvitationDejaEnAttente:
        formulaire.add_error("courriel", "Une invitation attend déjà à cette adresse : renvoyez-la depuis l’équipe.")
    except ecritures.TropDInvitations:
        formulaire.add_error(None, TROP)
    else:
        _envoyer(request, envoi)
        messages.success(request, f"Invitation envoyée à {courriel}. Le lien est valable sept jours.")
        return True
    return False


def _envoyer(request: HttpRequest, envoi: ecritures.Envoi) -> None:
    lien = request.build_absolute_uri(reverse("invitation", args=[envoi.jeton]))
    envoyer_invitation(invitation=envoi.invitation, par=request.acteur.nom_complet, lien=lien)


@require_http_methods(["GET", "POST"])
@exige(Droit.ADMINISTRER)
def membre(request: HttpRequest, pk: int) -> HttpResponse:
    hat = _hat(request, pk)
    droits = ecritures.Droits.de(hat)
    formulaire = DroitsForm(request.POST or None, nature=request.acteur.nature, le=request.le, initial=droits.champs())
    if request.method == "POST" and formulaire.is_valid() and _modifier(request, hat, formulaire):
        return redirect("equipe")
    ferme = lectures.finie(hat, le=request.le)
    soi = hat.compte_id == request.acteur.compte_id
    return render(request, "equipe/membre.html", {"membre": hat, "formulaire": formulaire, "ferme": ferme, "soi": soi})


def _modifier(request: HttpRequest, hat: Appartenance, formulaire: DroitsForm) -> bool:
    try:
        ecritures.modifier(acteur=request.acteur, appartenance=hat, droits=formulaire.droits(), le=request.le)
    except ecritures.DernierAdministrateur:
        formulaire.add_error("administre", DERNIER)
    except ecritures.SesPropresDroits:
        formulaire.add_error(None, "Vos propres droits se changent par une autre personne qui administre l’équipe.")
    except ecritures.PlusMembre:
        formulaire.add_error(None, "Cette personne ne fait plus partie de l’équipe : invitez-la de nouveau.")
    except ecritures.FinDansLePasse:
        formulaire.add_error("jusqu_a", "Choisissez un jour après son arrivée.")
    else:
        messages.success(request, f"Les droits {de(hat.compte.nom_complet)} sont changés dès maintenant.")
        return True
    return False


@require_http_methods(["GET", "POST"])
@exige(Droit.ADMINISTRER)
def revoquer_membre(request: HttpRequest, pk: int) -> HttpResponse:
    hat = _hat(request, pk)
    refus = ""
    if request.method == "POST":
        try:
            ecritures.revoquer(acteur=request.acteur, appartenance=hat, le=request.le, maintenant=request.maintenant)
        except ecritures.DernierAdministrateur:
            refus = DERNIER
        else:
            messages.success(request, f"L’accès {de(hat.compte.nom_complet)} est fermé.")
            return redirect("equipe")
    suivis = dossiers_suivis(acteur=request.acteur, appartenance_id=hat.pk)
    if suivis is not None:
        lire(request, [dossier.pk for dossier in suivis.premiers])
    return render(request, "equipe/revoquer.html", {"membre": hat, "suivis": suivis, "refus": refus})


@require_http_methods(["GET", "POST"])
@exige(Droit.ADMINISTRER)
def annuler_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    if request.method == "GET":
        return render(request, "equipe/annuler.html", {"invitation": invitation})
    try:
        ecritures.annuler(acteur=request.acteur, invitation=invitation, maintenant=request.maintenant)
    except ecritures.InvitationInconnue:
        messages.warning(request, "Cette invitation a déjà été acceptée : retirez l’accès de la personne.")
    else:
        messages.success(request, f"L’invitation envoyée à {invitation.courriel} est annulée.")
    return redirect("equipe")


@require_POST
@exige(Droit.ADMINISTRER)
def renvoyer_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        envoi = ecritures.renvoyer(acteur=request.acteur, invitation=invitation, maintenant=request.maintenant)
    except ecritures.InvitationInconnue:
        messages.warning(request, "Cette invitation a déjà été acceptée ou annulée.")
        return redirect("equipe")
    if envoi.nouveau:
        _envoyer(request, envoi)
    messages.success(request, f"Invitation envoyée à {invitation.courriel}. Le lien est valable sept jours.")
    return redirect("equipe")


def _hat(request: HttpRequest, pk: int) -> Appartenance:
    return get_object_or_404(
        Appartenance.objects.select_related("compte", "structure"),
        pk=pk,
        structure_id=request.acteur.structure_id,
    )


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    return get_object_or_404(
        Invitation.objects.select_related("structure"), pk=pk, structure_id=request.acteur.structure_id
    )
