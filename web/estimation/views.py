"""The allocation estimated: a form and its answer, at one address. Nothing is kept, nothing travels in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from regles.acces import Droit
from regles.allocation import estimer
from regles.estimation import Demande, Estimation
from regles.euros import en_euros
from socle.acces.droits import exige
from socle.acces.lecture_seule import lecture_seule
from socle.droit.lectures import baremes
from web.composants.typographie import francais
from web.estimation.forms import DemandeForm
from web.estimation.lectures import dernier_jour_connu, lignes, sans_texte_propre, valeurs_du_jour
from web.estimation.texte import en_texte
from web.simulateur.frein import freine


@require_http_methods(["GET", "POST"])
@exige(Droit.PUBLIC)
@sensitive_post_parameters()
@freine
def estimation(request: HttpRequest) -> HttpResponse:
    """Ask, answer, or ask again with the answers as they were (`modifier`). Not one of the three writes."""
    if request.method != "POST":
        return _demander(request, DemandeForm(le=request.le))
    with lecture_seule():
        if "modifier" in request.POST:
            dits = {nom: request.POST.getlist(nom) for nom in DemandeForm.base_fields if nom in request.POST}
            initial = {nom: v if nom == "situations" else v[0] for nom, v in dits.items()}
            return _demander(request, DemandeForm(initial=initial, le=request.le))
        formulaire = DemandeForm(request.POST, le=request.le)
        if not formulaire.is_valid():
            return _demander(request, formulaire)
        return _repondre(request, formulaire)


def _demander(request: HttpRequest, formulaire: DemandeForm) -> HttpResponse:
    return render(request, "estimation/questions.html", {"formulaire": formulaire})


def _repondre(request: HttpRequest, formulaire: DemandeForm) -> HttpResponse:
    droit, demande = baremes(), formulaire.demande
    trouvee = estimer(demande, le=formulaire.le, baremes=droit)
    toutes = lignes(trouvee)
    valeurs = valeurs_du_jour(trouvee, departement=demande.departement, baremes=droit)
    autre = dernier_jour_connu(demande, trouvee, baremes=droit)
    titre, lieu = _titre(trouvee), _lieu(demande)
    contexte = {
        "e": trouvee,
        "titre": titre,
        "lieu": lieu,
        "rien": trouvee.montant == 0,
        "lignes": [ligne for ligne in toutes if ligne.code != "SEUIL"],
        "seuil": next((ligne for ligne in toutes if ligne.code == "SEUIL"), None),
        "valeurs": valeurs,
        "autre_le": autre and autre.le,
        "autre_montant": autre and en_euros(autre.montant),
        "conditions": [droit.textes[code] for code in ("ct-l5131-6-allocation", "ct-d5131-19")],
        "departement": demande.departement,
        "sans_texte_propre": sans_texte_propre(demande.departement),
        "dites": formulaire.dites(),
        "redites": formulaire.redites(),
        "texte": francais(en_texte(trouvee, titre=titre, lieu=lieu, lignes=toutes, valeurs=valeurs)),
    }
    return render(request, "estimation/reponse.html", contexte)


def _titre(trouvee: Estimation) -> str:
    if trouvee.montant is None:
        return "Montant inconnu"
    return f"{en_euros(trouvee.montant)} par mois" if trouvee.montant else "Pas d’allocation"


def _lieu(demande: Demande) -> str:
    """Which law was applied: acts belong to a territory."""
    return f"département {demande.departement}" if demande.departement else "règles nationales"
