"""One's own page: how to be reached, and when one is away. What is said here is for the hat worn."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.acteurs.models import Appartenance
from socle.dossier.versions import Conflit
from socle.presences import ecritures
from socle.presences.lectures import absences_de, collegues
from socle.presences.models import Presence
from web.equipe.forms_presence import AbsenceForm, PresenceForm, RemplacantForm

CHEVAUCHE = "Une autre absence couvre déjà l’un de ces jours : annulez-la d’abord."
CHANGE = "Ceci a changé depuis l’ouverture de cette page, sans doute dans un autre onglet. Relisez, puis enregistrez."


@require_GET
@exige(Droit.CASQUETTE)
def presence(request: HttpRequest) -> HttpResponse:
    """How one may be reached under the hat worn, and the absences to come."""
    return _page(request)


@require_POST
@exige(Droit.CASQUETTE)
def dire_presence(request: HttpRequest) -> HttpResponse:
    """Save the number and the hours."""
    formulaire = PresenceForm(request.POST)
    if not formulaire.is_valid():
        return _page(request, formulaire)
    try:
        ecritures.dire_presence(acteur=request.acteur, **formulaire.cleaned_data)
    except Conflit as conflit:
        formulaire.data = formulaire.data | {"version": conflit.actuel.version}
        formulaire.add_error(None, CHANGE)
        return _page(request, formulaire, status=409)
    messages.success(request, "C’est à jour. Les équipes de vos jeunes le voient.")
    return redirect("presence")


@require_POST
@exige(Droit.CASQUETTE)
def noter_absence(request: HttpRequest) -> HttpResponse:
    """Say the days away."""
    formulaire = _absence(request, request.POST)
    if formulaire.is_valid():
        dit = formulaire.cleaned_data
        try:
            ecritures.noter_absence(
                acteur=request.acteur, absence_id=dit["id"], du=dit["du"], au=dit["au"],
                remplacant_id=dit["remplacant"].pk if dit["remplacant"] else None, maintenant=request.maintenant,
            )  # fmt: skip
        except ecritures.AbsenceDejaDite:
            formulaire.add_error("du", CHEVAUCHE)
        else:
            messages.success(request, "C’est noté. Les équipes de vos jeunes le voient.")
            return redirect("presence")
    return _page(request, absence=formulaire)


@require_POST
@exige(Droit.CASQUETTE)
def remplacer_absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Say who answers during an absence of one's own; somebody else's is not there."""
    qui = request.POST.get("remplacant", "")
    formulaire = RemplacantForm(request.POST, collegues=_autres(request))
    choisi = formulaire.cleaned_data["remplacant"] if formulaire.is_valid() else None
    if qui and choisi is None:
        messages.warning(request, "Choisissez une personne de votre structure.")
        return redirect("presence")
    pk = choisi.pk if choisi else None
    if not ecritures.changer_remplacant(acteur=request.acteur, absence_id=absence_id, remplacant_id=pk):
        raise Http404
    messages.success(request, "C’est à jour. Les équipes de vos jeunes le voient.")
    return redirect("presence")


@require_POST
@exige(Droit.CASQUETTE)
def annuler_absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Take back an absence of one's own; somebody else's is not there."""
    if not ecritures.annuler_absence(acteur=request.acteur, absence_id=absence_id, maintenant=request.maintenant):
        raise Http404
    messages.success(request, "Cette absence est annulée.")
    return redirect("presence")


def _absence(request: HttpRequest, saisi: QueryDict | None = None) -> AbsenceForm:
    return AbsenceForm(saisi, collegues=_autres(request), le=request.le)


def _autres(request: HttpRequest) -> QuerySet[Appartenance]:
    return collegues(request.acteur).exclude(pk=request.acteur.appartenance_id)


def _page(
    request: HttpRequest, dite: PresenceForm | None = None, *, absence: AbsenceForm | None = None, status: int = 200
) -> HttpResponse:
    acteur = request.acteur
    if dite is None:
        deja = Presence.objects.filter(pk=acteur.appartenance_id).first() or Presence(version=0)
        initial = {nom: getattr(deja, nom) for nom in ("version", "telephone", "joignable")}
        dite = PresenceForm(initial=initial)
    siennes = absences_de(acteur.appartenance_id, le=request.le)
    autres = _autres(request) if siennes else None
    contexte = {
        "presence": dite,
        "absence": absence or _absence(request),
        "absences": [(a, RemplacantForm.pour(a, collegues=autres)) for a in siennes],
    }
    return render(request, "equipe/presence.html", contexte, status=status)
