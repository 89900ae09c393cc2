"""A youth's name as it is shown: first name and initial in lists and titles, two letters in the mark."""

import re
import unicodedata

_SEMI_VOYELLE = re.compile(r"y[aeiouy]|ou[aeiouy]")


def nom_affiche(prenom: str, nom: str) -> str:
    """First name and initial (`design.md`, §2)."""
    return f"{prenom} {nom[:1].upper()}." if nom else prenom


def initiales(prenom: str, nom: str) -> str:
    """Two letters, or what there is of them: an alias may be anything."""
    du_prenom = [c for c in prenom if c.isalnum()] or ["?"]
    du_nom = [c for c in nom if c.isalnum()] or du_prenom[1:]
    return "".join([du_prenom[0], *du_nom[:1]]).upper()


def de(nom: object) -> str:
    """« de » and a name, as it is said: « de Nadia F. », « d’Emma P. », « du Fil d’Ormelle », « des Amarres ».

    What has a name may be given for it: a structure, in a template.
    """
    nom = str(nom)
    for article, contracte in (("Le ", "du "), ("Les ", "des ")):
        if nom.startswith(article):
            return contracte + nom.removeprefix(article)
    return f"d’{nom}" if _elide(nom) else f"de {nom}"


def que(nom: object) -> str:
    """« que » and a name: « que Nadia », « qu’Emma »."""
    nom = str(nom)
    return f"qu’{nom}" if _elide(nom) else f"que {nom}"


def _elide(nom: str) -> bool:
    """Whether the name starts with a vowel to the ear.

    « Yanis » and « Ouassim » do not. H never elides: usage allows both before « Hugo », and « de Henri » is no mistake.
    """
    lettres = unicodedata.normalize("NFD", nom.lower()).replace("œ", "oe").replace("æ", "ae")
    lu = "".join(c for c in lettres if not unicodedata.combining(c))
    return lu.startswith(tuple("aeiouy")) and not _SEMI_VOYELLE.match(lu)
