"""The compte rendu on paper, for the youth and both sides: a tagged PDF."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parcours.plan.lectures_versions import Versions
from parcours.tripartites.dires import duree_dite, fuseau_de, instant_dit, lieu_dit
from parcours.tripartites.lectures import SignatureLue, TripartiteLu
from parcours.tripartites.models import Invite, Place, Tripartite
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.documents.rendu import rendre_pdf
from socle.dossier.models import Dossier

GABARIT = Path(__file__).resolve().parent / "gabarits" / "compte_rendu.typ"


def rendre(dossier: Dossier, lue: TripartiteLu, versions: Versions, *, acteur: Acteur, maintenant: datetime) -> bytes:
    """The compte rendu as it stands, as a tagged PDF."""
    return rendre_pdf(GABARIT, donnees(dossier, lue, versions, acteur=acteur, maintenant=maintenant))


def donnees(
    dossier: Dossier, lue: TripartiteLu, versions: Versions, *, acteur: Acteur, maintenant: datetime
) -> dict[str, Any]:
    """What the template prints: everything is words."""
    t = lue.objet
    imprime = maintenant.astimezone(ZoneInfo(acteur.fuseau)).date()
    ml = str(dossier.mission_locale or "La mission locale")
    return {
        "titre": "Notre entretien à trois",
        "sous_titre": f"{dossier.prenom}, avec {dossier.porteur} et {ml}.",
        "quand": _quand(t, dossier),
        "presences": [_presence(i, dossier) for i in lue.invites],
        "paroles": [
            {"qui": dossier.prenom, "texte": t.parole_jeune},
            {"qui": str(dossier.porteur), "texte": t.parole_porteur},
            {"qui": ml, "texte": t.parole_mission_locale},
        ],
        "plan": _plan(versions),
        "changements": [] if t.signe_le else versions.depuis,
        "prochain": f"Le prochain entretien est prévu vers le {en_toutes_lettres(t.prochain_le)}."
        if t.prochain_le
        else "",
        "signatures": [_signature(s) for s in lue.signatures],
        "imprime": f"Imprimé par {acteur.nom_complet} ({acteur.structure_nom}), le {en_toutes_lettres(imprime)}.",
    }


def _quand(t: Tripartite, dossier: Dossier) -> str:
    fuseau = fuseau_de(dossier)
    tenu = f"Tenu le {en_toutes_lettres(t.tenu.tenu_le)}."
    if t.debut is None or t.debut.astimezone(fuseau).date() != t.tenu.tenu_le:
        return tenu
    return f"{instant_dit(t.debut, fuseau).capitalize()}, {duree_dite(t.duree)}, {lieu_dit(t, dossier)}."


def _presence(invite: Invite, dossier: Dossier) -> dict[str, str]:
    nom = dossier.prenom if invite.place == Place.JEUNE else invite.nom
    return {"qui": nom, "dit": invite.get_presence_display().lower() or "non dit"}


def _signature(lue: SignatureLue) -> dict[str, str]:
    if lue.signee_le:
        dit = f"Oui, le {en_toutes_lettres(lue.signee_le)}" + (f", {lue.recueil}" if lue.recueil else "")
        return {"qui": lue.pour, "structure": lue.structure, "dit": f"{dit}. Noté par {lue.par}."}
    return {
        "qui": lue.pour,
        "structure": lue.structure,
        "dit": f"Manque\u00a0: {lue.manque}" if lue.manque else "Attendue.",
    }


def _plan(versions: Versions) -> str:
    if versions.attendue is not None:
        return f"La version {versions.attendue.numero} du plan attend l’accord des trois."
    if versions.en_vigueur is not None:
        jour = en_toutes_lettres(versions.en_vigueur.acceptee_le.date())
        return f"Le plan en vigueur est la version {versions.en_vigueur.numero}, acceptée le {jour}."
    return "Aucune version du plan n’est encore acceptée par les trois."
