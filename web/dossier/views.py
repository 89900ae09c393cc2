"""The dossier, and what is changed from its page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from parcours.eligibilite.lectures import signes_lisibles
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.consentements import ecritures as consentements
from socle.consentements.models import Accord
from socle.consentements.textes import PAR_CODE, texte
from socle.dossier import ecritures
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.formulaires import SignesForm
from socle.dossier.models import Coordonnees, Dossier, Situation
from socle.dossier.noms import de
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit
from socle.doublons import ecritures as doublons
from socle.partenariats.conventions import programmes_de
from web.dossier import lectures
from web.dossier.forms import (
    AccordForm,
    CorrigerProgramme,
    ModifierCoordonnees,
    ModifierIdentite,
    ModifierSituation,
)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    page = lectures.page(dossier_id, acteur=request.acteur)
    lire(request, [dossier_id])
    return render(request, "dossier/dossier.html", {"page": page, "dossier": page.dossier})


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
@apres_la_sortie
def identite(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    objet = _sien(request, dossier_id)
    initial = _valeurs(objet, ModifierIdentite)
    formulaire = ModifierIdentite(request.POST or None, initial=initial, le=request.le)

    def ecrire(version: int, **champs: Any) -> None:
        ecritures.modifier_identite(dossier=objet, version=version, maintenant=request.maintenant, **champs)
        doublons.chercher(acteur=request.acteur, dossier_id=dossier_id, maintenant=request.maintenant)

    return _modifier(request, objet, formulaire, ecrire, "identite", "L’identité est à jour.")


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def situation(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The facts that the criteria read, and the signs of rupture."""
    objet = _sien(request, dossier_id)
    faits = get_object_or_404(Situation, pk=dossier_id)
    notes = signes_lisibles(dossier_id)
    formulaire = ModifierSituation(
        request.POST or None, initial=_valeurs(faits, ModifierSituation), programmes=[objet.programme]
    )
    signes = SignesForm(request.POST or None, initial={"signes": notes})

    def ecrire(version: int, **champs: Any) -> None:
        ecritures.modifier_situation(situation=faits, version=version, maintenant=request.maintenant, **champs)
        ecritures.noter_signes(
            acteur=request.acteur,
            dossier_id=dossier_id,
            codes=signes.cleaned_data["signes"],
            le=request.le,
            maintenant=request.maintenant,
        )

    return _modifier(
        request, objet, formulaire, ecrire, "situation", "La situation est à jour, et le verdict aussi.", signes=signes
    )


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def programme(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The programme chosen when the dossier opened, as long as nothing rests on it."""
    objet = _sien(request, dossier_id)
    if request.method == "GET" and not ecritures.programme_corrigeable(dossier_id):
        raise Http404
    programmes = programmes_de(objet.porteur_id, le=request.le)
    formulaire = CorrigerProgramme(
        request.POST or None, initial=_valeurs(objet, CorrigerProgramme), programmes=programmes
    )

    def ecrire(version: int, programme: str) -> None:
        ecritures.corriger_programme(
            acteur=request.acteur, dossier=objet, version=version, programme=programme, maintenant=request.maintenant
        )

    dit = f"Le programme est corrigé, et le verdict {de(objet.nom_affiche)} aussi."
    try:
        return _modifier(request, objet, formulaire, ecrire, "programme", dit)
    except (ecritures.ProgrammeDecide, ecritures.ProgrammeSansConvention):
        messages.warning(request, "Le programme ne se corrige plus : relisez le dossier.")
        return redirect("dossier", dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def coordonnees(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    objet = _sien(request, dossier_id)
    joindre = get_object_or_404(Coordonnees, pk=dossier_id)
    formulaire = ModifierCoordonnees(request.POST or None, initial=_valeurs(joindre, ModifierCoordonnees))

    def ecrire(version: int, **champs: Any) -> None:
        ecritures.modifier_coordonnees(coordonnees=joindre, version=version, maintenant=request.maintenant, **champs)

    return _modifier(request, objet, formulaire, ecrire, "coordonnees", "Les coordonnées sont à jour.")


def _sien(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """A dossier of the porteur whose hat is worn."""
    return get_object_or_404(Dossier, pk=dossier_id, porteur_id=request.acteur.structure_id)


def _valeurs(objet: models.Model, formulaire: type[forms.Form]) -> dict[str, Any]:
    return {nom: getattr(objet, nom) for nom in formulaire.base_fields}


def _modifier(
    request: HttpRequest,
    objet: Dossier,
    formulaire: forms.Form,
    ecrire: Callable[..., None],
    nom: str,
    dit: str,
    **autres: forms.Form,
) -> HttpResponse:
    """The common course of an edit: a form, an écriture, a conflict told, or a way back."""
    valides = [f.is_valid() for f in (formulaire, *autres.values())]
    if request.method == "POST" and all(valides):
        try:
            ecrire(**formulaire.cleaned_data)
        except Conflit as conflit:
            return conflit_de_texte(request, formulaire, conflit, dossier=objet, retour=nom)
        messages.success(request, dit)
        return redirect("dossier", objet.pk)
    lire(request, [objet.pk])
    return render(request, f"dossier/{nom}.html", {"dossier": objet, "formulaire": formulaire, **autres})


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def accord(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Collect the youth's agreement: choose, read it aloud, then note it. Two steps, the second shows the words."""
    objet = _sien(request, dossier_id)
    formulaire = AccordForm(
        request.POST or None,
        initial={"destinataire": objet.mission_locale_id},
        porteur_id=objet.porteur_id,
        le=request.le,
        notes=signes_lisibles(dossier_id),
    )
    contexte = {"dossier": objet, "formulaire": formulaire, "socle": PAR_CODE["dossier"]}
    if request.method == "POST" and formulaire.is_valid():
        if request.POST.get("dit_oui"):
            return _recueillir(request, objet, formulaire)
        champs = formulaire.cleaned_data
        contexte["lu"] = texte(destinataire=champs["destinataire"].nom, elements=["dossier", *champs["elements"]])
    lire(request, [dossier_id])
    return render(request, "dossier/accord.html", contexte)


def _recueillir(request: HttpRequest, objet: Dossier, formulaire: AccordForm) -> HttpResponse:
    champs = formulaire.cleaned_data
    try:
        # A 404 is committed like any answer: what was written before the refusal must not stay.
        with transaction.atomic():
            if objet.mission_locale_id != champs["destinataire"].pk:
                ecritures.choisir_mission_locale(
                    dossier=objet,
                    mission_locale_id=champs["destinataire"].pk,
                    le=request.le,
                    maintenant=request.maintenant,
                )
            consentements.recueillir(
                acteur=request.acteur,
                accord_id=champs["id"],
                dossier=objet,
                destinataire=champs["destinataire"],
                elements=champs["elements"],
                recueil=champs["recueil"],
                jusqu_a=champs["jusqu_a"],
                maintenant=request.maintenant,
            )
    except IntegrityError:
        raise Http404 from None
    messages.success(request, f"L’accord {de(objet.nom_affiche)} est noté. {champs['destinataire']} voit le dossier.")
    return redirect("dossier", objet.pk)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def accords(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Every agreement of the youth, in force or not, with the words that were read."""
    objet = get_object_or_404(Dossier, pk=dossier_id)
    lire(request, [dossier_id])
    liste = (
        Accord.objects.filter(dossier_id=dossier_id)
        .select_related("destinataire", "recueilli_par__compte", "retire_par__compte")
        .order_by("-recueilli_le")
    )
    return render(request, "dossier/accords.html", {"dossier": objet, "accords": liste})


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
@apres_la_sortie
def retirer_accord(request: HttpRequest, dossier_id: UUID, accord_id: UUID) -> HttpResponse:
    """The youth takes it back: asked once, because it acts at once."""
    objet = get_object_or_404(
        Accord.objects.select_related("dossier", "destinataire"), pk=accord_id, dossier_id=dossier_id
    )
    if request.method == "POST":
        nom, destinataire = objet.dossier.nom_affiche, objet.destinataire
        try:
            consentements.retirer(acteur=request.acteur, accord=objet, maintenant=request.maintenant)
        except consentements.AccordDejaRetire:
            messages.info(request, "Cet accord était déjà retiré.")
        else:
            messages.success(request, f"C’est fait : du dossier {de(nom)}, {destinataire} ne voit plus rien.")
        # The structure that lost the dossier cannot go back to it.
        perdu = request.acteur.structure_id == destinataire.pk
        return redirect("jeunes") if perdu else redirect("accords", dossier_id)
    lire(request, [dossier_id])
    return render(request, "dossier/retirer_accord.html", {"dossier": objet.dossier, "accord": objet})


@require_GET
@exige(Droit.REPERER)
@apres_la_sortie
def qui_a_lu(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Who opened this dossier, and when."""
    objet = _sien(request, dossier_id)
    lignes = lectures.lectures_du_dossier(dossier_id)
    lire(request, [dossier_id])
    return render(request, "dossier/qui_a_lu.html", {"dossier": objet, "lignes": lignes})
