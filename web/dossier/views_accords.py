"""What the youth agreed to share: asked, read, changed, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from parcours.eligibilite.lectures import signes_lisibles
from parcours.remobilisation.lectures import accord_en_cours
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.consentements import ecritures as consentements
from socle.consentements.forms import RecueilForm
from socle.consentements.lectures import ce_qui_sera_lu, est_mineur
from socle.consentements.models import Accord
from socle.consentements.textes import PAR_CODE
from socle.dossier import ecritures
from socle.dossier.models import Dossier
from socle.dossier.noms import de
from socle.dossier.sortis import apres_la_sortie
from web.dossier.forms import AccordForm
from web.dossier.recu import recus
from web.dossier.views import sien

QUOI = ("destinataire", "elements", "aupres_de", "pour_quoi", "jusqu_a")


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def accord(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Collect the youth's agreement: choose, read it aloud, then note it. Two steps, the second shows the words."""
    objet = sien(request, dossier_id)
    mineur = est_mineur(objet, le=request.le)
    en_cours = accord_en_cours(objet, le=request.le)
    formulaire = AccordForm(
        request.POST or None,
        initial=_initial(objet, en_cours),
        porteur_id=objet.porteur_id,
        le=request.le,
        notes=signes_lisibles(dossier_id),
    )
    dit_oui = bool(request.POST.get("dit_oui"))
    recueil = RecueilForm(
        request.POST if dit_oui else None, qui_recueille=request.acteur.nom_complet, mineur=mineur
    )  # fmt: skip
    contexte: dict[str, Any] = {"dossier": objet, "formulaire": formulaire, "socle": PAR_CODE["dossier"]}
    if request.method == "POST" and formulaire.is_valid():
        dit = {nom: formulaire.cleaned_data[nom] for nom in QUOI} | {"mineur": mineur}
        if dit_oui and recueil.is_valid():
            return _recueillir(request, objet, formulaire.cleaned_data["id"], dit, recueil)
        contexte |= {"lu": ce_qui_sera_lu(dossier_id, **dit, le=request.le), "recueil": recueil}
    lire(request, [dossier_id])
    return render(request, "dossier/accord.html", contexte | {"en_cours": en_cours})


def _initial(objet: Dossier, en_cours: Accord | None) -> dict[str, Any]:
    """What is open today, ticked; of the end, only the day that was said."""
    if en_cours is None:
        return {"destinataire": objet.mission_locale_id}
    dit = {nom: getattr(en_cours, nom) for nom in ("elements", "aupres_de", "pour_quoi", "jusqu_a")}
    return {"destinataire": en_cours.destinataire_id} | {nom: valeur for nom, valeur in dit.items() if valeur}


def _recueillir(
    request: HttpRequest, objet: Dossier, accord_id: UUID, dit: dict[str, Any], recueil: RecueilForm
) -> HttpResponse:
    destinataire = dit["destinataire"]
    moment = {"dossier": objet, "maintenant": request.maintenant}
    try:
        # A 404 is committed like any answer: what was written before the refusal must not stay.
        with transaction.atomic():
            if objet.mission_locale_id != destinataire.pk:
                ecritures.choisir_mission_locale(mission_locale_id=destinataire.pk, le=request.le, **moment)
            consentements.recueillir(
                acteur=request.acteur, accord_id=accord_id, recueil=recueil.cleaned_data["recueil"],
                preuve=recueil.preuve(), **dit, **moment,
            )  # fmt: skip
    except IntegrityError:
        raise Http404 from None
    messages.success(request, f"L’accord {de(objet.nom_affiche)} est noté. {destinataire} voit le dossier.")
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
    ouverts = [a for a in liste if a.retire_le is None and (a.jusqu_a is None or a.jusqu_a >= request.le)]
    majeur = not est_mineur(objet, le=request.le)
    avant = [a for a in ouverts if majeur and est_mineur(objet, le=timezone.localdate(a.recueilli_le))]
    contexte = {"dossier": objet, "accords": liste, "accord_ouvert": bool(ouverts), "a_redemander": bool(avant)}
    return render(request, "dossier/accords.html", contexte)


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
    deja = []
    if request.acteur.structure_id == objet.dossier.porteur_id:
        deja = recus(dossier_id, le=request.le, structure_id=objet.destinataire_id)
    contexte = {"dossier": objet.dossier, "accord": objet, "recus": deja}
    return render(request, "dossier/retirer_accord.html", contexte)


@require_GET
@exige(Droit.REPERER)
@apres_la_sortie
def ce_qui_fut_recu(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What each structure could read, and what it opened: to print, and to give to the youth."""
    objet = sien(request, dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": objet, "recus": recus(dossier_id, le=request.le)}
    return render(request, "dossier/recu.html", contexte)
