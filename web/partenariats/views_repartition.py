"""Who does what between a porteur and a mission locale: say, compare, propose, agree, print."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.dossier.domaines import Domaine
from socle.partenariats.models import Partenariat
from socle.partenariats.pratiques import DejaRepondu, EcriteParSoi, PasDeCeCote, cote_du
from socle.repartition import document, ecritures, lectures
from socle.repartition.lectures import Comparaison, Etat
from socle.repartition.lignes import depuis_json
from socle.repartition.models import Phase, Repartition, TachePropre
from web.partenariats.forms_repartition import CroyancesForm, TachePropreForm
from web.partenariats.views import DEJA_REPONDU, le_partenariat

DIFFERENCES = "differe"


@dataclass(frozen=True, slots=True)
class Filtre:
    """What of the table is shown, as the URL says it; what it does not know shows everything."""

    domaine: str
    voir: str

    @classmethod
    def de(cls, request: HttpRequest) -> "Filtre":
        domaine, voir = request.GET.get("domaine", ""), request.GET.get("voir", "")
        return cls(domaine if domaine in Domaine.values else "", DIFFERENCES if voir == DIFFERENCES else "")

    @property
    def actif(self) -> bool:
        """Something is left out."""
        return bool(self.domaine or self.voir)

    def garde(self, une: Comparaison) -> bool:
        """Whether this line is shown."""
        if self.voir and une.etat is not Etat.DIFFERE:
            return False
        return not self.domaine or une.tache.domaine == self.domaine


def _commun(request: HttpRequest, lien: Partenariat) -> dict[str, Any]:
    return {
        "lien": lien,
        "autre": lien.mission_locale if request.acteur.est_porteur else lien.porteur,
        "cote": cote_du(request.acteur, lien),
        "ecrit": Droit.CONVENIR in request.acteur.droits,
    }


@require_GET
@exige(Droit.CASQUETTE)
def repartition(request: HttpRequest, partenariat_id: int) -> HttpResponse:
    """Every task: what is in force, what each side believes, where the two differ."""
    lien = le_partenariat(request, partenariat_id)
    commun = _commun(request, lien)
    versions, filtre = lectures.versions_de(lien), Filtre.de(request)
    toutes = lectures.comparer(lien, commun["cote"], versions.en_vigueur)
    contexte = {
        **commun,
        "groupes": lectures.par_phase(une for une in toutes if filtre.garde(une)),
        "filtre": filtre,
        "domaines": _domaines(toutes, filtre),
        "comptes": {etat.value: sum(une.etat is etat for une in toutes) for etat in Etat},
        "total": len(toutes),
        "a_proposer": sum(une.a_proposer for une in toutes),
        "dites": sum(une.nous is not None for une in toutes),
        **_etat(versions),
    }
    return render(request, "partenariats/repartition.html", contexte)


def _domaines(toutes: list[Comparaison], filtre: Filtre) -> list[dict[str, Any]]:
    presents = {une.tache.domaine for une in toutes}
    return [
        {"code": code, "libelle": dit, "ici": code == filtre.domaine}
        for code, dit in Domaine.choices
        if code in presents
    ]


def _etat(versions: lectures.Versions) -> dict[str, Any]:
    """Where the versions stand, for every page that shows them."""
    en_vigueur = versions.en_vigueur
    ecartees = [r for r in versions.toutes if r.ecartee_le]
    return {
        "en_vigueur": en_vigueur,
        "numero": versions.numero(en_vigueur) if en_vigueur else None,
        "attendue": versions.attendue,
        "anciennes": [
            {"version": r, "numero": versions.numero(r), "jusqu_au": versions.jusqu_au(r)}
            for r in versions.convenues[1:]
        ],
        "ecartees": ecartees,
        "avant": len(versions.convenues[1:]) + len(ecartees),
    }


@require_http_methods(["GET", "POST"])
@exige(Droit.CONVENIR)
def dire_repartition(request: HttpRequest, partenariat_id: int, phase: str) -> HttpResponse:
    """Say what one's side believes of the tasks of a phase; the answer of the other side is not shown here."""
    if phase not in Phase.values:
        raise Http404
    lien = le_partenariat(request, partenariat_id)
    commun, statut = _commun(request, lien), 200
    taches = [t for t in lectures.taches_de(lien) if t.phase == phase]
    formulaire = CroyancesForm(
        request.POST or None, taches=[t for t in taches if not t.reserve],
        dites=lectures.croyances_de(lien)[commun["cote"]],
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.dire(
                acteur=request.acteur, partenariat=lien, dites=formulaire.reponses(), maintenant=request.maintenant
            )
        except ecritures.Conflits as conflits:
            formulaire.contredire(conflits.actuelles)
            statut = 409
        except ecritures.TacheReservee:
            messages.warning(request, "Une tâche vient d’être retirée : vos autres réponses sont à redire.")
            return redirect("dire_repartition", lien.pk, phase)
        else:
            return _ensuite(request, lien, phase)
    rang = Phase.values.index(phase)
    contexte = {
        **commun, "formulaire": formulaire, "phase": Phase(phase), "rang": rang + 1, "total": len(Phase.values),
        "derniere": rang + 1 == len(Phase.values), "reservees": [t for t in taches if t.reserve],
    }  # fmt: skip
    return render(request, "partenariats/dire.html", contexte, status=statut)


def _ensuite(request: HttpRequest, lien: Partenariat, phase: str) -> HttpResponse:
    rang = Phase.values.index(phase) + 1
    if "continuer" in request.POST and rang < len(Phase.values):
        return redirect("dire_repartition", lien.pk, Phase.values[rang])
    messages.success(request, "C’est noté. Voici où vous dites pareil, et où non.")
    return redirect(reverse("repartition", args=[lien.pk]) + f"#phase-{phase}")


@require_http_methods(["GET", "POST"])
@exige(Droit.CONVENIR)
def proposer_repartition(request: HttpRequest, partenariat_id: int) -> HttpResponse:
    """Read again what one's side says of every task, and propose exactly that."""
    lien = le_partenariat(request, partenariat_id)
    commun, statut, change = _commun(request, lien), 200, False
    if request.method == "POST":
        try:
            return _proposer(request, lien)
        except ecritures.AChange:
            statut, change = 409, True
    lignes = ecritures.a_proposer(lien, commun["cote"])
    contexte = {
        **commun,
        "groupes": lectures.par_phase(lignes),
        "sans_personne": lectures.sans_personne(lignes),
        "id": uuid4(),
        "lue": ecritures.empreinte(lignes),
        "change": change,
    }
    return render(request, "partenariats/proposer_repartition.html", contexte, status=statut)


def _proposer(request: HttpRequest, lien: Partenariat) -> HttpResponse:
    autre = _commun(request, lien)["autre"]
    try:
        ecritures.proposer(
            acteur=request.acteur, repartition_id=_uuid(request.POST.get("id", "")), partenariat=lien,
            lue=request.POST.get("lue", ""), maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.DejaProposee as refus:
        messages.warning(request, "Une proposition attend déjà : répondez-y, ou retirez-la, avant d’en écrire une.")
        return redirect("lire_repartition", refus.version.pk)
    except ecritures.RienDeNouveau:
        messages.warning(request, "Il n’y a rien de nouveau à proposer : dites d’abord ce que vous croyez.")
        return redirect("repartition", lien.pk)
    messages.success(request, f"C’est proposé. Cela vaudra quand {autre} sera d’accord.")
    return redirect("repartition", lien.pk)


def _uuid(texte: str) -> UUID:
    try:
        return UUID(texte)
    except ValueError:
        raise Http404 from None


@require_GET
@exige(Droit.CASQUETTE)
def lire_repartition(request: HttpRequest, repartition_id: UUID) -> HttpResponse:
    """One version, as it was written: the one that waits, the one in force, or an old one."""
    version = _version(request, repartition_id)
    lien = version.partenariat
    commun, versions = _commun(request, lien), lectures.versions_de(lien)
    lignes = depuis_json(version.lignes)
    attend = version.convenue_le is None and version.ecartee_le is None
    dites = lectures.croyances_de(lien)[commun["cote"]] if attend and version.cote != commun["cote"] else {}
    ecarts = {
        li.tache.code: lectures.reponse(dites[li.tache.code])
        for li in lignes
        if li.tache.code in dites and not li.tache.reserve and lectures.reponse(dites[li.tache.code]) != li.reponse
    }
    contexte = {
        **commun,
        "version": next(r for r in versions.toutes if r.pk == version.pk),
        "numero": versions.numero(version),
        "jusqu_au": versions.jusqu_au(version) if version.convenue_le else None,
        "groupes": lectures.par_phase(lignes),
        "sans_personne": lectures.sans_personne(lignes),
        "ecarts": ecarts,
        "attend": attend,
        "des_notres": version.cote == commun["cote"],
        "par_soi": version.ecrite_par.compte_id == request.acteur.compte_id,
    }
    return render(request, "partenariats/lire_repartition.html", contexte)


@require_POST
@exige(Droit.CONVENIR)
def convenir_repartition(request: HttpRequest, repartition_id: UUID) -> HttpResponse:
    """Agree for one's side."""
    version = _version(request, repartition_id)
    try:
        ecritures.convenir(acteur=request.acteur, version=version, maintenant=request.maintenant)
    except PasDeCeCote:
        messages.warning(request, "Votre côté l’a écrite : c’est à l’autre de répondre.")
        return redirect("lire_repartition", version.pk)
    except EcriteParSoi:
        messages.warning(request, "Vous l’avez écrite vous-même : quelqu’un d’autre doit répondre.")
        return redirect("lire_repartition", version.pk)
    except DejaRepondu:
        messages.warning(request, DEJA_REPONDU)
    else:
        messages.success(request, "C’est convenu, dès aujourd’hui, pour tous les jeunes que vous suivez ensemble.")
    return redirect("repartition", version.partenariat_id)


@require_POST
@exige(Droit.CONVENIR)
def ecarter_repartition(request: HttpRequest, repartition_id: UUID) -> HttpResponse:
    """Take back what one's side proposed, or say no."""
    version = _version(request, repartition_id)
    try:
        ecritures.ecarter(acteur=request.acteur, version=version, maintenant=request.maintenant)
    except DejaRepondu:
        messages.warning(request, DEJA_REPONDU)
    else:
        messages.success(request, "La proposition est écartée. Rien ne change, et ce que chacun a dit est gardé.")
    return redirect("repartition", version.partenariat_id)


@require_GET
@exige(Droit.CASQUETTE)
def imprimer_repartition(request: HttpRequest, repartition_id: UUID) -> HttpResponse:
    """One version on one page."""
    version = _version(request, repartition_id)
    versions = lectures.versions_de(version.partenariat)
    pdf = document.du_partenariat(
        version, versions.numero(version), acteur=request.acteur, maintenant=request.maintenant
    )
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="qui-fait-quoi.pdf"'},
    )


@require_http_methods(["GET", "POST"])
@exige(Droit.CONVENIR)
def ajouter_tache(request: HttpRequest, partenariat_id: int) -> HttpResponse:
    """Add a task that the referential does not have."""
    lien = le_partenariat(request, partenariat_id)
    formulaire = TachePropreForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        dit = dict(formulaire.cleaned_data)
        ecritures.ajouter_tache(
            acteur=request.acteur, tache_id=dit.pop("id"), partenariat=lien, maintenant=request.maintenant, **dit
        )
        messages.success(request, "La tâche est ajoutée. Dites qui s’en charge.")
        return redirect("dire_repartition", lien.pk, dit["phase"])
    return render(request, "partenariats/ajouter_tache.html", {**_commun(request, lien), "formulaire": formulaire})


@require_POST
@exige(Droit.CONVENIR)
def retirer_tache(request: HttpRequest, tache_id: UUID) -> HttpResponse:
    """Take away a task of the partenariat's own."""
    tache = get_object_or_404(TachePropre, pk=tache_id)
    tache.partenariat = le_partenariat(request, tache.partenariat_id)
    ecritures.retirer_tache(acteur=request.acteur, tache=tache, maintenant=request.maintenant)
    messages.success(request, "La tâche est retirée. Les versions déjà convenues la gardent.")
    return redirect("repartition", tache.partenariat_id)


def _version(request: HttpRequest, repartition_id: UUID) -> Repartition:
    """A version of a partenariat of the structure that runs today: PostgreSQL shows no other."""
    version = get_object_or_404(Repartition.objects.select_related("ecrite_par"), pk=repartition_id)
    version.partenariat = le_partenariat(request, version.partenariat_id)
    return version
