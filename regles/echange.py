"""Facts and verdicts as JSON: what the command reads and prints, what a decision keeps."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from regles.carence import ContactPosterieur, refuser_posterieurs
from regles.faits import AUCUNE, NATURES, PROGRAMMES, REGULIERES, SIGNES, Contact, FaitInconnu, Faits
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.temps import HorsCalendrier, plus_mois
from regles.noyau.territoire import departement_valide
from regles.noyau.verdict import Verdict


class EntreeRefusee(ValueError):
    """An object that does not follow the format; `cle` is the path of the faulty key.

    The sentence never repeats a value, which may be personal.
    """

    def __init__(self, cle: str, raison: str) -> None:
        super().__init__(f"clé « {cle} » : {raison}" if cle else raison)
        self.cle = cle


class Doublon(dict[str, Any]):
    """A JSON object in which the key `cle` was given twice."""

    def __init__(self, cle: str) -> None:
        super().__init__()
        self.cle = cle


def objet_sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build a JSON object, or a `Doublon`: for the `object_pairs_hook` of `json`.

    The fault is only remembered here: what reads the object knows where it stands.
    """
    objet = dict(paires)
    if len(objet) == len(paires):
        return objet
    vues: set[str] = set()
    for cle, _ in paires:
        if cle in vues:
            break
        vues.add(cle)
    return Doublon(cle)


def lire(objet: Any, *, baremes: Baremes) -> tuple[Faits, date]:
    """Read one object of the command: the facts and the day judged.

    A missing key or null is unknown. Raises `EntreeRefusee`; what is accepted can be judged
    with the same `baremes` without error.
    """
    _cles_connues(objet, _LECTEURS, "")
    lus = {cle: lecteur(objet.get(cle), cle) for cle, lecteur in _LECTEURS.items()}
    for cle in ("le", "programme"):
        if lus[cle] is None:
            raise EntreeRefusee(cle, "elle est obligatoire.")
    le: date = lus.pop("le")
    sans_ressources = lus.pop("sans_ressources")
    if sans_ressources is not None:
        lus["ressources"] = AUCUNE if sans_ressources else REGULIERES
    faits = Faits(**lus)
    _jugeable(faits, le, baremes)
    return faits, le


def ecrire(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as the command prints it."""
    return {
        "verdict": verdict.reponse.value,
        "ouverture_le": None if verdict.ouverture_le is None else verdict.ouverture_le.isoformat(),
        "criteres": [
            {"code": c.code, "etat": c.etat.value, "phrase": c.phrase, "source": c.source} for c in verdict.criteres
        ],
        "bareme": {"empreinte": verdict.empreinte, "valeurs": dict(verdict.valeurs)},
    }


def ecrire_faits(faits: Faits) -> dict[str, Any]:
    """Return all the facts as JSON values, for what keeps « that day's facts »."""
    objet = {champ.name: _en_json(getattr(faits, champ.name)) for champ in fields(faits)}
    if faits.contacts is not None:
        objet["contacts"] = [
            {champ.name: _en_json(getattr(contact, champ.name)) for champ in fields(contact)}
            for contact in faits.contacts
        ]
    return objet


class FaitsIllisibles(ValueError):
    """Facts kept by another version of the rules, which these no longer read; `cle` is the faulty key."""

    def __init__(self, cle: str) -> None:
        super().__init__(f"« {cle} » ne se lit plus")
        self.cle = cle


def relire_faits(objet: Mapping[str, Any]) -> Faits:
    """Read back what `ecrire_faits` wrote. A fact that did not exist then is unknown.

    Raises `FaitsIllisibles` for a fact or a word that no longer exists.
    """
    lus = {cle: _relu(cle, valeur) for cle, valeur in objet.items()}
    if (inconnues := set(lus) - {champ.name for champ in fields(Faits)}) or "programme" not in lus:
        raise FaitsIllisibles(min(inconnues, default="programme"))
    try:
        return Faits(**lus)
    except FaitInconnu as erreur:
        raise FaitsIllisibles(str(erreur)) from erreur


_JOURS_DES_FAITS = frozenset({"date_naissance", "historique_verifie_le", "entree_le"})


def _relu(cle: str, valeur: Any) -> Any:
    if valeur is None:
        return None
    try:
        if cle in _JOURS_DES_FAITS:
            return date.fromisoformat(valeur)
        if cle == "contacts":
            return tuple(
                Contact(**{**contact, "le": date.fromisoformat(contact["le"]) if contact["le"] else None})
                for contact in valeur
            )
        return frozenset(valeur) if isinstance(valeur, list) else valeur
    except (TypeError, ValueError, KeyError) as erreur:
        raise FaitsIllisibles(cle) from erreur


def _en_json(valeur: Any) -> Any:
    if isinstance(valeur, date):
        return valeur.isoformat()
    return sorted(valeur) if isinstance(valeur, frozenset) else valeur


def _jugeable(faits: Faits, le: date, baremes: Baremes) -> None:
    contacts = faits.contacts or ()
    try:
        refuser_posterieurs(contacts, le=le)
    except ContactPosterieur as erreur:
        raise EntreeRefusee(f"contacts[{erreur.rang}].le", "ce contact est après le jour jugé.") from erreur
    try:
        bareme = baremes.au(faits.programme, le, faits.departement)
        if bareme.trous:
            raise HorsBareme(next(iter(bareme.trous.values())))
    except HorsBareme as erreur:
        raise EntreeRefusee("le", f"{erreur}.") from erreur
    _dans_le_calendrier("date_naissance", faits.date_naissance, 12 * bareme["age_minimum"])
    for rang, contact in enumerate(contacts):
        _dans_le_calendrier(f"contacts[{rang}].le", contact.le or le, bareme["carence_en_mois"])


def _dans_le_calendrier(cle: str, jour: date | None, mois: int) -> None:
    try:
        if jour is not None:
            plus_mois(jour, mois)
    except HorsCalendrier as erreur:
        raise EntreeRefusee(cle, "cette date est trop loin dans le calendrier.") from erreur


def _cles_connues(objet: Any, attendues: Mapping[str, object], chemin: str) -> None:
    if isinstance(objet, Doublon):
        raise EntreeRefusee(_chemin(chemin, objet.cle), "elle est donnée deux fois.")
    if not isinstance(objet, dict):
        raise EntreeRefusee(chemin, "un objet est attendu.")
    for cle in objet:
        if cle not in attendues:
            raise EntreeRefusee(_chemin(chemin, cle), "elle n’est pas connue.")


def _chemin(chemin: str, cle: str) -> str:
    # A key may hold anything, line breaks and lone surrogates included.
    lisible = cle[:60].encode("unicode_escape").decode("ascii") if not cle.isprintable() else cle[:60]
    return f"{chemin}.{lisible}" if chemin else lisible


def _jour(valeur: Any, cle: str) -> date | None:
    if valeur is None:
        return None
    if isinstance(valeur, str):
        try:
            jour = date.fromisoformat(valeur)
        except ValueError:
            jour = None
        # fromisoformat also takes 20231010 and 2023-W41-2.
        if jour is not None and jour.isoformat() == valeur:
            return jour
    raise EntreeRefusee(cle, "une date réelle est attendue, sous la forme AAAA-MM-JJ.")


def _oui_non(valeur: Any, cle: str) -> bool | None:
    if valeur is None or valeur is True or valeur is False:
        return valeur
    raise EntreeRefusee(cle, "true, false ou null est attendu.")


def _parmi(liste: frozenset[str]) -> Callable[[Any, str], str | None]:
    attendu = f"un texte parmi {', '.join(sorted(liste))} est attendu."

    def lecteur(valeur: Any, cle: str) -> str | None:
        if valeur is None:
            return None
        if isinstance(valeur, str) and valeur in liste:
            return valeur
        raise EntreeRefusee(cle, attendu)

    return lecteur


def _departement(valeur: Any, cle: str) -> str | None:
    if valeur is None or (isinstance(valeur, str) and departement_valide(valeur)):
        return valeur
    raise EntreeRefusee(cle, 'un code de département est attendu, comme "35", "2A" ou "974".')


def _signes(valeur: Any, cle: str) -> frozenset[str] | None:
    if valeur is None:
        return None
    if not isinstance(valeur, list):
        raise EntreeRefusee(cle, "une liste est attendue.")
    for rang, signe in enumerate(valeur):
        if not isinstance(signe, str) or signe not in SIGNES:
            raise EntreeRefusee(f"{cle}[{rang}]", "ce n’est pas un signe de la liste.")
    return frozenset(valeur)


def _contacts(valeur: Any, cle: str) -> tuple[Contact, ...] | None:
    if valeur is None:
        return None
    if not isinstance(valeur, list):
        raise EntreeRefusee(cle, "une liste est attendue.")
    return tuple(_contact(objet, f"{cle}[{rang}]") for rang, objet in enumerate(valeur))


def _contact(objet: Any, chemin: str) -> Contact:
    _cles_connues(objet, _LECTEURS_CONTACT, chemin)
    lus = {cle: lecteur(objet.get(cle), f"{chemin}.{cle}") for cle, lecteur in _LECTEURS_CONTACT.items()}
    lus["parcours"] = bool(lus["parcours"])
    return Contact(**lus)


_LECTEURS_CONTACT: dict[str, Callable[[Any, str], Any]] = {
    "le": _jour,
    "nature": _parmi(NATURES),
    "echange": _oui_non,
    "intention": _oui_non,
    "parcours": _oui_non,
}
_LECTEURS: dict[str, Callable[[Any, str], Any]] = {
    "le": _jour,
    "programme": _parmi(PROGRAMMES),
    "departement": _departement,
    "date_naissance": _jour,
    "rqth": _oui_non,
    "etudiant": _oui_non,
    "en_formation": _oui_non,
    "en_emploi": _oui_non,
    "sans_ressources": _oui_non,
    "inscrit": _oui_non,
    "historique_verifie": _oui_non,
    "contacts": _contacts,
    "signes": _signes,
}
