"""The week of all one's youths on one page: hours by nature, typed down the columns, saved at once."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from parcours.activites import ecritures_semaines, grille
from parcours.activites.ecritures import PasSonCote
from parcours.activites.lectures import en_heures
from parcours.activites.models import Activite, NatureDActivite
from parcours.activites.views import semaine_demandee
from regles.acces import Droit
from regles.semaine import Semaine, semaine_a
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import identifiant


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def semaines(request: HttpRequest) -> HttpResponse:
    """A row for each youth, a column for each nature."""
    semaine = semaine_demandee(request, request.acteur.fuseau)
    if request.method == "POST":
        return _ecrire(request, semaine)
    page = Paginator(grille.mes_jeunes(request.acteur), grille.PAR_PAGE).get_page(request.GET.get("page"))
    return _montrer(request, semaine, grille.lignes(list(page), semaine, request.acteur), page=page)


def _montrer(
    request: HttpRequest, semaine: Semaine, lignes: list[grille.Ligne], status: int = 200, page: Page | None = None
) -> HttpResponse:
    lire(request, [ligne.dossier.pk for ligne in lignes])
    contexte = {
        "semaine": semaine,
        "courante": semaine_a(request.maintenant, request.acteur.fuseau),
        "natures": NatureDActivite,
        "lignes": lignes,
        "fautives": [ligne for ligne in lignes if ligne.fautives],
        "page": page,
    }
    return render(request, "activites/semaines.html", contexte, status=status)


def _postes(request: HttpRequest) -> list[UUID]:
    """The youths that the form speaks of."""
    noms = (nom.removeprefix("h-").partition(".")[0] for nom in request.POST if nom.startswith("h-"))
    return list(dict.fromkeys(cle for nom in noms if (cle := identifiant(nom)) is not None))


def _ecrire(request: HttpRequest, semaine: Semaine) -> HttpResponse:
    """All that was typed is written, but what is not understood and what somebody else wrote meanwhile."""
    postes = _postes(request)
    saisie = grille.lire_la_saisie(request.POST, postes)
    try:
        conflits = ecritures_semaines.saisir(
            acteur=request.acteur, semaine=semaine, cellules=saisie.cellules, le=request.le,
            maintenant=request.maintenant,
        ) if saisie.cellules else []  # fmt: skip
    except PasSonCote:
        raise Http404 from None
    if conflits or saisie.erreurs:
        return _reprendre(request, semaine, postes, saisie, conflits)
    lire(request, [c.dossier_id for c in saisie.cellules])
    messages.success(request, f"La semaine {semaine.numero} est enregistrée." if saisie.cellules else "Rien à changer.")
    return redirect(f"{reverse('semaines')}?{request.GET.urlencode()}".rstrip("?"))


def _reprendre(
    request: HttpRequest, semaine: Semaine, postes: list[UUID], saisie: grille.Saisie, conflits: list[Activite]
) -> HttpResponse:
    """The grid again, each word that was typed and not written kept in its cell, beside what somebody else wrote."""
    jeunes = list(ecritures_semaines.ouverts_a(request.acteur, postes).order_by("prenom", "pk"))
    lignes = grille.lignes(jeunes, semaine, request.acteur)
    dits = saisie.erreurs | {f"{a.dossier_id}.{a.nature}": _dit(a) for a in conflits}
    for ligne in lignes:
        for case in ligne.cases:
            if case.nom in dits:
                case.erreur, case.texte = dits[case.nom], saisie.textes[case.nom]
    return _montrer(request, semaine, lignes, status=409 if conflits else 200)


def _dit(activite: Activite) -> str:
    instant = timezone.localtime(activite.maj_le)
    qui, quoi = activite.maj_par.compte.nom_complet, en_heures(activite.minutes)
    return (
        f"{qui} a noté {quoi} à {instant.hour}\u00a0h\u00a0{instant.minute:02d}, pendant que vous écriviez. "
        "Gardez votre nombre ou reprenez le sien, puis enregistrez de nouveau."
    )
