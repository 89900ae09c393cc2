"""The week of a youth: read, written, repeated, cancelled and put back."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.activites import ecritures
from parcours.activites.forms import ActiviteForm
from parcours.activites.lectures import actions_ouvertes, page_de_semaine
from parcours.activites.models import Activite, Cadre, EtatDActivite, MotsDActivite
from parcours.plan.page import dossier_ecrit, dossiers_lus, ecrit
from regles.acces import Droit
from regles.semaine import Semaine, semaine_a, semaine_du, semaine_lue
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit
from socle.partage.lecteurs import autour_de
from socle.partage.models import Audience

POUR_QUI = (Audience.STRUCTURE.value, Audience.LES_DEUX.value)
"""Those who read the hours: the words are for no other page."""


def semaine_demandee(request: HttpRequest, fuseau: str) -> Semaine:
    """The week of the address, else the running one where the mission locale is. Raises Http404 for what is no week."""
    texte = request.GET.get("semaine", "")
    semaine = semaine_lue(texte) if texte else semaine_a(request.maintenant, fuseau)
    if semaine is None:
        raise Http404
    return semaine


def fuseau_de(dossier: Dossier) -> str:
    """Weeks are those of the mission locale; of the porteur while there is none."""
    return (dossier.mission_locale or dossier.porteur).fuseau


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def semaine_du_dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The seven days, the two counters, and what one may do next."""
    dossier = get_object_or_404(dossiers_lus(request), pk=dossier_id)
    lire(request, [dossier_id])
    semaine = semaine_demandee(request, fuseau_de(dossier))
    contexte = {
        "dossier": dossier,
        "page": page_de_semaine(dossier, semaine),
        "autour": autour_de(dossier, request.acteur),
        "ecrit": ecrit(request, dossier),
        "courante": semaine_a(request.maintenant, fuseau_de(dossier)),
        "actions": {a.pk: a.titre for a in actions_ouvertes(dossier)},
    }
    return render(request, "activites/semaine.html", contexte)


def _a_la_semaine(dossier_id: UUID, jour: date) -> HttpResponse:
    return redirect(f"{reverse('semaine_du_dossier', args=[dossier_id])}?semaine={semaine_du(jour)}")


def _neuve(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """What a new form holds: today when it is of the week, done unless it is to come, framed by who writes."""
    semaine = semaine_demandee(request, fuseau_de(dossier))
    jour = request.le if request.le in semaine.jours else semaine.lundi
    return {
        "id": uuid4(),
        "version": 1,
        "jour": jour,
        "etat": EtatDActivite.PREVUE if jour > request.le else EtatDActivite.FAITE,
        "cadre": Cadre.PORTEUR if request.acteur.est_porteur else Cadre.MISSION_LOCALE,
    }


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def ecrire_activite(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One more activity."""
    dossier = dossier_ecrit(request, dossier_id)
    formulaire = ActiviteForm(
        request.POST or None, autour=autour_de(dossier, request.acteur), actions=actions_ouvertes(dossier),
        defaut=Audience.LES_DEUX, parmi=POUR_QUI, initial=_neuve(request, dossier),
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        try:
            activite = ecritures.declarer(
                acteur=request.acteur, activite_id=formulaire.cleaned_data["id"] or uuid4(), dossier_id=dossier_id,
                dite=formulaire.dite(), mots=formulaire.mots(), maintenant=request.maintenant,
            )  # fmt: skip
        except IntegrityError:
            raise Http404 from None
        except Conflit as conflit:
            return _conflit(request, dossier, formulaire, conflit)
        messages.success(request, "L’activité est notée.")
        return _a_la_semaine(dossier_id, activite.jour)
    lire(request, [dossier_id])
    return render(request, "activites/ecrire.html", {"dossier": dossier, "formulaire": formulaire})


def _activite(request: HttpRequest, dossier_id: UUID, activite_id: UUID) -> tuple[Dossier, Activite]:
    """An activity that one's own structure declared. Raises Http404."""
    dossier = dossier_ecrit(request, dossier_id)
    siennes = Activite.objects.filter(structure_id=request.acteur.structure_id, sans_jour=False)
    return dossier, get_object_or_404(siennes.select_related("maj_par__compte"), pk=activite_id, dossier=dossier)


def _valeurs(activite: Activite) -> dict[str, Any]:
    """An activity and its words, as the fields of its form."""
    mots = MotsDActivite.objects.filter(pk=activite.pk).first()
    noms = ("version", "jour", "debut", "nature", "heures", "cadre", "etat")
    return {nom: getattr(activite, nom) for nom in noms} | {
        "action": str(activite.action_id or ""),
        "titre": mots.titre if mots else "",
        "commentaire": mots.commentaire if mots else "",
        "lecteurs": mots.lecteurs if mots else Audience.STRUCTURE.value,
    }


def _conflit(request: HttpRequest, dossier: Dossier, formulaire: ActiviteForm, conflit: Conflit) -> HttpResponse:
    """Both activities, who saved the other and when."""
    actuelle = conflit.actuel
    autre = Conflit(SimpleNamespace(pk=actuelle.pk, **_valeurs(actuelle)))
    for nom in ("id", "dit_pour"):
        formulaire.fields.pop(nom, None)
    instant = timezone.localtime(actuelle.maj_le)
    qui = actuelle.maj_par.compte.nom_complet
    dit = {
        "titre": f"{qui} a modifié cette activité à {instant.hour}\u00a0h\u00a0{instant.minute:02d}, "
        "pendant que vous écriviez",
        "effet": "Enregistrer votre version remet cette activité dans la semaine." if actuelle.annulee_le else "",
        "page": reverse("semaine_du_dossier", args=[dossier.pk]),
        "page_nom": "Semaine",
    }
    return conflit_de_texte(
        request, formulaire, autre, dossier=dossier, retour="modifier_activite", dit=dit, activite_id=actuelle.pk
    )


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def modifier_activite(request: HttpRequest, dossier_id: UUID, activite_id: UUID) -> HttpResponse:
    """Write one's own activity anew."""
    dossier, activite = _activite(request, dossier_id, activite_id)
    valeurs = _valeurs(activite)
    formulaire = ActiviteForm(
        request.POST or None, autour=autour_de(dossier, request.acteur), actions=actions_ouvertes(dossier),
        nature=activite.nature, domaine=ecritures.domaine_de(activite.nature).value, initial=valeurs,
        defaut=valeurs["lecteurs"], parmi=POUR_QUI,
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        dite = formulaire.dite()
        try:
            ecritures.modifier(
                acteur=request.acteur, activite=activite, version=formulaire.cleaned_data["version"], dite=dite,
                mots=formulaire.mots(), maintenant=request.maintenant,
            )  # fmt: skip
        except Conflit as conflit:
            return _conflit(request, dossier, formulaire, conflit)
        messages.success(request, "L’activité est à jour.")
        return _a_la_semaine(dossier_id, dite.jour)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "activite": activite, "formulaire": formulaire}
    return render(request, "activites/ecrire.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def annuler_activite(request: HttpRequest, dossier_id: UUID, activite_id: UUID) -> HttpResponse:
    """Cancel it, and offer to undo; what changed since the page was read is read again first."""
    _, activite = _activite(request, dossier_id, activite_id)
    version = request.POST.get("version", "")
    try:
        ecritures.annuler(
            acteur=request.acteur, activite=activite, maintenant=request.maintenant,
            version=int(version) if version.isascii() and version.isdigit() else 0,
        )  # fmt: skip
    except Conflit:
        messages.warning(
            request, "Cette activité a changé entre-temps. Rien n’est annulé\u00a0: relisez avant d’annuler."
        )
    else:
        defaire = reverse("remettre_activite", args=[dossier_id, activite_id])
        messages.success(request, "L’activité est annulée\u00a0: elle ne compte plus.", extra_tags=f"annuler={defaire}")
    return _a_la_semaine(dossier_id, activite.jour)


@require_POST
@exige(Droit.SUIVRE)
def remettre_activite(request: HttpRequest, dossier_id: UUID, activite_id: UUID) -> HttpResponse:
    """Put it back where it was."""
    _, activite = _activite(request, dossier_id, activite_id)
    ecritures.remettre(acteur=request.acteur, activite=activite, maintenant=request.maintenant)
    messages.success(request, "L’activité est remise dans la semaine.")
    return _a_la_semaine(dossier_id, activite.jour)


@require_POST
@exige(Droit.SUIVRE)
def repeter_semaine(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Plan the same as the week before."""
    dossier = dossier_ecrit(request, dossier_id)
    semaine = semaine_demandee(request, fuseau_de(dossier))
    combien = ecritures.repeter(
        acteur=request.acteur, dossier_id=dossier_id, semaine=semaine, maintenant=request.maintenant
    )
    if combien:
        activites = "1 activité prévue" if combien == 1 else f"{combien} activités prévues"
        messages.success(request, f"{activites} comme la semaine d’avant. Dites ensuite ce qui a été fait.")
    else:
        messages.info(request, "Rien à répéter de la semaine d’avant.")
    return _a_la_semaine(dossier_id, semaine.lundi)
