"""Facts and verdicts as JSON: what the command reads and prints, what a decision keeps."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from regles.carence import ContactPosterieur, refuser_posterieurs
from regles.entree import EntreeRefusee, cles_connues, lire_departement, lire_jour
from regles.faits import (
    AUCUNE,
    CEJ_JR,
    NATURES,
    PROGRAMMES,
    REGULIERES,
    SIGNES,
    Contact,
    Convention,
    FaitInconnu,
    Faits,
)
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.temps import HorsCalendrier, plus_mois
from regles.noyau.verdict import Verdict


def lire(objet: Any, *, baremes: Baremes) -> tuple[Faits, date]:
    """Read one object of the command: the facts and the day judged.

    A missing key or null is unknown. Raises `EntreeRefusee`; what is accepted can be judged
    with the same `baremes` without error.
    """
    lecteurs = _lecteurs(objet)
    cles_connues(objet, lecteurs, "")
    # What is not said is not read: the facts have it unknown.
    lus = {cle: lecteur(dit, cle) for cle, lecteur in lecteurs.items() if (dit := objet.get(cle)) is not None}
    for cle in ("le", "programme"):
        if cle not in lus:
            raise EntreeRefusee(cle, "elle est obligatoire.")
    le: date = lus.pop("le")
    sans_ressources = lus.pop("sans_ressources", None)
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
        objet["contacts"] = [_champs(contact) for contact in faits.contacts]
    if faits.convention is not None:
        objet["convention"] = _champs(faits.convention)
    return objet


def _champs(fait: Contact | Convention) -> dict[str, Any]:
    return {champ.name: _en_json(getattr(fait, champ.name)) for champ in fields(fait)}


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
        if cle == "convention":
            fin_le = valeur.get("fin_le")
            return Convention(**{**valeur, "fin_le": date.fromisoformat(fin_le) if fin_le else None})
        return frozenset(valeur) if isinstance(valeur, list) else valeur
    except (AttributeError, TypeError, ValueError, KeyError) as erreur:
        raise FaitsIllisibles(cle) from erreur


def _en_json(valeur: Any) -> Any:
    if isinstance(valeur, date):
        return valeur.isoformat()
    return sorted(valeur) if isinstance(valeur, frozenset) else valeur


def _lecteurs(objet: Any) -> Mapping[str, Callable[[Any, str], Any]]:
    """The keys that the programme of this object knows: those of the CEJ-JR have not moved."""
    programme = objet.get("programme") if isinstance(objet, dict) else None
    connu = isinstance(programme, str) and programme in PROGRAMMES
    return _LECTEURS if programme == CEJ_JR or not connu else _LECTEURS_HORS_CEJ_JR


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
    age = bareme["age_minimum"] if "age_minimum" in bareme.valeurs else _age_convenu(faits.convention)
    _dans_le_calendrier("date_naissance", faits.date_naissance, 12 * age)
    for rang, contact in enumerate(contacts):
        _dans_le_calendrier(f"contacts[{rang}].le", contact.le or le, bareme["carence_en_mois"])


def _age_convenu(convention: Convention | None) -> int:
    return 0 if convention is None else convention.age_minimum or 0


def _dans_le_calendrier(cle: str, jour: date | None, mois: int) -> None:
    try:
        if jour is not None:
            plus_mois(jour, mois)
    except HorsCalendrier as erreur:
        raise EntreeRefusee(cle, "cette date est trop loin dans le calendrier.") from erreur


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
    cles_connues(objet, _LECTEURS_CONTACT, chemin)
    try:
        # Named within the contact: the path is only written for a refusal.
        lus = {cle: lecteur(objet.get(cle), cle) for cle, lecteur in _LECTEURS_CONTACT.items()}
    except EntreeRefusee as refus:
        raise EntreeRefusee(f"{chemin}.{refus.cle}", refus.raison) from refus
    lus["parcours"] = bool(lus["parcours"])
    return Contact(**lus)


def _convention(valeur: Any, cle: str) -> Convention | None:
    if valeur is None:
        return None
    cles_connues(valeur, _LECTEURS_CONVENTION, cle)
    lus = {nom: lecteur(valeur.get(nom), f"{cle}.{nom}") for nom, lecteur in _LECTEURS_CONVENTION.items()}
    try:
        return Convention(**lus)
    except FaitInconnu as erreur:
        raise EntreeRefusee(cle, f"{erreur}.") from erreur


def _age(valeur: Any, cle: str) -> int | None:
    if valeur is None or (type(valeur) is int and 0 <= valeur <= 120):
        return valeur
    raise EntreeRefusee(cle, "un nombre d’années entier est attendu.")


_LECTEURS_CONVENTION: dict[str, Callable[[Any, str], Any]] = {
    "age_minimum": _age, "age_maximum": _age, "fin_le": lire_jour,
}  # fmt: skip
_LECTEURS_CONTACT: dict[str, Callable[[Any, str], Any]] = {
    "le": lire_jour,
    "nature": _parmi(NATURES),
    "echange": _oui_non,
    "intention": _oui_non,
    "parcours": _oui_non,
}
_LECTEURS: dict[str, Callable[[Any, str], Any]] = {
    "le": lire_jour,
    "programme": _parmi(PROGRAMMES),
    "departement": lire_departement,
    "date_naissance": lire_jour,
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
_LECTEURS_HORS_CEJ_JR = _LECTEURS | {"accompagnement_adapte": _oui_non, "convention": _convention}
