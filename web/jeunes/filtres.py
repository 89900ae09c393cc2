"""What is asked of the list of youths, read from the URL. Whatever cannot be understood is told, never dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from socle.acces.portee import Acteur, identifiant
from socle.dossier.models import Etape

AVEC_LES_SORTIS = "tous"
"""Everybody, those who left too. Without it, the list is of those who are still there."""
ETAPES = dict(Etape.choices) | {AVEC_LES_SORTIS: "Toutes, avec les sortis"}
MIENS = {"moi": "Par moi"}
TRIS = {
    "-maj": "Dernier changement",
    "maj": "Plus ancien changement",
    "prenom": "Prénom, de A à Z",
    "-prenom": "Prénom, de Z à A",
    "rencontre": "Rencontre la plus ancienne",
    "-rencontre": "Rencontre la plus récente",
}
PAR_DEFAUT = "-maj"
# In the words of each side: what waits for oneself, and what waits for the other.
ATTENTES = {
    "porteur": {
        "accord": "Accord à demander",
        "faits": "Situation à compléter",
        "historique": "Historique à vérifier",
        "decision": "Décision à signer",
        "porte": "Porte qui s’ouvre",
    },
    "mission_locale": {
        "historique": "Historique à vérifier",
        "decision": "Décision à signer",
        "porte": "Porte qui s’ouvre",
    },
}
CHAMPS = ("etape", "suivi", "avec", "attend", "programme", "tri", "apres", "avant")


@dataclass(slots=True)
class Filtres:
    """What is understood of the URL; `erreurs` says, field by field, what is not."""

    etape: str = ""
    suivi: str = ""
    avec: int | None = None
    attend: str = ""
    programme: str = ""
    tri: str = PAR_DEFAUT
    apres: UUID | None = None
    avant: UUID | None = None
    erreurs: dict[str, str] = field(default_factory=dict)

    @property
    def actifs(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.etape or self.suivi or self.avec or self.attend or self.programme)

    @property
    def cle(self) -> UUID | None:
        """The dossier next to which the page starts or ends."""
        return self.apres or self.avant

    def url(self, **change: object) -> str:
        """The same list with these changes, from its first page unless a key is given."""
        valeurs = {nom: getattr(self, nom) for nom in ("etape", "suivi", "avec", "attend", "programme")}
        valeurs["tri"] = "" if self.tri == PAR_DEFAUT else self.tri
        parametres: MultiValueDict = QueryDict(mutable=True)
        parametres.update({nom: str(v) for nom, v in (valeurs | change).items() if v})
        return f"?{parametres.urlencode()}"


def lire_filtres(
    brut: Mapping[str, str], *, acteur: Acteur, avec: Mapping[int, str], programmes: Mapping[str, str]
) -> Filtres:
    """Read a query string. `avec` are the structures of the other side that one may choose among, `programmes` those
    of one's own conventions.
    """
    filtres = Filtres()
    choix: dict[str, tuple[Mapping[str, str], str]] = {
        "etape": (ETAPES, "Cette étape n’existe pas"),
        "suivi": (MIENS, "Ce suivi n’existe pas"),
        "attend": (ATTENTES[acteur.nature], "Cette attente n’existe pas"),
        "programme": (programmes, "Votre structure ne porte pas ce programme"),
        "tri": (TRIS, "Ce tri n’existe pas"),
    }
    for nom, (connus, phrase) in choix.items():
        valeur = brut.get(nom, "")
        if valeur in connus:
            setattr(filtres, nom, valeur)
        elif valeur:
            filtres.erreurs[nom] = f"{phrase} : choisissez dans la liste."
    _lire_avec(filtres, brut.get("avec", ""), avec)
    _lire_cle(filtres, brut)
    if set(brut) - set(CHAMPS):
        filtres.erreurs["page"] = "L’adresse demande un filtre qui n’existe pas. Il n’est pas appliqué."
    return filtres


def _lire_avec(filtres: Filtres, valeur: str, avec: Mapping[int, str]) -> None:
    if not valeur:
        return
    # Compared as text: int() would read « ٣ » and « 1_0 ».
    filtres.avec = next((pk for pk in avec if str(pk) == valeur), None)
    if filtres.avec is None:
        filtres.erreurs["avec"] = "Vous ne travaillez pas avec cette structure : choisissez dans la liste."


def _lire_cle(filtres: Filtres, brut: Mapping[str, str]) -> None:
    for nom in ("apres", "avant"):
        valeur = brut.get(nom, "")
        if valeur and filtres.cle is None:
            setattr(filtres, nom, identifiant(valeur))
            if filtres.cle is None:
                filtres.erreurs["page"] = "Cette page n’existe pas. Voici la première."
