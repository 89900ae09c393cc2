"""From a draft to a version that both sides agree on, and what the youth says of it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parcours.syntheses import ecritures, ecritures_envois, page
from parcours.syntheses.forms import ObservationForm
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import identifiant
from socle.dossier.versions import Conflit

REFUS = {
    Conflit: "Un collègue a modifié ce brouillon depuis que vous l’avez lu : relisez-le avant de le soumettre.",
    ecritures.AutreVersion: "Une autre version a été soumise entre-temps : lisez-la, puis soumettez la vôtre.",
    ecritures.RienDit: "Il n’y a rien à soumettre : la synthèse est vide, ou elle ne change rien.",
    ecritures.SansAutreCote: "La mission locale n’est pas encore connue : personne ne pourrait la valider.",
    ecritures.PasALAutreCote: "L’accord du jeune ne nomme pas tout ce que dit la synthèse : elle n’a pas été soumise.",
    ecritures.PlusUnBrouillon: page.REPLACEE,
}


@require_POST
@exige(Droit.SUIVRE)
def soumettre_synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """Let the other side read it, and validate it or amend it."""
    _, synthese = page.version_ecrite(request, dossier_id, synthese_id)
    version = request.POST.get("version", "")
    try:
        ecritures.soumettre(
            acteur=request.acteur, synthese=synthese, vu=identifiant(request.POST.get("vu", "")),
            version=int(version) if version.isascii() and version.isdigit() else 0, maintenant=request.maintenant,
        )  # fmt: skip
    except tuple(REFUS) as refus:
        messages.warning(request, REFUS[type(refus)])
    else:
        messages.success(
            request, "C’est soumis. L’autre côté peut la valider ou l’amender ; rien n’est envoyé à personne."
        )
    return redirect("synthese", dossier_id, synthese_id)


@require_POST
@exige(Droit.SUIVRE)
def valider_synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """Agree on the version that the other side submitted."""
    _, synthese = page.version_ecrite(request, dossier_id, synthese_id)
    try:
        ecritures.valider(acteur=request.acteur, synthese=synthese, maintenant=request.maintenant)
    except ecritures.PlusAttendue:
        messages.warning(request, page.REPLACEE)
    else:
        messages.success(request, "C’est validé : vous êtes d’accord sur la même version. Elle ne change plus.")
    return redirect("synthese", dossier_id, synthese_id)


@require_POST
@exige(Droit.SUIVRE)
def reprendre_synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """Begin the next version from this one: an amendment, or what comes after it."""
    _, synthese = page.version_ecrite(request, dossier_id, synthese_id)
    try:
        brouillon = ecritures.reprendre(
            acteur=request.acteur, synthese=synthese, maintenant=request.maintenant,
            brouillon_id=identifiant(request.POST.get("id", "")) or uuid4(),
        )  # fmt: skip
    except IntegrityError:
        raise Http404 from None
    except ecritures.PlusAttendue:
        messages.warning(request, page.REPLACEE)
        return redirect("synthese", dossier_id, synthese_id)
    return redirect("modifier_synthese", dossier_id, brouillon.pk)


@require_POST
@exige(Droit.SUIVRE)
def retirer_synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """Put one's draft away, or take back what one submitted."""
    _, synthese = page.version_ecrite(request, dossier_id, synthese_id)
    try:
        ecritures.retirer(acteur=request.acteur, synthese=synthese, maintenant=request.maintenant)
    except ecritures.PlusAttendue:
        messages.warning(request, page.REPLACEE)
    else:
        messages.success(request, "Elle est retirée : personne ne l’attend plus. L’historique garde son texte.")
    return redirect("syntheses", dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def observer_synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """Note whether the youth saw it, and what they say of it."""
    dossier, synthese = page.version_ecrite(request, dossier_id, synthese_id)
    if synthese.soumise_le is None or synthese.retiree_le is not None:
        messages.info(request, "Les observations se notent sur une version soumise à l’autre côté.")
        return redirect("synthese", dossier_id, synthese_id)
    initial = {"id": uuid4(), "dit_le": request.le}
    formulaire = ObservationForm(request.POST or None, initial=initial, le=request.le, synthese=synthese)
    if request.method == "POST" and formulaire.is_valid():
        champs = formulaire.cleaned_data
        try:
            ecritures_envois.observer(
                acteur=request.acteur, observation_id=champs["id"], synthese=synthese, vue=champs["vue"] == "oui",
                texte=champs["texte"], dit_le=champs["dit_le"], maintenant=request.maintenant,
            )  # fmt: skip
        except IntegrityError:
            raise Http404 from None
        except ecritures.PlusAttendue:
            messages.warning(request, page.REPLACEE)
        else:
            messages.success(request, "C’est noté. Qui reçoit la synthèse lit aussi ce que le jeune en dit.")
        return redirect("synthese", dossier_id, synthese_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "synthese": synthese, "formulaire": formulaire}
    return render(request, "syntheses/observer.html", contexte)
