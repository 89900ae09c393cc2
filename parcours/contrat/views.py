"""The page of the contract, and what happens until it is open."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.contrat import ecritures, lectures
from parcours.contrat import situation as situations
from parcours.contrat.forms import ContratForm, OuvertureForm, SignatureForm
from parcours.contrat.models import PARTIES, Contrat
from parcours.contrat.termes import bareme_du, ce_qui_manque, regime_de
from regles.acces import Droit
from regles.contrat import Partie, nouveau_possible_le
from regles.noyau.temps import en_toutes_lettres
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier
from socle.dossier.noms import de
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit
from socle.droit.lectures import baremes

DEJA_OUVERT = "Ce contrat est déjà ouvert, ou sa préparation est abandonnée : voici où il en est."
PAS_ENTRE = "Le contrat se prépare après l’entrée, signée par les deux côtés en commission."
CHANGE = "Le contrat a changé pendant que vous lisiez : relisez-le avant de l’ouvrir."


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def contrat(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Where the contract is, and what to do next."""
    page = situations.page(dossier_id, acteur=request.acteur)
    lire(request, [dossier_id])
    return render(request, "contrat/contrat.html", situations.contexte(page))


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def preparer(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Write down what the paper says, or correct it."""
    dossier = _le_sien(request, dossier_id)
    actuel = lectures.en_preparation(dossier_id)
    formulaire = _formulaire(request, dossier, actuel, request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            _preparer(request, dossier, formulaire)
        except Conflit as conflit:
            return _conflit(request, dossier, conflit)
        except ecritures.Chevauche as autre:
            jour = en_toutes_lettres(autre.fini_le)
            formulaire.add_error("debut_le", f"Un contrat est ouvert jusqu’au {jour} : celui-ci commence après.")
        except ecritures.PasEncoreEntre:
            messages.warning(request, PAS_ENTRE)
            return redirect("contrat", dossier_id)
        except ecritures.DejaOuvert:
            messages.warning(request, DEJA_OUVERT)
            return redirect("contrat", dossier_id)
        else:
            messages.success(request, f"Le contrat {de(dossier.nom_affiche)} est prêt à être signé sur papier.")
            return redirect("contrat", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "formulaire": formulaire, "actuel": actuel, **_delai(dossier, actuel)}
    return render(request, "contrat/preparer.html", contexte)


def _le_sien(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """A dossier that this hat's structure holds, on one side or the other."""
    dossiers = Dossier.objects.select_related("mission_locale", "porteur")
    return get_object_or_404(dossiers, un_des_deux_cotes(request.acteur), pk=dossier_id, mission_locale__isnull=False)


def _formulaire(
    request: HttpRequest, dossier: Dossier, actuel: Contrat | None, donnees: QueryDict | None
) -> ContratForm:
    initial: dict[str, Any] = {"referent_id": dossier.conseiller_id, "debut_le": request.le}
    if actuel is not None:
        noms = ("id", "version", "debut_le", "fin_prevue_le", "heures", "referent_id", "reference", "circonstances")
        initial = {n: getattr(actuel, n) for n in noms} | {"regime": regime_de(actuel)}
    return ContratForm(
        donnees,
        initial=initial,
        le=request.le,
        departement=dossier.departement,
        baremes=baremes(),
        membres=situations.membres(dossier, le=request.le),
    )


def _delai(dossier: Dossier, actuel: Contrat | None) -> dict[str, Any]:
    """When a contract came before: the day from which a new one needs no reason."""
    fini_le = lectures.precedent_fini_le(dossier.pk, debut_le=date.max)
    if fini_le is None:
        return {"precedent_le": None}
    return {
        "precedent_le": fini_le,
        "sans_motif_le": nouveau_possible_le(fini_le, bareme=bareme_du(dossier, fini_le)),
    }


def _preparer(request: HttpRequest, dossier: Dossier, formulaire: ContratForm) -> None:
    saisi = formulaire.cleaned_data
    try:
        # A 404 is committed like any answer: what was written before the refusal must not stay.
        with transaction.atomic():
            ecritures.preparer(
                acteur=request.acteur,
                contrat_id=saisi["id"],
                version=saisi["version"],
                dossier_id=dossier.pk,
                termes=formulaire.termes(),
                le=request.le,
                maintenant=request.maintenant,
            )
    except (IntegrityError, ecritures.PasDuContrat, ecritures.ReferentInconnu):
        # The id of a contract of somebody else's dossier, or a referent who left meanwhile.
        raise Http404 from None


def _conflit(request: HttpRequest, dossier: Dossier, conflit: Conflit) -> HttpResponse:
    """Both texts; what is saved next is said of the contract that is there."""
    actuel = conflit.actuel
    actuel.regime = regime_de(actuel)
    donnees = request.POST.copy()
    donnees["id"] = str(actuel.pk)
    formulaire = _formulaire(request, dossier, None, donnees)
    formulaire.is_valid()
    return conflit_de_texte(request, formulaire, conflit, dossier=dossier, retour="preparer_contrat")


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def noter_signature(request: HttpRequest, dossier_id: UUID, partie: str) -> HttpResponse:
    """Note the day one of the three signed."""
    dossier, prepare, qui = _a_signer(request, dossier_id, partie)
    if prepare is None:
        messages.warning(request, DEJA_OUVERT)
        return redirect("contrat", dossier_id)
    formulaire = SignatureForm(request.POST or None, le=request.le)
    if request.method == "POST" and formulaire.is_valid():
        _noter(request, dossier, prepare, qui, formulaire)
        return redirect("contrat", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "formulaire": formulaire, "partie": qui.value, "qui": dict(PARTIES)[qui.value]}
    return render(request, "contrat/signature.html", contexte)


def _a_signer(request: HttpRequest, dossier_id: UUID, partie: str) -> tuple[Dossier, Contrat | None, Partie]:
    """Raises Http404 for a signature that is for the other side to note."""
    dossier = _le_sien(request, dossier_id)
    sienne = Partie.PORTEUR if dossier.porteur_id == request.acteur.structure_id else Partie.MISSION_LOCALE
    if partie not in (Partie.JEUNE, sienne):
        raise Http404
    return dossier, lectures.en_preparation(dossier_id), Partie(partie)


def _noter(request: HttpRequest, dossier: Dossier, prepare: Contrat, qui: Partie, formulaire: SignatureForm) -> None:
    try:
        notee = ecritures.noter_signature(
            acteur=request.acteur,
            contrat=prepare,
            partie=qui,
            signee_le=formulaire.cleaned_data["signee_le"],
            le=request.le,
            maintenant=request.maintenant,
        )
    except ecritures.DejaOuvert:
        messages.warning(request, DEJA_OUVERT)
        return
    if not notee:
        messages.info(request, "Cette signature était déjà notée.")
        return
    manques = ce_qui_manque(prepare, dossier)
    dit = {Partie.JEUNE: "du jeune", Partie.PORTEUR: "du porteur", Partie.MISSION_LOCALE: "de la mission locale"}[qui]
    suite = " Le contrat peut être ouvert." if not manques else ""
    retour = reverse("retirer_signature_contrat", args=[dossier.pk, qui.value])
    messages.success(request, f"La signature {dit} est notée.{suite}", extra_tags=f"annuler={retour}")


@require_POST
@exige(Droit.SUIVRE)
def retirer_signature(request: HttpRequest, dossier_id: UUID, partie: str) -> HttpResponse:
    """Take back a signature noted by mistake, until the contract is open."""
    _, prepare, qui = _a_signer(request, dossier_id, partie)
    try:
        if prepare is None:
            raise ecritures.DejaOuvert
        ecritures.retirer_signature(acteur=request.acteur, contrat=prepare, partie=qui, maintenant=request.maintenant)
    except ecritures.DejaOuvert:
        messages.warning(request, DEJA_OUVERT)
    else:
        messages.success(request, "La signature n’est plus notée.")
    return redirect("contrat", dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
def ouvrir(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The mission locale's legal representative, or a delegate, opens the contract."""
    page = situations.page(dossier_id, acteur=request.acteur)
    if not page.tient:
        raise Http404
    if page.prepare is None or page.manques:
        messages.warning(request, _pas_encore(page))
        lire(request, [dossier_id])
        return redirect("contrat", dossier_id)
    initial = {"version": page.prepare.version}
    formulaire = OuvertureForm(request.POST or None, initial=initial)
    if request.method == "POST" and formulaire.is_valid():
        _ouvrir(request, page, formulaire)
        return redirect("contrat", dossier_id)
    lire(request, [dossier_id])
    return render(
        request, "contrat/ouvrir.html", {**situations.contexte(page), "formulaire": formulaire, "action": request.path}
    )


def _pas_encore(page: situations.Page) -> str:
    if page.prepare is None:
        return "Aucun contrat n’attend d’être ouvert."
    return f"Pour l’ouvrir, il manque encore : {', '.join(page.manques)}."


def _ouvrir(request: HttpRequest, page: situations.Page, formulaire: OuvertureForm) -> None:
    assert page.prepare is not None
    try:
        ecritures.ouvrir(
            acteur=request.acteur,
            contrat=Contrat.objects.get(pk=page.prepare.id),
            maintenant=request.maintenant,
            **formulaire.cleaned_data,
        )
    except Conflit:
        messages.warning(request, CHANGE)
    except ecritures.Incomplet as incomplet:
        dits = ", ".join(situations.MANQUES[m] for m in incomplet.manques)
        messages.warning(request, f"Pour l’ouvrir, il manque encore : {dits}.")
    except ecritures.DejaOuvert:
        messages.warning(request, DEJA_OUVERT)
    except ecritures.PasDuContrat:
        raise Http404 from None
    else:
        messages.success(request, f"Le contrat {de(page.dossier.nom_affiche)} est ouvert.")


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def abandonner(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Give up a preparation: first the question, then the act."""
    dossier = _le_sien(request, dossier_id)
    prepare = lectures.en_preparation(dossier_id)
    lire(request, [dossier_id])
    if prepare is None:
        messages.warning(request, DEJA_OUVERT)
        return redirect("contrat", dossier_id)
    if request.method == "GET":
        return render(request, "contrat/abandonner.html", {"dossier": dossier, "action": request.path})
    try:
        ecritures.abandonner(acteur=request.acteur, contrat=prepare, maintenant=request.maintenant)
    except ecritures.DejaOuvert:
        messages.warning(request, DEJA_OUVERT)
    else:
        messages.success(request, "La préparation du contrat est abandonnée.")
    return redirect("contrat", dossier_id)
