"""Holding the meeting on one screen, and the three signatures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parcours.plan.ecritures_versions import parties_de
from parcours.plan.lectures import plan_de
from parcours.plan.lectures_versions import Versions, versions_de
from parcours.tripartites import ecritures_tenue as ecritures
from parcours.tripartites import page
from parcours.tripartites.ecritures import PlusAttendu
from parcours.tripartites.forms import ManqueForm, SignerForm, TenirForm
from parcours.tripartites.lectures import ORDRE, prochain
from parcours.tripartites.models import Invite, Tripartite
from regles.acces import Droit
from regles.contrat import Partie
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit

MOTS = ("parole_jeune", "parole_porteur", "parole_mission_locale", "prochain_le")


def _formulaire(request: HttpRequest, dossier: Dossier, objet: Tripartite) -> TenirForm:
    tenu = objet.tenu_id is not None
    initial: dict[str, Any] = {nom: getattr(objet, nom) for nom in ("version", *MOTS)}
    if not tenu:
        jour = min(timezone.localtime(objet.debut).date(), request.le) if objet.debut else request.le
        initial |= {"tenu_le": jour, "prochain_le": prochain(dossier, apres=jour, le=request.le)}
    invites = list(Invite.objects.filter(tripartite=objet, retire_le=None).order_by(ORDRE, "nom"))
    return TenirForm(request.POST or None, initial=initial, dossier=dossier, invites=invites, le=request.le, tenu=tenu)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def tenir_tripartite(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """Who was there, what each says, the plan, the next date: the working sheet of the meeting."""
    dossier = page.dossier_ecrit(request, dossier_id)
    objet = page.tripartite_du(dossier, tripartite_id)
    if objet.annule_le is not None or objet.signe_le is not None:
        return page.change(request, objet)
    formulaire = _formulaire(request, dossier, objet)
    if request.method == "POST" and formulaire.is_valid():
        return _tenir(request, dossier, objet, formulaire)
    lire(request, [dossier_id])
    return render(request, "tripartites/tenir.html", _feuille(request, dossier, objet, formulaire))


def _feuille(request: HttpRequest, dossier: Dossier, objet: Tripartite, formulaire: TenirForm) -> dict[str, Any]:
    plan = plan_de(dossier, le=request.le)
    contexte = page.contexte(request, dossier, objet)
    signe = any(s.signee_le for s in contexte["lu"].signatures)
    return contexte | {"formulaire": formulaire, "plan": plan, "deja_signe": signe}


def _tenir(request: HttpRequest, dossier: Dossier, objet: Tripartite, formulaire: TenirForm) -> HttpResponse:
    champs = formulaire.cleaned_data
    fait: dict[str, Any] = {
        "acteur": request.acteur, "tripartite": objet, "version": champs["version"], "dit": formulaire.compte_rendu,
        "presences": formulaire.presences_dites, "maintenant": request.maintenant,
    }  # fmt: skip
    try:
        if objet.tenu_id is None:
            ecritures.tenir(tenu_le=champs["tenu_le"], le=request.le, **fait)
        else:
            ecritures.corriger(**fait)
    except Conflit as conflit:
        return _en_conflit(request, dossier, formulaire, conflit)
    except PlusAttendu:
        return page.change(request, objet)
    except (ecritures.JourImpossible, ecritures.DejaTenuCeJour) as erreur:
        deja = isinstance(erreur, ecritures.DejaTenuCeJour)
        dit = "Un autre entretien est noté ce jour-là." if deja else "Entre la rencontre avec le jeune et aujourd’hui."
        formulaire.add_error("tenu_le", dit)
        lire(request, [dossier.pk])
        return render(request, "tripartites/tenir.html", _feuille(request, dossier, objet, formulaire))
    messages.success(request, "C’est noté. Relisez ensemble, puis chacun signe.")
    return page.au_tripartite(objet)


def _en_conflit(request: HttpRequest, dossier: Dossier, formulaire: TenirForm, conflit: Conflit) -> HttpResponse:
    """Both texts: nothing that was typed is lost."""
    formulaire.sans_presences()
    actuel = conflit.actuel
    soi = actuel.maj_par_id == request.acteur.appartenance_id
    instant = timezone.localtime(actuel.maj_le)
    qui = "Vous avez" if soi else f"{actuel.maj_par.compte.nom_complet} a"
    dit = {
        "titre": f"{qui} enregistré ce compte rendu à {instant.hour}\u00a0h\u00a0{instant.minute:02d}, pendant que "
        "vous écriviez",
        "page": page.lien(request, actuel),
        "page_nom": "Entretien à trois",
    }
    return conflit_de_texte(
        request, formulaire, conflit, dossier=dossier, retour="tenir_tripartite", dit=dit, tripartite_id=actuel.pk
    )


def _partie(request: HttpRequest, dossier: Dossier, partie: str, *, pour_soi: bool = True) -> Partie:
    if partie not in set(Partie) or (pour_soi and Partie(partie) not in parties_de(request.acteur, dossier)):
        raise Http404
    return Partie(partie)


def _tenu(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> tuple[Dossier, Tripartite]:
    """A meeting that was held. Raises Http404."""
    dossier = page.dossier_ecrit(request, dossier_id)
    objet = page.tripartite_du(dossier, tripartite_id)
    if objet.tenu_id is None:
        raise Http404
    return dossier, objet


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def signer_tripartite(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID, partie: str) -> HttpResponse:
    """Say yes for one's side, or note when and how the youth said it; the same yes may accept the plan."""
    dossier, objet = _tenu(request, dossier_id, tripartite_id)
    qui = _partie(request, dossier, partie)
    versions = versions_de(dossier, plan_de(dossier, le=request.le))
    formulaire = SignerForm(
        request.POST or None, partie=qui, tenu_le=objet.tenu.tenu_le, le=request.le,
        numero=versions.attendue.numero if versions.attendue else None,
        initial={"version": objet.version, "signee_le": request.le, "plan": True},
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid() and _signer(request, objet, qui, formulaire, versions):
        return page.au_tripartite(objet)
    lire(request, [dossier_id])
    contexte = page.contexte(request, dossier, objet) | {"formulaire": formulaire, "partie": qui, "versions": versions}
    return render(request, "tripartites/signer.html", contexte)


def _signer(request: HttpRequest, objet: Tripartite, qui: Partie, formulaire: SignerForm, versions: Versions) -> bool:
    """True when it is signed, or when there is nothing left to sign here: the page of the meeting says it."""
    champs = formulaire.cleaned_data
    plan = versions.attendue.pk if champs.get("plan") and versions.attendue else None
    try:
        tous = ecritures.signer(
            acteur=request.acteur, tripartite=objet, partie=qui, version=champs["version"],
            signee_le=champs["signee_le"], recueil=champs.get("recueil", ""), plan=plan, le=request.le,
            maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.JourImpossible:
        formulaire.add_error("signee_le", "Entre l’entretien, la proposition du plan, et aujourd’hui.")
        return False
    except ecritures.PlusLesMemesMots:
        messages.warning(
            request, "Le compte rendu a changé depuis que vous l’avez lu\u00a0: relisez-le avant de signer."
        )
    except PlusAttendu:
        messages.warning(request, page.CHANGE)
    else:
        dit = "L’entretien est signé par les trois\u00a0: il ne change plus." if tous else "La signature est notée."
        messages.success(request, dit)
    return True


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def signature_qui_manque(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID, partie: str) -> HttpResponse:
    """Say why one of the three has not signed."""
    dossier, objet = _tenu(request, dossier_id, tripartite_id)
    qui = _partie(request, dossier, partie, pour_soi=False)
    formulaire = ManqueForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            dit = ecritures.expliquer(
                acteur=request.acteur, tripartite=objet, partie=qui, manque=formulaire.cleaned_data["manque"],
                maintenant=request.maintenant,
            )  # fmt: skip
        except PlusAttendu:
            return page.change(request, objet)
        if dit:
            messages.success(request, "C’est noté. La signature pourra encore être donnée.")
        else:
            messages.info(request, "Cette signature vient d’être donnée\u00a0: il n’y a rien à expliquer.")
        return page.au_tripartite(objet)
    lire(request, [dossier_id])
    contexte = page.contexte(request, dossier, objet) | {"formulaire": formulaire, "partie": qui}
    return render(request, "tripartites/manque.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def retirer_signature_a_trois(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID, partie: str) -> HttpResponse:
    """Take back a yes, or a reason, noted by mistake."""
    dossier, objet = _tenu(request, dossier_id, tripartite_id)
    qui = _partie(request, dossier, partie)
    try:
        ecritures.retirer_signature(acteur=request.acteur, tripartite=objet, partie=qui, maintenant=request.maintenant)
    except PlusAttendu:
        return page.change(request, objet)
    messages.success(request, "C’est retiré\u00a0: cette signature est de nouveau attendue.")
    return page.au_tripartite(objet)
