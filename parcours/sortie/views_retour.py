"""« Il revient »: from a dossier that is closed, a new one opens."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from parcours.sortie import retours
from parcours.sortie.forms import RetourForm
from parcours.sortie.models import Motif, Sortie
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.ecritures import DossierDejaPris, MissionLocaleSansPartenariat
from socle.dossier.models import Dossier
from socle.dossier.noms import de
from socle.dossier.sortis import apres_la_sortie
from socle.partenariats.conventions import programmes_de
from socle.partenariats.lectures import missions_locales_de


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
@apres_la_sortie
def il_revient(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Open a new dossier for a youth who left and is met again."""
    sortie = get_object_or_404(
        Sortie.objects.select_related("dossier").exclude(motif=Motif.DECES),
        dossier_id=dossier_id,
        dossier__porteur_id=request.acteur.structure_id,
        annulee_le=None,
    )
    formulaire = _formulaire(request, sortie)
    if request.method == "POST" and formulaire.is_valid():
        try:
            # A 404 is committed like any answer: what was written before the refusal must not stay.
            with transaction.atomic():
                nouveau = _revenir(request, sortie.dossier, formulaire)
        except retours.DejaRevenu as deja:
            messages.info(request, "Ce jeune est déjà revenu : voici son nouveau dossier.")
            return redirect("dossier", deja.dossier_id)
        except MissionLocaleSansPartenariat:
            formulaire.add_error("mission_locale", "Votre structure ne travaille pas avec cette mission locale.")
        except (DossierDejaPris, IntegrityError, retours.PasSorti):
            raise Http404 from None
        else:
            messages.success(
                request, f"Le nouveau dossier {de(nouveau.nom_affiche)} est ouvert. Seule votre structure le voit."
            )
            return redirect("dossier", nouveau.pk)
    lire(request, [dossier_id])
    contexte = {"dossier": sortie.dossier, "s": sortie, "formulaire": formulaire}
    return render(request, "sortie/il_revient.html", contexte)


def _formulaire(request: HttpRequest, sortie: Sortie) -> RetourForm:
    ancien = sortie.dossier
    initial = {nom: getattr(ancien, nom) for nom in RetourForm.IDENTITE}
    return RetourForm(
        request.POST or None,
        initial=initial
        | {
            "repere_le": request.le,
            "dossier_id": uuid4(),
            "mission_locale": ancien.mission_locale_id,
            "programme": ancien.programme,
        },
        programmes=programmes_de(request.acteur.structure_id, le=request.le),
        missions_locales=missions_locales_de(request.acteur.structure_id, le=request.le),
        sorti_le=sortie.le,
        le=request.le,
    )


def _revenir(request: HttpRequest, ancien: Dossier, formulaire: RetourForm) -> Dossier:
    saisi = formulaire.cleaned_data
    mission_locale = saisi["mission_locale"]
    return retours.revenir(
        acteur=request.acteur,
        ancien=ancien,
        dossier_id=saisi["dossier_id"],
        repere_le=saisi["repere_le"],
        identite={nom: saisi[nom] for nom in RetourForm.IDENTITE},
        lieu=saisi["lieu"],
        demande=saisi["demande"],
        mission_locale_id=mission_locale.pk if mission_locale else None,
        programme=saisi.get("programme"),
        le=request.le,
        maintenant=request.maintenant,
    )
