"""What a porteur and a mission locale agreed on between them, one partenariat at a time."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.partenariats import pratiques
from socle.partenariats.lectures import en_cours
from socle.partenariats.models import ObjetDePratique, Partenariat, PratiqueLocale
from socle.repartition.lectures import Versions, versions_de, versions_des
from web.composants import dates
from web.partenariats.forms import formulaire_de

DEJA_REPONDU = "Quelqu’un vient d’y répondre : voici où on en est."
JOUR = "Choisissez un jour entre aujourd’hui et dans un an, tant que le partenariat dure."


@require_GET
@exige(Droit.CASQUETTE)
def partenariats(request: HttpRequest) -> HttpResponse:
    """The partenariats of the structure, and what each agreed on."""
    liens = pratiques.partenariats_de(request.acteur.structure_id, le=request.le)
    versions = versions_des([lien.pk for lien, _ in liens])
    contexte = {"liens": [_lien(request, lien, objets, versions[lien.pk]) for lien, objets in liens]}
    return render(request, "partenariats/partenariats.html", contexte)


@require_GET
@exige(Droit.CASQUETTE)
def partenariat(request: HttpRequest, partenariat_id: int) -> HttpResponse:
    """One partenariat: what is in force, what waits for an answer, what was before."""
    lien = le_partenariat(request, partenariat_id)
    objets = pratiques.objets(pratiques.ecrites_de([lien.pk]), le=request.le)
    return render(request, "partenariats/partenariat.html", _lien(request, lien, objets, versions_de(lien)))


def _lien(request: HttpRequest, lien: Partenariat, objets: list[pratiques.Objet], versions: Versions) -> dict[str, Any]:
    cote = pratiques.cote_du(request.acteur, lien)
    attendues = [*(o.attendue for o in objets if o.attendue is not None), *filter(None, [versions.attendue])]
    return {
        "lien": lien,
        "autre": lien.mission_locale if request.acteur.est_porteur else lien.porteur,
        "objets": objets,
        "repartition": versions.en_vigueur,
        "repartition_attendue": versions.attendue,
        "a_convenir": sum(a.cote != cote for a in attendues),
        "cote": cote,
        "ecrit": Droit.CONVENIR in request.acteur.droits,
    }


@require_http_methods(["GET", "POST"])
@exige(Droit.CONVENIR)
def proposer_pratique(request: HttpRequest, partenariat_id: int, objet: str) -> HttpResponse:
    """Write a practice for the other side to read."""
    if objet not in ObjetDePratique.values:
        raise Http404
    lien = le_partenariat(request, partenariat_id)
    formulaire = formulaire_de(objet)(
        request.POST or None, objet=objet, le=request.le, initial={"id": uuid4(), "du": request.le}
    )
    if request.method == "POST" and formulaire.is_valid():
        try:
            pratiques.proposer(
                acteur=request.acteur, pratique_id=formulaire.cleaned_data["id"], partenariat=lien,
                dite=formulaire.dite(), le=request.le, maintenant=request.maintenant,
            )  # fmt: skip
        except pratiques.JourImpossible:
            formulaire.add_error("du", JOUR)
        except pratiques.DejaProposee as refus:
            messages.warning(request, "Une proposition attend déjà : répondez-y, ou retirez-la, avant d’en écrire une.")
            return redirect("repondre_pratique", refus.pratique.pk)
        else:
            messages.success(request, f"C’est écrit. Cela vaudra quand {_autre(request, lien)} sera d’accord.")
            return redirect("partenariat", lien.pk)
    contexte = {"formulaire": formulaire, "lien": lien, "autre": _autre(request, lien), "objet": ObjetDePratique(objet)}
    return render(request, "partenariats/proposer.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.CONVENIR)
def repondre_pratique(request: HttpRequest, pratique_id: UUID) -> HttpResponse:
    """Read again what the other side wrote, and agree; or read what one's own side wrote, and wait."""
    pratique = _pratique(request, pratique_id)
    lien = pratique.partenariat
    if request.method == "POST":
        try:
            pratiques.convenir(acteur=request.acteur, pratique=pratique, maintenant=request.maintenant)
        except pratiques.PasDeCeCote:
            messages.warning(request, "Votre côté l’a écrite : c’est à l’autre de répondre.")
            return redirect("repondre_pratique", pratique.pk)
        except pratiques.EcriteParSoi:
            messages.warning(request, "Vous l’avez écrite vous-même : quelqu’un d’autre doit répondre.")
            return redirect("repondre_pratique", pratique.pk)
        except pratiques.DejaRepondu:
            messages.warning(request, DEJA_REPONDU)
        else:
            messages.success(request, f"C’est convenu, à partir du {dates.avec_annee(max(pratique.du, request.le))}.")
        return redirect("partenariat", lien.pk)
    if pratique.convenue_le or pratique.ecartee_le:
        return redirect("partenariat", lien.pk)
    contexte = {
        "pratique": pratique,
        "lien": lien,
        "autre": _autre(request, lien),
        "objet": next(o for o in _objets(lien, request.le) if o.code == pratique.objet),
        "des_notres": pratique.cote == pratiques.cote_du(request.acteur, lien),
        "par_soi": pratique.ecrite_par.compte_id == request.acteur.compte_id,
        "passe": pratique.du < request.le,
    }
    return render(request, "partenariats/repondre.html", contexte)


@require_POST
@exige(Droit.CONVENIR)
def ecarter_pratique(request: HttpRequest, pratique_id: UUID) -> HttpResponse:
    """Take back what one wrote, or say no."""
    pratique = _pratique(request, pratique_id)
    try:
        pratiques.ecarter(acteur=request.acteur, pratique=pratique, maintenant=request.maintenant)
    except pratiques.DejaRepondu:
        messages.warning(request, DEJA_REPONDU)
    else:
        messages.success(request, "La proposition est écartée. Rien ne change.")
    return redirect("partenariat", pratique.partenariat_id)


def _objets(lien: Partenariat, le: date) -> list[pratiques.Objet]:
    return pratiques.objets(pratiques.ecrites_de([lien.pk]), le=le)


def _autre(request: HttpRequest, lien: Partenariat) -> str:
    return str(lien.mission_locale if request.acteur.est_porteur else lien.porteur)


def le_partenariat(request: HttpRequest, partenariat_id: int) -> Partenariat:
    """A partenariat of the structure that runs today."""
    structure_id = request.acteur.structure_id
    siens = en_cours(le=request.le).filter(Q(porteur_id=structure_id) | Q(mission_locale_id=structure_id))
    return get_object_or_404(siens.select_related("porteur", "mission_locale"), pk=partenariat_id)


def _pratique(request: HttpRequest, pratique_id: UUID) -> PratiqueLocale:
    """A practice of such a partenariat: PostgreSQL shows no other."""
    pratique = get_object_or_404(PratiqueLocale.objects.select_related("ecrite_par__compte"), pk=pratique_id)
    pratique.partenariat = le_partenariat(request, pratique.partenariat_id)
    return pratique
