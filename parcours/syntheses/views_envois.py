"""Sending a validated version, taking a sending back, and the version on paper for both sides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from parcours.plan.page import dossier_ecrit, dossiers_lus
from parcours.syntheses import ecritures, page
from parcours.syntheses import ecritures_envois as envois
from parcours.syntheses.destinataires import destinataires
from parcours.syntheses.document import observation_dite
from parcours.syntheses.forms import EnvoyerForm, RetirerEnvoiForm
from parcours.syntheses.lectures import ferme, observation_de
from parcours.syntheses.models import EnvoiDeSynthese, Synthese
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.sortis import apres_la_sortie

SANS_ACCORD = (
    "Rien n’est parti : l’accord du jeune ne l’ouvre pas, ou plus, à l’une de ces structures. Relisez la liste."
)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def envoyer_synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """Who may receive it and who may not, and why; each recipient ticked by hand."""
    dossier, synthese = page.version_ecrite(request, dossier_id, synthese_id)
    if synthese.validee_le is None:
        messages.info(request, "Elle s’envoie une fois validée par l’autre côté.")
        return redirect("synthese", dossier_id, synthese_id)
    possibles = destinataires(synthese, dossier, request.acteur)
    formulaire = EnvoyerForm(request.POST if request.method == "POST" else None, destinataires=possibles)
    if request.method == "POST" and formulaire.is_valid():
        return _envoyer(request, synthese, [int(a) for a in formulaire.cleaned_data["a"]])
    lire(request, [dossier_id])
    observation = observation_de(synthese)
    contexte = {
        "dossier": dossier,
        "synthese": synthese,
        "possibles": [d for d in possibles if d.peut],
        "reste": any(d.peut and d.envoye_le is None for d in possibles),
        "autres": [d for d in possibles if not d.peut],
        "formulaire": formulaire,
        "observation": observation,
        "observation_dite": observation_dite(observation),
        "coches": formulaire.data.getlist("a") if formulaire.is_bound else [],
    }
    return render(request, "syntheses/envoyer.html", contexte)


def _envoyer(request: HttpRequest, synthese: Synthese, a: list[int]) -> HttpResponse:
    try:
        faits = envois.envoyer(
            acteur=request.acteur, synthese=synthese, a=a, racine=request.build_absolute_uri("/"),
            maintenant=request.maintenant,
        )  # fmt: skip
    except (envois.SansAccord, ecritures.PlusAttendue):
        messages.warning(request, SANS_ACCORD)
        return redirect("envoyer_synthese", synthese.dossier_id, synthese.pk)
    if faits:
        messages.success(request, "C’est envoyé. Un courriel, sans aucun nom, leur dit qu’une synthèse les attend.")
    else:
        messages.info(request, "Elle leur était déjà envoyée : rien de plus n’est parti.")
    return redirect("synthese", synthese.dossier_id, synthese.pk)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
@apres_la_sortie
def retirer_envoi(request: HttpRequest, dossier_id: UUID, envoi_id: UUID) -> HttpResponse:
    """Close what was sent, saying why; what was read before was read."""
    dossier = dossier_ecrit(request, dossier_id)
    des_miens = EnvoiDeSynthese.objects.filter(structure_id=request.acteur.structure_id, dossier=dossier)
    envoi = get_object_or_404(des_miens.select_related("destinataire", "accord", "synthese"), pk=envoi_id)
    retour = reverse("synthese", args=[dossier_id, envoi.synthese_id])
    if envoi.retire_le is not None:
        messages.info(request, ferme(envoi, request.le))
        return redirect(retour)
    formulaire = RetirerEnvoiForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            envois.retirer_envoi(
                acteur=request.acteur, envoi=envoi, pourquoi=formulaire.cleaned_data["pourquoi"],
                maintenant=request.maintenant,
            )  # fmt: skip
        except envois.DejaRetire:
            messages.info(request, "L’envoi était déjà retiré.")
        else:
            messages.success(request, f"C’est retiré : {envoi.destinataire} ne la lit plus.")
        return redirect(retour)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "envoi": envoi, "formulaire": formulaire, "retour": retour}
    return render(request, "syntheses/retirer_envoi.html", contexte)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def synthese_imprimee(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """The version as a tagged PDF, for one of the two sides, marked with its name and the day."""
    dossier = get_object_or_404(dossiers_lus(request), pk=dossier_id)
    synthese = page.version_lue(dossier, synthese_id)
    lire(request, [dossier_id])
    return page.en_pdf(request, synthese, prenom=dossier.prenom)
