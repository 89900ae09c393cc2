"""What needs no hat: the link of an invitation, and one's own account."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import SESSION_CASQUETTE
from socle.acteurs import lectures
from socle.acteurs.acceptation import AutreCompte, CompteExistant, accepter, ouverte, rejoindre
from socle.acteurs.ecritures import DejaMembre, InvitationInconnue, compte_de
from socle.acteurs.models import Invitation
from web.equipe.forms import OuvertureForm


@never_cache
@sensitive_post_parameters("mot_de_passe")
@require_http_methods(["GET", "POST"])
@exige(Droit.PUBLIC)
def invitation(request: HttpRequest, jeton: str) -> HttpResponse:
    """The page behind the link. Unknown, expired, used or cancelled: the same answer, so that nothing is learnt."""
    try:
        if request.user.is_authenticated:
            return _rejoindre(request, jeton)
        return _ouvrir(request, jeton)
    except InvitationInconnue:
        return render(request, "equipe/invitation_close.html", status=404)


def _rejoindre(request: HttpRequest, jeton: str) -> HttpResponse:
    if request.method == "POST":
        try:
            hat = rejoindre(secret=jeton, compte=request.user, le=request.le, maintenant=request.maintenant)
        except AutreCompte:
            return _page(request, ouverte(secret=jeton, maintenant=request.maintenant), "autre", 409)
        except DejaMembre:
            messages.warning(request, "Vous faites déjà partie de cette équipe.")
            return redirect("accueil")
        request.session[SESSION_CASQUETTE] = hat.pk
        messages.success(request, f"Vous agissez maintenant pour {hat.structure.nom}.")
        return redirect("accueil")
    lue = ouverte(secret=jeton, maintenant=request.maintenant)
    return _page(request, lue, "rejoindre" if compte_de(lue.courriel) == request.user else "autre")


def _ouvrir(request: HttpRequest, jeton: str) -> HttpResponse:
    if request.method == "POST":
        courriel = _courriel(request, jeton)
        formulaire = OuvertureForm(request.POST, courriel=courriel)
        if not formulaire.is_valid():
            return _page(request, ouverte(secret=jeton, maintenant=request.maintenant), "ouvrir", formulaire=formulaire)
        try:
            return _entrer(request, jeton, formulaire)
        except CompteExistant:
            return redirect("invitation", jeton)
    lue = ouverte(secret=jeton, maintenant=request.maintenant)
    if compte_de(lue.courriel) is not None:
        return _page(request, lue, "connexion")
    return _page(request, lue, "ouvrir", formulaire=OuvertureForm(courriel=lue.courriel))


def _courriel(request: HttpRequest, jeton: str) -> str:
    try:
        return ouverte(secret=jeton, maintenant=request.maintenant).courriel
    except InvitationInconnue:
        # A second click comes after the first has used the link; `accepter` knows it by its password.
        return ""


def _entrer(request: HttpRequest, jeton: str, formulaire: OuvertureForm) -> HttpResponse:
    compte = accepter(secret=jeton, le=request.le, maintenant=request.maintenant, **formulaire.cleaned_data)
    reponse = perform_login(request, compte, redirect_url=reverse("accueil"))
    # The password was chosen a second ago: the second factor that follows must not ask for it again.
    record_authentication(request, compte, method="password", email=compte.email)
    return reponse


def _page(
    request: HttpRequest, lue: Invitation, cas: str, status: int = 200, formulaire: OuvertureForm | None = None
) -> HttpResponse:
    return render(
        request, "equipe/invitation.html", {"invitation": lue, "cas": cas, "formulaire": formulaire}, status=status
    )


@require_GET
@exige(Droit.COMPTE)
def moi(request: HttpRequest) -> HttpResponse:
    """One's own account: hats, and the ways to what protects it."""
    hats = lectures.casquettes_du_compte(request.user.pk, le=request.le)
    return render(request, "equipe/moi.html", {"hats": hats})


@require_POST
@exige(Droit.COMPTE)
def fermer_appareil(request: HttpRequest, appareil_id: int) -> HttpResponse:
    """Close one's session on one device: its next request is a stranger's. Only one's own devices exist."""
    appareil = get_object_or_404(UserSession, pk=appareil_id, user=request.user)
    appareil.end()
    messages.success(request, "C’est fait : cet appareil est déconnecté.")
    return redirect("usersessions_list")
