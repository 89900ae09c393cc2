"""The law for everybody: what is in force, since when, by which text; where territories depart from it."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from parcours.eligibilite.mots import dire_valeur
from regles.acces import Droit
from regles.noyau.bareme import Baremes, Effet
from regles.noyau.territoire import REGIONS, region_de
from regles.petits_nombres import SEUIL
from socle.acces.droits import exige
from socle.droit.lectures import a_cesse, actes, actes_valant_dans, baremes, fin_de, s_applique, territoire_de
from socle.droit.models import Derogation
from socle.partenariats.models import MomentDuJugement
from web.composants.programmes import nommer
from web.droit.changements import PAS_DE_REGLE, changements
from web.droit.dossiers import suite_de
from web.droit.ecarts import pratiques, tableau
from web.droit.forms import JourForm, RegardForm
from web.droit.lectures import dire_effet, dire_motif, dire_nationale, dire_objet, regle, themes

DERNIERS = 6
"""How many past changes the page of today shows."""


@require_GET
@exige(Droit.PUBLIC)
def regles(request: HttpRequest) -> HttpResponse:
    """Every value in force on a day, nationally or in a département, with what changes before and after."""
    formulaire = RegardForm(_demande(request))
    lu = formulaire.cleaned_data if formulaire.is_valid() else {}
    le, departement = lu.get("le") or request.le, lu.get("departement") or None
    droit = baremes()
    ici = list(actes_valant_dans(departement)) if departement else []
    contexte = {
        "formulaire": formulaire,
        "jour": le,
        "departement": departement,
        "region": REGIONS[region_de(departement)][0] if region_de(departement) else "",
        "themes": themes(droit, ici, le=le, departement=departement),
        "empreinte": droit.empreinte,
    }
    return render(request, "droit/regles.html", contexte | _changements(droit, ici, departement, le, request.le))


def _demande(request: HttpRequest) -> dict[str, str]:
    """What the address asks; today when it names no day."""
    return {
        "le": request.GET.get("le") or request.le.isoformat(),
        "departement": request.GET.get("departement", ""),
    }


def _changements(droit: Baremes, ici: list[Derogation], departement: str | None, le: date, aujourdhui: date) -> dict:
    """What changed between the day looked at and today, and what is to come after both."""
    debut, fin = sorted((le, aujourdhui))
    tous = changements(droit, ici, departement=departement, apres=date.min, jusqu_a=None)
    # When a rule was born is said on its own page: here, what changed among those that were there.
    passes = [c for c in tous if c.le <= fin and c.avant != PAS_DE_REGLE]
    return {
        "entre": [c for c in tous if debut < c.le <= fin],
        "a_venir": [c for c in tous if c.le > fin],
        "derniers": passes[: -DERNIERS - 1 : -1] if le == aujourdhui else [],
    }


@require_GET
@exige(Droit.PUBLIC)
def regle_detaillee(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """One value through time, and every act that ever departed from it."""
    droit = baremes()
    parametre = next((p for p in droit.parametres if (p.programme, p.code) == (programme, code)), None)
    if parametre is None:
        raise Http404
    siens = list(actes().filter(programme=programme, cible=code, effet=Effet.REMPLACER))
    periodes = [
        {
            "periode": p,
            "valeur": "" if p.valeur is None else dire_valeur(p.valeur, parametre.unite),
            "motif": dire_motif(p.motif),
            "source": droit.textes[p.source] if p.source else None,
            "courante": p.du <= request.le and (p.au is None or request.le <= p.au),
        }
        for p in reversed(parametre.periodes)
    ]
    contexte = {
        "parametre": parametre,
        "nom": nommer(programme),
        "aujourdhui": regle(droit, parametre, (), le=request.le, departement=None),
        "periodes": periodes,
        "actes": [dit(a, droit, le=request.le) for a in siens],
    }
    return render(request, "droit/regle.html", contexte)


@require_GET
@exige(Droit.PUBLIC)
def ecarts(request: HttpRequest) -> HttpResponse:
    """Territories side by side; then how missions locales proceed, which is not law."""
    formulaire = JourForm(_demande(request))
    lu = formulaire.cleaned_data if formulaire.is_valid() else {}
    le = lu.get("le") or request.le
    colonnes, lignes = tableau(baremes(), actes(), le=le)
    contexte = {
        "formulaire": formulaire,
        "jour": le,
        "colonnes": colonnes,
        "lignes": [(ligne.territoire, list(zip(colonnes, ligne.cases, strict=True))) for ligne in lignes],
        "moments": [libelle for _, libelle in MomentDuJugement.choices],
        "pratiques": pratiques(le=le),
        "seuil": SEUIL,
    }
    return render(request, "droit/ecarts.html", contexte)


@require_GET
@exige(Droit.PUBLIC)
def acte(request: HttpRequest, acte_id: UUID) -> HttpResponse:
    """One act: what it changes, where, from when to when, who signed it for its structure (never by name)."""
    lu = get_object_or_404(actes(), pk=acte_id)
    dit_ = dit(lu, baremes(), le=request.le)
    a_nous = _a_nous(request, lu)
    suite = suite_de(lu) if a_nous else None
    return render(request, "droit/acte.html", {"a": dit_, "a_nous": a_nous and not dit_["fini"], "mesure": suite})


def _a_nous(request: HttpRequest, lu: Derogation) -> bool:
    """Whether the hat worn may end or replace it."""
    if request.acteur is None or Droit.REGLER not in request.acteur.droits:
        return False
    if lu.structure_id != request.acteur.structure_id:
        return False
    territoire = territoire_de(request.acteur.structure_id)
    return territoire is not None and (territoire.departement, territoire.region) == (lu.departement, lu.region)


def dit(acte_: Derogation, droit: Baremes, *, le: date) -> dict:
    """An act in words, as its page and the lists show it."""
    return {
        "acte": acte_,
        "territoire": territoire_dit(acte_),
        "objet": dire_objet(acte_, droit),
        "effet": dire_effet(acte_),
        "programme": nommer(acte_.programme),
        "remplace": acte_.effet == Effet.REMPLACER,
        "nationale": _nationale(acte_, droit, le),
        "fin": fin_de(acte_),
        "annule": acte_.dernier_jour is not None and acte_.dernier_jour < acte_.du,
        "fini": a_cesse(acte_, le=le),
        "termine": acte_.terminee_le is not None,
        "en_cours": s_applique(acte_, le=le),
    }


def _nationale(acte_: Derogation, droit: Baremes, le: date) -> str:
    connues = {(p.programme, p.code) for p in droit.parametres}
    if acte_.effet != Effet.REMPLACER or (acte_.programme, acte_.cible) not in connues:
        return ""
    return dire_nationale(droit, acte_.programme, acte_.cible, le=max(le, acte_.du))


def territoire_dit(acte_: Derogation) -> str:
    """« Département 35 », « Région Bretagne »."""
    if acte_.region:
        return f"Région {REGIONS[acte_.region][0]}" if acte_.region in REGIONS else f"Région {acte_.region}"
    return f"Département {acte_.departement}"
