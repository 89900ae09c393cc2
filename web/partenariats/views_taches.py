"""What one side believes of each task, and the tasks that a partenariat adds."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.partenariats.models import Partenariat
from socle.repartition import ecritures, lectures
from socle.repartition.models import Phase, TachePropre
from web.partenariats.forms_repartition import CroyancesForm, TachePropreForm
from web.partenariats.views import le_partenariat
from web.partenariats.views_repartition import commun


@require_http_methods(["GET", "POST"])
@exige(Droit.CONVENIR)
def dire_repartition(request: HttpRequest, partenariat_id: int, phase: str) -> HttpResponse:
    """Say what one's side believes of the tasks of a phase; the answer of the other side is not shown here."""
    if phase not in Phase.values:
        raise Http404
    lien = le_partenariat(request, partenariat_id)
    ici, statut = commun(request, lien), 200
    taches = [t for t in lectures.taches_de(lien) if t.phase == phase]
    formulaire = CroyancesForm(
        request.POST or None, taches=[t for t in taches if not t.reserve],
        dites=lectures.croyances_de(lien)[ici["cote"]],
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        try:
            return _dire(request, lien, phase, formulaire)
        except ecritures.Conflits as conflits:
            formulaire.contredire(conflits.actuelles)
            statut = 409
    rang = Phase.values.index(phase) + 1
    contexte = {
        **ici, "formulaire": formulaire, "phase": Phase(phase), "rang": rang, "total": len(Phase.values),
        "derniere": rang == len(Phase.values), "reservees": [t for t in taches if t.reserve],
    }  # fmt: skip
    return render(request, "partenariats/dire.html", contexte, status=statut)


def _dire(request: HttpRequest, lien: Partenariat, phase: str, formulaire: CroyancesForm) -> HttpResponse:
    ecritures.dire(acteur=request.acteur, partenariat=lien, dites=formulaire.reponses(), maintenant=request.maintenant)
    rang = Phase.values.index(phase) + 1
    if "continuer" in request.POST and rang < len(Phase.values):
        return redirect("dire_repartition", lien.pk, Phase.values[rang])
    messages.success(request, "C’est noté. Voici où vous dites pareil, et où non.")
    return redirect(reverse("repartition", args=[lien.pk]) + f"#phase-{phase}")


@require_http_methods(["GET", "POST"])
@exige(Droit.CONVENIR)
def ajouter_tache(request: HttpRequest, partenariat_id: int) -> HttpResponse:
    """Add a task that the referential does not have."""
    lien = le_partenariat(request, partenariat_id)
    formulaire = TachePropreForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        dit = dict(formulaire.cleaned_data)
        try:
            ecritures.ajouter_tache(
                acteur=request.acteur, tache_id=dit.pop("id"), partenariat=lien, maintenant=request.maintenant, **dit
            )
        except IntegrityError:
            # The id is another partenariat's.
            raise Http404 from None
        messages.success(request, "La tâche est ajoutée. Dites qui s’en charge.")
        return redirect("dire_repartition", lien.pk, dit["phase"])
    return render(request, "partenariats/ajouter_tache.html", {**commun(request, lien), "formulaire": formulaire})


@require_POST
@exige(Droit.CONVENIR)
def retirer_tache(request: HttpRequest, tache_id: UUID) -> HttpResponse:
    """Take away a task of the partenariat's own."""
    tache = get_object_or_404(TachePropre, pk=tache_id)
    tache.partenariat = le_partenariat(request, tache.partenariat_id)
    ecritures.retirer_tache(acteur=request.acteur, tache=tache, maintenant=request.maintenant)
    messages.success(request, "La tâche est retirée. Les versions déjà convenues la gardent.")
    return redirect("repartition", tache.partenariat_id)
