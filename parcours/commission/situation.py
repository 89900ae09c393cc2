"""One situation before the commission, as its page shows it: facts, verdict, decision, signatures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from parcours.commission.agenda import OrdreDuJour, Situation, membres_de, ordre_du_jour
from parcours.commission.calendrier import Seance, seance_ou_404
from parcours.commission.forms import DecisionForm
from parcours.commission.jugement import jugement
from parcours.commission.lectures import TEXTES, DecisionLue, cote_de
from parcours.eligibilite.models import NatureDuContact
from parcours.eligibilite.mots import FAITS, dire_accompagnement
from parcours.eligibilite.presentation import VerdictDit, dire, dire_substantiel
from regles.acces import Droit, Nature
from regles.demandes import faits_demandes
from regles.faits import Contact
from regles.noyau.verdict import Interlocuteur
from socle.acces.middleware import lire
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier, Ressources
from socle.dossier.signes import LIBELLES


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of a situation needs, read once."""

    seance: Seance
    agenda: OrdreDuJour
    avant: Situation | None
    ici: Situation
    apres: Situation | None

    @property
    def vu(self) -> str:
        """The constat of the verdict shown: what a proposal must still find when it is written."""
        return jugement(self.ici.dossier, self.ici.verdict)["constat"]

    @property
    def proposee(self) -> DecisionLue | None:
        """The decision that waits for signatures, if there is one."""
        decision = self.ici.decision
        return decision if decision is not None and decision.proposee else None


def page(request: HttpRequest, mission_locale_id: int, seance_le: date, dossier_id: Any) -> Page:
    """Read a situation. Raises Http404: not a séance of this hat's, or a dossier that is not on its agenda."""
    seance = seance_ou_404(request.acteur, mission_locale_id, seance_le)
    agenda = ordre_du_jour(seance, le=request.le, dossier_id=dossier_id)
    trouvee = agenda.autour_de(dossier_id)
    if trouvee is None:
        raise Http404
    avant, ici, apres = trouvee
    return Page(seance, agenda, avant, ici, apres)


def formulaire(page_: Page, acteur: Acteur, donnees: Any = None) -> DecisionForm:
    """The form of a decision: as proposed, or empty but for the day the door opens."""
    ici, proposee = page_.ici, page_.proposee
    initial: dict[str, Any] = {"vu": page_.vu}
    if proposee is None:
        ouverture = ici.verdict.ouverture_le
        a_venir = ouverture if ouverture and ouverture > page_.seance.le else None
        initial |= {"decision_id": uuid4(), "version": 1, "fin_le": a_venir, "responsable": acteur.appartenance_id}
    else:
        initial |= {nom: getattr(proposee, nom) for nom in ("issue", *TEXTES)}
        initial |= {"decision_id": proposee.id, "version": proposee.version, "responsable": proposee.responsable_id}
    return DecisionForm(
        donnees,
        initial=initial,
        reponse=ici.verdict.reponse,
        prenom=ici.dossier.prenom,
        programme=ici.dossier.programme,
        membres=membres_de(ici.dossier, acteur),
        seance_le=page_.seance.le,
    )


def afficher(
    request: HttpRequest, page_: Page, formulaire_: DecisionForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Show the situation; `formulaire_` is what was typed, when it was refused."""
    lire(request, page_.agenda.dossiers)
    ici, acteur = page_.ici, request.acteur
    contexte = {
        "page": page_,
        "seance": page_.seance,
        "agenda": page_.agenda,
        "ici": ici,
        "dossier": ici.dossier,
        "verdict": _verdict(ici),
        "faits": _faits(ici),
        "historique": _historique(ici),
        "decide": Droit.DECIDER in acteur.droits,
        "formulaire": formulaire_ or formulaire(page_, acteur),
        "refuse": formulaire_ is not None,
        "ecart_depuis": page_.proposee is not None and page_.proposee.constat != page_.vu,
        "repondre": _ou_repondre(ici, acteur),
        "signatures": _signatures(page_, acteur),
        "ma_signature": ici.decision.signature_de(cote_de(acteur)) if ici.decision else None,
    }
    return render(request, "commission/situation.html", contexte, status=status)


def _ou_repondre(ici: Situation, acteur: Acteur) -> str:
    """Where this hat answers what remains to be said, if it is for it to answer."""
    a_qui = {q.a_qui for q in ici.verdict.questions}
    # Either side may say whether the support suits.
    des_deux = any(q.fait == "accompagnement_adapte" for q in ici.verdict.questions)
    if acteur.est_mission_locale and (des_deux or Interlocuteur.MISSION_LOCALE in a_qui):
        return reverse("verifier_historique", args=[ici.dossier.pk])
    if acteur.est_porteur and (des_deux or Interlocuteur.JEUNE in a_qui):
        return reverse("situation", args=[ici.dossier.pk])
    return ""


def _verdict(ici: Situation) -> VerdictDit:
    lue = next(iter(ici.dossier.lue_verification), {})
    veille = lue.get("veille_le")
    return dire(ici.verdict, veille_ml=date.fromisoformat(veille) if veille else None)


def _faits(ici: Situation) -> list[tuple[str, str]]:
    dossier, situation = ici.dossier, ici.dossier.situation
    reperage = next(iter(dossier.lu_reperage or ()), {})
    signes = ", ".join(LIBELLES[code].lower() for code in dossier.lus_signes or ())
    demandes = faits_demandes(dossier.programme)
    ressources = Ressources(situation.ressources).label.lower() if situation.ressources else "on ne sait pas"
    dits = [
        ("Commune", dossier.commune),
        ("Ressources", ressources if "ressources" in demandes else ""),
        *(_accompagnement(dossier) if "accompagnement_adapte" in demandes else ()),
        ("Signes de rupture", signes),
        ("Rencontre", reperage.get("lieu", "")),
        ("Ce qu’il ou elle demande", f"« {reperage['demande']} »" if reperage.get("demande") else ""),
    ]
    return [(nom, valeur) for nom, valeur in dits if valeur]


def _accompagnement(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What each side says of the support the youth already has: a disagreement is for the commission."""
    yield FAITS["accompagnement_adapte"], dire_accompagnement(dossier.situation)
    signee = next(iter(dossier.lue_verification), {}).get("accompagnement_adapte")
    if signee is not None:
        yield "D’après la mission locale", "il lui convient" if signee else "il ne lui convient pas"


def _historique(ici: Situation) -> list[dict[str, Any]]:
    return [
        {
            "le": date.fromisoformat(ligne["le"]) if ligne["le"] else None,
            "nature": NatureDuContact(ligne["nature"]).label,
            "dit": dire_substantiel(Contact(**{**ligne, "le": date.fromisoformat(ligne["le"])})),
        }
        for ligne in reversed(ici.dossier.lus_contacts)
    ]


def _signatures(page_: Page, acteur: Acteur) -> list[dict[str, Any]]:
    dossier = page_.ici.dossier
    return [
        _signature(page_, acteur, Nature.PORTEUR, "Pour le porteur", str(dossier.porteur)),
        _signature(page_, acteur, Nature.MISSION_LOCALE, "Pour la mission locale", str(dossier.mission_locale)),
    ]


def _signature(page_: Page, acteur: Acteur, cote: Nature, pour: str, structure: str) -> dict[str, Any]:
    decision = page_.ici.decision
    bloc: dict[str, Any] = {"nature": cote.value, "pour": pour, "structure": structure}
    bloc["initiales"] = _initiales(structure)
    if decision is None:
        return bloc
    donnee = decision.signature_de(cote)
    if donnee is not None:
        return bloc | {"nom": donnee.nom, "le": donnee.le, "initiales": _initiales(donnee.nom)}
    if cote is not cote_de(acteur):
        return bloc
    if any(s.compte_id == acteur.compte_id for s in decision.signatures):
        return bloc | {"attente": "Vous avez signé pour l’autre côté : un collègue signe ici."}
    if Droit.DECIDER not in acteur.droits:
        return bloc | {"attente": "Attend quelqu’un qui signe pour votre structure."}
    return bloc | {
        "structure": f"{structure}, vous",
        "initiales": acteur.initiales,
        "bouton": "Signer la décision",
        "formulaire": "signer",
    }


def _initiales(nom: str) -> str:
    mots = [m for m in nom.replace("’", " ").split() if m[:1].isalnum() and m[:1].isupper()]
    return "".join(m[0] for m in (mots[0], mots[-1]) if m).upper() if len(mots) > 1 else nom[:2].upper()
