"""The folders of `regles/baremes` in the words of the screens: programmes, contracts and aids."""

from socle.dossier.models import Programme

# A folder that has no name here shows its own: adding a programme touches one folder first.
NOMS = {
    "cej-jr": "CEJ – jeunes en rupture",
    "o2r-jeunes": "O2R jeunes",
    "cej": "Contrat d’engagement jeune",
    "pacea": "PACEA et allocation ponctuelle",
    "conservation": "Conservation des données",
}


def nommer(code: str) -> str:
    """The name of a programme, a contract or an aid."""
    return NOMS.get(code) or dict(Programme.choices).get(code) or code
