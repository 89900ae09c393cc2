"""What the views of the synthèses share: a version read, a conflict told, and a PDF handed over."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from parcours.plan.page import dossier_ecrit
from parcours.syntheses.document import rendre
from parcours.syntheses.forms import SyntheseForm
from parcours.syntheses.lectures import observation_de, synthese_lue
from parcours.syntheses.models import PARTIES, Synthese
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit

REPLACEE = "Cette version n’attend plus : elle est validée, remplacée par une autre, ou retirée."


def version_lue(dossier: Dossier, synthese_id: UUID) -> Synthese:
    """One version that the hat worn reads. Raises Http404."""
    try:
        return synthese_lue(dossier, synthese_id)
    except Synthese.DoesNotExist:
        raise Http404 from None


def version_ecrite(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> tuple[Dossier, Synthese]:
    """A dossier that the hat worn may write, and a version of it that it reads. Raises Http404."""
    dossier = dossier_ecrit(request, dossier_id)
    return dossier, version_lue(dossier, synthese_id)


def en_conflit(request: HttpRequest, formulaire: SyntheseForm, conflit: Conflit, *, dossier: Dossier) -> HttpResponse:
    """Both texts, and who saved the other."""
    actuel: Synthese = conflit.actuel  # type: ignore[assignment]
    # A part that was not kept is empty there, and what is there is kept.
    dit = formulaire.dit
    formulaire.data = formulaire.data.copy()
    for code in PARTIES:
        formulaire.data[code] = dit[code]
    formulaire.cleaned_data |= dit
    for nom in ("id", "cases", *(f"garder_{code}" for code in PARTIES)):
        formulaire.fields.pop(nom)
    soi = actuel.maj_par_id == request.acteur.appartenance_id
    instant = timezone.localtime(actuel.maj_le)
    qui = "Vous avez" if soi else f"{actuel.maj_par.compte.nom_complet} a"
    mots = {
        "titre": f"{qui} modifié cette synthèse à {instant.hour}\u00a0h\u00a0{instant.minute:02d}, pendant que vous "
        "écriviez",
        "page": reverse("syntheses", args=[dossier.pk]),
        "page_nom": "Synthèses",
    }
    return conflit_de_texte(
        request, formulaire, conflit, dossier=dossier, retour="modifier_synthese", dit=mots, synthese_id=actuel.pk
    )


def en_pdf(request: HttpRequest, synthese: Synthese, *, prenom: str) -> HttpResponse:
    """The version as a PDF marked with the structure of the hat worn, and the day."""
    pdf = rendre(
        synthese, observation_de(synthese), prenom=prenom, acteur=request.acteur, maintenant=request.maintenant
    )
    reponse = HttpResponse(pdf, content_type="application/pdf")
    reponse["Content-Disposition"] = 'inline; filename="synthese.pdf"'
    reponse["Cache-Control"] = "no-store"
    return reponse
