"""« Jeunes »: the list, whose state is its URL, and the search, which leaves no trace of a name anywhere."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods

from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import Acteur, identifiant
from socle.dossier.models import Etape
from web.jeunes import lectures
from web.jeunes.filtres import ATTENTES, ETAPES, MIENS, PAR_DEFAUT, TRIS, Filtres, lire_filtres
from web.jeunes.lignes import lignes


@require_GET
@exige(Droit.SUIVRE)
def jeunes(request: HttpRequest) -> HttpResponse:
    avec = lectures.avec_qui(request.acteur)
    programmes = lectures.programmes_a_choisir(request.acteur)
    filtres = lire_filtres(request.GET.dict(), acteur=request.acteur, avec=avec, programmes=programmes)
    page = lectures.page(filtres, acteur=request.acteur)
    lire(request, [d.pk for d in page.dossiers])
    gabarit = "jeunes/jeunes.html#liste" if request.htmx else "jeunes/jeunes.html"
    reponse = render(request, gabarit, contexte(page, filtres, acteur=request.acteur, avec=avec, programmes=programmes))
    # One URL, two answers: a cache must not give the fragment for the page.
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


def contexte(
    page: lectures.Page, filtres: Filtres, *, acteur: Acteur, avec: dict[int, str], programmes: dict[str, str]
) -> dict[str, Any]:
    """What the list shows around its lines."""
    autre = "Mission locale" if acteur.est_porteur else "Porteur"
    listes = [
        ("etape", "Étape", "Toutes, sans les sortis", ETAPES, filtres.etape),
        ("attend", "Ce qui attend", "Tout", ATTENTES[acteur.nature], filtres.attend),
        ("suivi", "Suivi", "Par tous", MIENS, filtres.suivi),
        ("avec", autre, "Toutes" if acteur.est_porteur else "Tous", {str(k): v for k, v in avec.items()},
         str(filtres.avec or "")),
        ("programme", "Programme", "Tous", programmes, filtres.programme),
    ]  # fmt: skip
    return {
        "lignes": lignes(page.dossiers, acteur=acteur),
        "filtres": filtres,
        "listes": [
            _liste(filtres, *liste)
            for liste in listes
            if len(liste[3]) > 1 or liste[0] not in ("avec", "programme") or filtres.erreurs.get(liste[0])
        ],
        "tris": _liste(filtres, "tri", "Trier par", "", TRIS, filtres.tri, vide=False),
        "vues": _vues(filtres, acteur),
        "autre": autre,
        "precedente": filtres.url(avant=page.dossiers[0].pk) if page.precedente and page.dossiers else "",
        "suivante": filtres.url(apres=page.dossiers[-1].pk) if page.suivante and page.dossiers else "",
    }


def _liste(
    filtres: Filtres, nom: str, libelle: str, tout: str, choix: dict[str, str], choisi: str, vide: bool = True
) -> dict[str, Any]:
    options = [{"valeur": v, "libelle": dit, "choisie": v == choisi} for v, dit in choix.items()]
    if vide:
        options.insert(0, {"valeur": "", "libelle": tout, "choisie": not choisi})
    return {"nom": nom, "libelle": libelle, "options": options, "erreur": filtres.erreurs.get(nom, "")}


def _vues(filtres: Filtres, acteur: Acteur) -> list[dict[str, Any]]:
    """The filters that people come back to, one touch each."""
    etat = (filtres.etape, filtres.suivi, filtres.avec, filtres.attend, filtres.programme)
    vues = [("En cours", "", ""), ("Suivis par moi", "moi", "")]
    vues += [(libelle, "", code) for code, libelle in ATTENTES[acteur.nature].items()]
    dites = [
        {"libelle": dit, "url": Filtres(suivi=suivi, attend=attend).url(), "ici": etat == ("", suivi, None, attend, "")}
        for dit, suivi, attend in vues
    ]
    sortis = {
        "libelle": "Sortis",
        "url": Filtres(etape=Etape.SORTI).url(),
        "ici": etat == (Etape.SORTI, "", None, "", ""),
    }
    return [*dites, sortis]


class RechercheForm(forms.Form):
    """The words of a search."""

    q = forms.CharField(
        max_length=100,
        error_messages={
            "required": "Écrivez un prénom, un nom ou un surnom.",
            "max_length": "Cherchez avec cent caractères au plus.",
        },
    )


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def recherche(request: HttpRequest) -> HttpResponse:
    """Search by name. By POST, pages included: a name never enters a URL. A GET shows the empty form."""
    formulaire = RechercheForm(request.POST if request.method == "POST" else None)
    donnees: dict[str, Any] = {"formulaire": formulaire, "filtres": Filtres(tri=PAR_DEFAUT), "lignes": []}
    lire(request, [])
    if formulaire.is_valid():
        page = lectures.chercher(
            formulaire.cleaned_data["q"],
            acteur=request.acteur,
            apres=identifiant(request.POST.get("apres", "")),
            avant=identifiant(request.POST.get("avant", "")),
        )
        lire(request, [d.pk for d in page.dossiers])
        donnees |= {
            "fait": True,
            "lignes": lignes(page.dossiers, acteur=request.acteur),
            "autre": "Mission locale" if request.acteur.est_porteur else "Porteur",
            "avant": page.dossiers[0].pk if page.precedente and page.dossiers else None,
            "apres": page.dossiers[-1].pk if page.suivante and page.dossiers else None,
        }
    return render(request, "jeunes/recherche.html", donnees)
