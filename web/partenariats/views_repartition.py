"""Who does what between a porteur and a mission locale: compare, propose, agree, print."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.dossier.domaines import Domaine
from socle.partenariats.models import Partenariat
from socle.partenariats.pratiques import DejaRepondu, EcriteParSoi, PasDeCeCote, cote_du
from socle.repartition import document, ecritures, lectures
from socle.repartition.lectures import Comparaison, EtatDeLaTache
from socle.repartition.lignes import depuis_json
from socle.repartition.models import Repartition
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
        if self.voir and une.etat is not EtatDeLaTache.DIFFERE:
            return False
        return not self.domaine or une.tache.domaine == self.domaine


def commun(request: HttpRequest, lien: Partenariat) -> dict[str, Any]:
    """What every page between the two sides knows."""
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
    ici = commun(request, lien)
    versions, filtre = lectures.versions_de(lien), Filtre.de(request)
    toutes = lectures.comparer(lien, ici["cote"], versions.en_vigueur)
    contexte = {
        **ici,
        "groupes": lectures.par_phase(une for une in toutes if filtre.garde(une)),
        "filtre": filtre,
        "domaines": _domaines(toutes, filtre),
        "comptes": {etat.value: sum(une.etat is etat for une in toutes) for etat in EtatDeLaTache},
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
def proposer_repartition(request: HttpRequest, partenariat_id: int) -> HttpResponse:
    """Read again what one's side says of every task, and propose exactly that."""
    lien = le_partenariat(request, partenariat_id)
    ici, statut, change = commun(request, lien), 200, False
    if request.method == "POST":
        try:
            return _proposer(request, lien)
        except ecritures.AChange:
            statut, change = 409, True
    lignes = ecritures.a_proposer(lien, ici["cote"])
    contexte = {
        **ici,
        "groupes": lectures.par_phase(lignes),
        "sans_personne": lectures.sans_personne(lignes),
        "id": uuid4(),
        "lue": ecritures.empreinte(lignes),
        "change": change,
    }
    return render(request, "partenariats/proposer_repartition.html", contexte, status=statut)


def _proposer(request: HttpRequest, lien: Partenariat) -> HttpResponse:
    autre = commun(request, lien)["autre"]
    try:
        ecritures.proposer(
            acteur=request.acteur, repartition_id=_uuid(request.POST.get("id", "")), partenariat=lien,
            lue=request.POST.get("lue", ""), maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.DejaProposee as refus:
        messages.warning(request, "Une proposition attend déjà : répondez-y, ou retirez-la, avant d’en écrire une.")
        return redirect("lire_repartition", refus.version.pk)
    except IntegrityError:
        # The id is another partenariat's.
        raise Http404 from None
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
    ici, versions = commun(request, lien), lectures.versions_de(lien)
    lignes = depuis_json(version.lignes)
    attend = version.convenue_le is None and version.ecartee_le is None
    dites = lectures.croyances_de(lien)[ici["cote"]] if attend and version.cote != ici["cote"] else {}
    ecarts = {
        li.tache.code: lectures.reponse(dites[li.tache.code])
        for li in lignes
        if li.tache.code in dites and not li.tache.reserve and lectures.reponse(dites[li.tache.code]) != li.reponse
    }
    contexte = {
        **ici,
        "version": next(r for r in versions.toutes if r.pk == version.pk),
        "numero": versions.numero(version),
        "jusqu_au": versions.jusqu_au(version) if version.convenue_le else None,
        "groupes": lectures.par_phase(lignes),
        "sans_personne": lectures.sans_personne(lignes),
        "ecarts": ecarts,
        "attend": attend,
        "des_notres": version.cote == ici["cote"],
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
    except ecritures.Conflits:
        messages.warning(request, "Quelqu’un de votre structure répondait au même instant : relisez, puis convenez.")
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


def _version(request: HttpRequest, repartition_id: UUID) -> Repartition:
    """A version of a partenariat of the structure that runs today: PostgreSQL shows no other."""
    version = get_object_or_404(Repartition.objects.select_related("ecrite_par"), pk=repartition_id)
    version.partenariat = le_partenariat(request, version.partenariat_id)
    return version
