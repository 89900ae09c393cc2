"""Inviting a partner around a youth to read what is addressed to them: asked of the youth first, in words."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.interlocuteurs import ecritures_invitation as ecritures
from parcours.interlocuteurs.courriels import envoyer_lien, prevenir
from parcours.interlocuteurs.forms_invitation import InviterForm
from parcours.interlocuteurs.models import Partenaire, PartenaireInvite
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acteurs.ecritures import Envoi, TropDInvitations
from socle.consentements.forms import RecueilForm
from socle.consentements.lectures import est_mineur
from socle.consentements.partenaires import Recueil, texte_pour_un_partenaire
from socle.dossier.models import Dossier

DES_DEUX_COTES = "Cette personne lit déjà ce dossier, avec sa structure."


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def inviter_partenaire(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> HttpResponse:
    """Ask the youth, then send the link."""
    dossier, partenaire = _note(request, dossier_id, partenaire_id)
    formulaire = InviterForm(request.POST or None, partenaire=partenaire, le=request.le)
    mineur, dit_oui = est_mineur(dossier, le=request.le), bool(request.POST.get("dit_oui"))
    recueil = RecueilForm(request.POST if dit_oui else None, qui_recueille=request.acteur.nom_complet, mineur=mineur)
    contexte = {"dossier": dossier, "partenaire": partenaire, "formulaire": formulaire}
    if request.method == "POST" and formulaire.is_valid():
        if dit_oui and recueil.is_valid() and _inviter(request, dossier, formulaire, recueil):
            return redirect("interlocuteurs", dossier_id)
        if formulaire.is_valid():
            contexte |= {"lu": texte_pour_un_partenaire(formulaire.dit(mineur=mineur)), "recueil": recueil}
    lire(request, [dossier_id])
    return render(request, "interlocuteurs/inviter.html", contexte)


def _inviter(request: HttpRequest, dossier: Dossier, formulaire: InviterForm, recueil: RecueilForm) -> bool:
    """Invite; False when the form now says why not."""
    try:
        invite = ecritures.inviter_un_partenaire(
            acteur=request.acteur, invite_id=formulaire.cleaned_data["id"], dossier=dossier,
            partenaire=formulaire.partenaire, courriel=formulaire.cleaned_data["courriel"],
            dit=formulaire.dit(mineur=recueil.mineur),
            recueil=Recueil(recueil.cleaned_data["recueil"], recueil.preuve()),
            le=request.le, maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.DejaDesDeuxCotes:
        formulaire.add_error("courriel", DES_DEUX_COTES)
        return False
    except TropDInvitations:
        formulaire.add_error(None, "Trop d’invitations attendent déjà une réponse dans cette structure.")
        return False
    except IntegrityError:
        raise Http404 from None
    if invite.nouveau:
        _dire(request, invite.invite, invite.envoi)
    qui = formulaire.partenaire.nom_affiche
    suite = "Le lien est parti\u00a0: il est valable sept jours." if invite.envoi else "Son accès est ouvert."
    messages.success(request, f"{qui} recevra ce que vous lui adressez. {suite}")
    return True


@require_POST
@exige(Droit.REPERER)
def renvoyer_invitation_partenaire(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> HttpResponse:
    """Send another link to somebody who did not open theirs in time."""
    _, partenaire = _note(request, dossier_id, partenaire_id)
    invites = PartenaireInvite.objects.filter(partenaire=partenaire, accord__retire_le=None)
    invite = get_object_or_404(invites.select_related("accord__destinataire", "dossier").order_by("-invite_le")[:1])
    envoi = ecritures.renvoyer_le_lien(
        acteur=request.acteur, invite=invite, le=request.le, maintenant=request.maintenant
    )
    if envoi is None:
        messages.info(request, f"{partenaire.nom_affiche} a déjà ouvert son accès.")
    else:
        _dire(request, invite, envoi)
        messages.success(request, "Un nouveau lien est parti. L’ancien n’ouvre plus rien.")
    return redirect("interlocuteurs", dossier_id)


def _dire(request: HttpRequest, invite: PartenaireInvite, envoi: Envoi | None) -> None:
    commun = {"a": invite.courriel, "qui": request.acteur.nom_complet, "porteur": request.acteur.structure_nom}
    if envoi is None:
        prevenir(**commun, lien=request.build_absolute_uri(reverse("partages")))
    else:
        envoyer_lien(**commun, lien=request.build_absolute_uri(reverse("invitation", args=[envoi.jeton])))


def _note(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> tuple[Dossier, Partenaire]:
    """Somebody whom the porteur of the dossier noted, and who is still there."""
    dossier = get_object_or_404(Dossier, pk=dossier_id, porteur_id=request.acteur.structure_id)
    siens = Partenaire.objects.filter(
        dossier=dossier, structure_id=request.acteur.structure_id, retire_le=None, parti_le=None
    )
    return dossier, get_object_or_404(siens, pk=partenaire_id)
