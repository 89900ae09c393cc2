"""The pages of eligibility: the log of contacts, and the mission locale's answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.eligibilite import ecritures
from parcours.eligibilite.forms import ContactForm, ContactTrouveForm, QualifierForm, VerificationForm
from parcours.eligibilite.lectures import avec_faits, verdicts
from parcours.eligibilite.models import Contact
from parcours.eligibilite.presentation import dire_porte, dire_substantiel
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier, QuiLeDit
from socle.dossier.versions import Conflit

CONTACTS_A_LA_FOIS = 3
"""Contacts that one answer about the history may bring; more are noted one by one."""


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def noter_contact(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Add a contact with the mission locale or France Travail to the log."""
    dossier = get_object_or_404(Dossier, un_des_deux_cotes(request.acteur), pk=dossier_id)
    formulaire = ContactForm(request.POST or None, aujourd_hui=request.le)
    if request.method == "POST" and formulaire.is_valid():
        contact = _noter(request, dossier, formulaire)
        messages.success(request, f"Contact noté. {_ce_que_cela_change(request, contact)}")
        return redirect("dossier", dossier_id)
    lire(request, [dossier_id])
    return render(request, "eligibilite/contact.html", {"dossier": dossier, "formulaire": formulaire})


def _noter(request: HttpRequest, dossier: Dossier, formulaire: ContactForm) -> Contact:
    qui = QuiLeDit.MISSION_LOCALE if request.acteur.est_mission_locale else QuiLeDit.JEUNE
    try:
        return ecritures.noter_contact(
            acteur=request.acteur,
            dossier_id=dossier.pk,
            dit=formulaire.dit(),
            qui_le_dit=qui,
            le=request.le,
            maintenant=request.maintenant,
        )
    except IntegrityError:
        # The id of a contact of somebody else's dossier: as if it did not exist.
        raise Http404 from None


def _ce_que_cela_change(request: HttpRequest, contact: Contact) -> str:
    """A contact that moves the door says so: never silently."""
    dossier = avec_faits(Dossier.objects.all()).get(pk=contact.dossier_id)
    ouverture = verdicts([dossier], le=request.le)[dossier.pk].ouverture_le
    suite = "" if ouverture is None else f" {dire_porte(ouverture, request.le)}"
    return f"{dire_substantiel(contact)}.{suite}"


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def qualifier_contact(request: HttpRequest, dossier_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say what remains to be said of a contact."""
    contact = _contact(request, dossier_id, contact_id)
    initial = {nom: getattr(contact, nom) for nom in ("version", "nature", "echange", "intention", "parcours")}
    formulaire = QualifierForm(request.POST or None, initial=initial)
    if request.method == "POST" and formulaire.is_valid():
        champs = dict(formulaire.cleaned_data)
        try:
            ecritures.qualifier_contact(
                acteur=request.acteur,
                contact=contact,
                version=champs.pop("version"),
                maintenant=request.maintenant,
                **champs,
            )
        except Conflit as conflit:
            return conflit_de_texte(
                request, formulaire, conflit, dossier=contact.dossier, retour="qualifier_contact", contact_id=contact_id
            )
        messages.success(request, f"C’est noté. {_ce_que_cela_change(request, contact)}")
        return redirect("dossier", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": contact.dossier, "contact": contact, "formulaire": formulaire}
    return render(request, "eligibilite/qualifier.html", contexte)


def _contact(request: HttpRequest, dossier_id: UUID, contact_id: UUID, **filtres: Any) -> Contact:
    dossier = get_object_or_404(Dossier, un_des_deux_cotes(request.acteur), pk=dossier_id)
    return get_object_or_404(Contact.objects.select_related("dossier"), pk=contact_id, dossier=dossier, **filtres)


@require_POST
@exige(Droit.SUIVRE)
def retirer_contact(request: HttpRequest, dossier_id: UUID, contact_id: UUID) -> HttpResponse:
    """Take a contact noted by mistake out of the log; the page offers to put it back."""
    contact = _contact(request, dossier_id, contact_id)
    if contact.note_par.structure_id != request.acteur.structure_id:
        raise Http404
    ecritures.retirer_contact(contact=contact, maintenant=request.maintenant)
    retour = reverse("remettre_contact", args=[dossier_id, contact_id])
    messages.success(request, "Le contact est retiré du journal.", extra_tags=f"annuler={retour}")
    return redirect("dossier", dossier_id)


@require_POST
@exige(Droit.SUIVRE)
def remettre_contact(request: HttpRequest, dossier_id: UUID, contact_id: UUID) -> HttpResponse:
    """Undo `retirer_contact`."""
    contact = _contact(request, dossier_id, contact_id, retire_le__isnull=False)
    if contact.note_par.structure_id != request.acteur.structure_id:
        raise Http404
    ecritures.remettre_contact(contact=contact, maintenant=request.maintenant)
    messages.success(request, "Le contact est de retour dans le journal.")
    return redirect("dossier", dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
def verifier_historique(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The mission locale answers what its history holds, up to today."""
    dossier = get_object_or_404(Dossier, pk=dossier_id, mission_locale_id=request.acteur.structure_id)
    donnees = request.POST or None
    formulaire = VerificationForm(donnees, aujourd_hui=request.le, programme=dossier.programme)
    trouves = [
        ContactTrouveForm(donnees, aujourd_hui=request.le, prefix=f"contact{rang}")
        for rang in range(CONTACTS_A_LA_FOIS)
    ]
    valides = [f.is_valid() for f in (formulaire, *trouves)]
    if request.method == "POST" and all(valides):
        _verifier(request, dossier, formulaire, trouves)
        messages.success(request, f"Merci. Votre réponse sur {dossier.nom_affiche} est signée, et le verdict à jour.")
        return redirect("dossier", dossier_id)
    lire(request, [dossier_id])
    connus = Contact.objects.filter(dossier=dossier, retire_le=None).order_by("-le")
    contexte = {
        "dossier": dossier,
        "formulaire": formulaire,
        "trouves": trouves,
        "connus": [(c, dire_substantiel(c)) for c in connus],
    }
    return render(request, "eligibilite/verifier.html", contexte)


def _verifier(
    request: HttpRequest, dossier: Dossier, formulaire: VerificationForm, trouves: list[ContactTrouveForm]
) -> None:
    champs = dict(formulaire.cleaned_data)
    try:
        ecritures.verifier_historique(
            acteur=request.acteur,
            verification_id=champs.pop("id"),
            dossier=dossier,
            contacts=[t.dit() for t in trouves if t.has_changed()],
            le=request.le,
            maintenant=request.maintenant,
            **champs,
        )
    except IntegrityError:
        raise Http404 from None
