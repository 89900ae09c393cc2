"""The notes of a dossier: read, written, amended by who wrote them, taken back."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.notes import ecritures
from parcours.notes.ecritures import NoteDite
from parcours.notes.forms import NoteForm
from parcours.notes.lectures import notes_de
from parcours.notes.models import Note
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import identifiant
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.domaines import Domaine
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier, Etape
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit
from socle.partage.lecteurs import autour_de, avec_autour


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def notes_du_dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What the hat worn reads, newest first."""
    dossier = get_object_or_404(avec_autour(Dossier.objects.all(), le=request.le), pk=dossier_id)
    lire(request, [dossier_id])
    domaine = request.GET.get("domaine", "")
    domaine = domaine if domaine in Domaine.values else ""
    page = notes_de(dossier, domaine=domaine, avant=identifiant(request.GET.get("avant", "")))
    cle = {"domaine": domaine} if domaine else {}
    contexte = {
        "dossier": dossier,
        "notes": page.notes,
        "suivante": urlencode(cle | {"avant": page.suivante}) if page.suivante else "",
        "domaines": Domaine,
        "domaine": domaine,
        "autour": autour_de(dossier, request.acteur),
        "ecrit": _ecrit(request, dossier),
    }
    return render(request, "notes/notes.html", contexte)


def _ecrit(request: HttpRequest, dossier: Dossier) -> bool:
    cotes = (dossier.porteur_id, dossier.mission_locale_id)
    return request.acteur.structure_id in cotes and dossier.etape != Etape.SORTI


def _dossier_ecrit(request: HttpRequest, dossier_id: UUID) -> Dossier:
    dossiers = avec_autour(Dossier.objects.all(), le=request.le)
    return get_object_or_404(dossiers, un_des_deux_cotes(request.acteur), pk=dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def ecrire_note(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One more note: read by its author's structure alone, unless another choice is made."""
    dossier = _dossier_ecrit(request, dossier_id)
    formulaire = NoteForm(
        request.POST or None, autour=autour_de(dossier, request.acteur), initial={"id": uuid4(), "version": 1}
    )
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.noter(
                acteur=request.acteur, note_id=formulaire.cleaned_data["id"] or uuid4(), dossier_id=dossier_id,
                dite=NoteDite(**formulaire.dite()), maintenant=request.maintenant,
            )  # fmt: skip
        except IntegrityError:
            raise Http404 from None
        except Conflit as conflit:
            return _conflit(request, dossier, formulaire, conflit)
        messages.success(request, "Votre note est écrite.")
        return redirect("notes_du_dossier", dossier_id)
    lire(request, [dossier_id])
    return render(request, "notes/ecrire.html", {"dossier": dossier, "formulaire": formulaire})


def _conflit(request: HttpRequest, dossier: Dossier, formulaire: NoteForm, conflit: Conflit) -> HttpResponse:
    """Both texts; what a note cannot change is not asked again."""
    for nom in ("id", "dit_pour", "domaine"):
        formulaire.fields.pop(nom, None)
    return conflit_de_texte(
        request, formulaire, conflit, dossier=dossier, retour="modifier_note", note_id=conflit.actuel.pk,
        dit={"page": reverse("notes_du_dossier", args=[dossier.pk]), "page_nom": "Notes"},
    )  # fmt: skip


def _note(request: HttpRequest, dossier_id: UUID, note_id: UUID) -> tuple[Dossier, Note]:
    """A note of one's own structure. Raises Http404."""
    dossier = _dossier_ecrit(request, dossier_id)
    notes = Note.objects.select_related("ecrit_par__compte", "structure")
    return dossier, get_object_or_404(notes, pk=note_id, dossier=dossier, structure_id=request.acteur.structure_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def modifier_note(request: HttpRequest, dossier_id: UUID, note_id: UUID) -> HttpResponse:
    """Amend one's own words, or choose anew who reads what the structure wrote; what was written before is below."""
    dossier, note = _note(request, dossier_id, note_id)
    initial = {"version": note.version, "texte": note.texte, "montre_au_jeune": note.montre_au_jeune}
    formulaire = NoteForm(
        request.POST or None, autour=autour_de(dossier, request.acteur), domaine=note.domaine, ecrit=note,
        initial=initial, de_ma_main=note.ecrit_par_id == request.acteur.appartenance_id,
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.amender(
                acteur=request.acteur, note=note, version=formulaire.cleaned_data["version"],
                maintenant=request.maintenant, **formulaire.dite(),
            )  # fmt: skip
        except Conflit as conflit:
            return _conflit(request, dossier, formulaire, conflit)
        messages.success(request, "La note est à jour.")
        return redirect("notes_du_dossier", dossier_id)
    lire(request, [dossier_id])
    passees = [e for e in note.events.order_by("-pgh_id") if e.texte != note.texte]
    contexte = {"dossier": dossier, "note": note, "formulaire": formulaire, "passees": passees}
    return render(request, "notes/ecrire.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def retirer_note(request: HttpRequest, dossier_id: UUID, note_id: UUID) -> HttpResponse:
    """Take back what one's own structure wrote."""
    note = _note(request, dossier_id, note_id)[1]
    ecritures.retirer(acteur=request.acteur, note=note, maintenant=request.maintenant)
    defaire = reverse("remettre_note", args=[dossier_id, note_id])
    messages.success(request, "La note est retirée\u00a0: personne ne la lit plus.", extra_tags=f"annuler={defaire}")
    return redirect("notes_du_dossier", dossier_id)


@require_POST
@exige(Droit.SUIVRE)
def remettre_note(request: HttpRequest, dossier_id: UUID, note_id: UUID) -> HttpResponse:
    """Put it back, for the same readers."""
    note = _note(request, dossier_id, note_id)[1]
    ecritures.retirer(acteur=request.acteur, note=note, remettre=True, maintenant=request.maintenant)
    messages.success(request, "La note est remise.")
    return redirect("notes_du_dossier", dossier_id)
