"""The pages of the repérage: two minutes, one thumb."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.reperage import ecritures, lectures
from parcours.reperage.forms import RecitForm, formulaires
from parcours.reperage.models import Reperage
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import identifiant
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.ecritures import DossierDejaPris, MissionLocaleSansPartenariat
from socle.dossier.noms import de
from socle.dossier.secret import sans_nir
from socle.dossier.versions import Conflit
from socle.partenariats.conventions import programmes_de
from socle.partenariats.lectures import missions_locales_de

DANS_LE_FUTUR = "Cette date est dans le futur : on note une rencontre qui a eu lieu."
TROP_LONG = "Ce texte est trop long pour un brouillon : raccourcissez-le, ou ouvrez le dossier."
PAS_TOUT = "Une réponse ne peut pas être gardée : elle est signalée ci-dessous. Le reste est dans le brouillon."
HORS_BROUILLON = {"csrfmiddlewaretoken", "brouillon_id"}


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def reperer(request: HttpRequest) -> HttpResponse:
    """Note a meeting: an empty page, then a dossier."""
    if request.method == "GET":
        return _page(request, None, uuid4())
    brouillon = identifiant(request.POST.get("brouillon_id", ""))
    tous = _formulaires(request, request.POST)
    valides = [f.is_valid() for f in tous.values()]
    if all(valides):
        try:
            dossier = _reperer(request, tous, brouillon)
        except ecritures.RencontreDansLeFutur:
            tous["rencontre"].add_error("repere_le", DANS_LE_FUTUR)
        except MissionLocaleSansPartenariat:
            tous["rencontre"].add_error("mission_locale", "Votre structure ne travaille pas avec cette mission locale.")
        except (DossierDejaPris, IntegrityError):
            # Somebody else's id, forged: nothing to tell apart from an address that does not exist.
            raise Http404 from None
        else:
            messages.success(
                request, f"Le dossier {de(dossier.nom_affiche)} est ouvert. Seule votre structure le voit."
            )
            return redirect("dossier", dossier.pk)
    return _page(request, tous, brouillon or uuid4())


def _reperer(request: HttpRequest, tous: dict, brouillon: UUID | None) -> Any:
    rencontre = tous["rencontre"].cleaned_data
    mission_locale = rencontre["mission_locale"]
    return ecritures.reperer(
        acteur=request.acteur,
        dossier_id=rencontre["dossier_id"],
        repere_le=rencontre["repere_le"],
        identite=tous["identite"].cleaned_data,
        situation=tous["situation"].cleaned_data,
        coordonnees=tous["coordonnees"].cleaned_data,
        signes=tous["signes"].cleaned_data["signes"],
        lieu=rencontre["lieu"],
        recit=rencontre["recit"],
        demande=rencontre["demande"],
        mission_locale_id=mission_locale.pk if mission_locale else None,
        programme=rencontre.get("programme"),
        brouillon_id=brouillon,
        le=request.le,
        maintenant=request.maintenant,
    )


@require_GET
@exige(Droit.REPERER)
def reprendre_brouillon(request: HttpRequest, brouillon_id: UUID) -> HttpResponse:
    """The page as it was left. What was typed is shown again, without reproach for what is not typed yet."""
    brouillon = get_object_or_404(lectures.brouillons(request.acteur), pk=brouillon_id)
    donnees = QueryDict(mutable=True)
    for nom, valeurs in brouillon.contenu.items():
        donnees.setlist(nom, valeurs if isinstance(valeurs, list) else [valeurs])
    donnees.setdefault("dossier_id", str(uuid4()))
    tous = _formulaires(request, donnees)
    for formulaire in tous.values():
        formulaire.full_clean()
        formulaire.errors.clear()
    return _page(request, tous, brouillon.pk, repris=True)


@require_POST
@exige(Droit.REPERER)
def garder_brouillon(request: HttpRequest, brouillon_id: UUID) -> HttpResponse:
    """Keep what is typed so far. Called by the page itself, and by the button « Finir plus tard »."""
    champs = [nom for nom in request.POST if nom not in HORS_BROUILLON]
    gardables = [nom for nom in champs if _gardable("".join(request.POST.getlist(nom)))]
    contenu = {nom: request.POST.getlist(nom) if nom == "signes" else request.POST[nom] for nom in gardables}
    try:
        ecritures.garder_brouillon(
            acteur=request.acteur, brouillon_id=brouillon_id, contenu=contenu, maintenant=request.maintenant
        )
    except ecritures.BrouillonTropGros:
        return _pas_garde(request, brouillon_id, TROP_LONG)
    except IntegrityError:
        raise Http404 from None
    if gardables != champs:
        # The rest is kept; what is not is still on the page of whoever typed it.
        return _pas_garde(request, brouillon_id, PAS_TOUT)
    if request.POST.get("plus_tard"):
        messages.success(request, "Le brouillon est gardé sept jours. Il vous attend dans « À faire ».")
        return redirect("accueil")
    return HttpResponse(status=204)


def _pas_garde(request: HttpRequest, brouillon_id: UUID, pourquoi: str) -> HttpResponse:
    """The page's own saving reads the status; a person who asked for it gets their text back, and a sentence."""
    if not request.POST.get("plus_tard"):
        return HttpResponse(status=422)
    messages.error(request, pourquoi)
    return _page(request, _formulaires(request, request.POST), brouillon_id)


def _gardable(texte: str) -> bool:
    """What a form would refuse whatever else is typed is not kept in a draft either."""
    try:
        sans_nir(texte)
    except ValidationError:
        return False
    return "\x00" not in texte


@require_POST
@exige(Droit.REPERER)
def jeter_brouillon(request: HttpRequest, brouillon_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    ecritures.jeter_brouillon(brouillon_id=brouillon_id)
    messages.success(request, "Le brouillon est effacé.")
    return redirect("accueil")


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def rencontre(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Change what was said and where. Two people may write at once: the second sees both texts."""
    reperage = get_object_or_404(Reperage.objects.select_related("dossier"), pk=dossier_id)
    formulaire = RecitForm(request.POST or None, initial=RecitForm.de(reperage))
    if request.method == "POST" and formulaire.is_valid():
        champs = dict(formulaire.cleaned_data)
        try:
            ecritures.modifier_reperage(
                reperage=reperage, version=champs.pop("version"), maintenant=request.maintenant, **champs
            )
        except Conflit as conflit:
            return conflit_de_texte(request, formulaire, conflit, dossier=reperage.dossier, retour="rencontre")
        messages.success(request, "La rencontre est à jour.")
        return redirect("dossier", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": reperage.dossier, "formulaire": formulaire}
    return render(request, "reperage/rencontre.html", contexte)


def _formulaires(request: HttpRequest, donnees: Any) -> dict:
    porteur = request.acteur.structure_id
    return formulaires(
        donnees,
        missions_locales=missions_locales_de(porteur, le=request.le),
        programmes=programmes_de(porteur, le=request.le),
        le=request.le,
    )


def _page(request: HttpRequest, tous: dict | None, brouillon: UUID, *, repris: bool = False) -> HttpResponse:
    tous = tous or _formulaires(request, None)
    # No dossier is shown: an empty list says so.
    lire(request, [])
    contexte = {
        "f": tous,
        "brouillon_id": brouillon,
        "repris": repris,
        "ouvert": _deja_rempli(tous),
        "programme": tous["rencontre"].seul_programme,
    }
    return render(request, "reperage/reperer.html", contexte)


def _deja_rempli(tous: dict) -> bool:
    """Whether the folded part of the page holds an answer or an error, and must be open."""
    for nom in ("situation", "coordonnees", "identite"):
        formulaire = tous[nom]
        if formulaire.errors or (
            formulaire.is_bound and any(formulaire.data.get(c) for c in formulaire.fields if c != "prenom")
        ):
            return True
    return False
