"""The folders of `regles/baremes` in the words of the screens: a programme says its own name, the others have none."""

from regles.programmes import libelle

SANS_PROGRAMME = {
    "cej": "Contrat d’engagement jeune",
    "pacea": "PACEA et allocation ponctuelle",
    "conservation": "Conservation des données",
}


def nommer(code: str) -> str:
    """The name of a programme, a contract or an aid."""
    return SANS_PROGRAMME.get(code) or libelle(code)
