"""Who reads what, said again in thirty lines: neither the SQL nor the Python of the walls."""

from collections.abc import Collection
from itertools import product

AUDIENCES = ("structure", "les_deux", "equipe", "nommee")
DOMAINES = ("logement", "sante", "justice")
SENSIBLES = {"sante", "justice"}
ACCORDS = (
    [], ["dossier"], ["dossier", "plan"], ["dossier", "sante"], ["dossier", "plan", "sante"],
    ["dossier", "plan", "sante", "justice"],
)  # fmt: skip
"""What the youth may have said yes to, with the mission locale."""
INVITES = ([], ["partage"], ["partage", "sante"], ["partage", "justice"])
"""And with a partner."""


COTES = ("porteur", "mission_locale")


def lit(
    qui: str, *, auteur: str, audience: str, pour: str | None, domaine: str, oui: dict[str, set[str]],
    cotes: Collection[str] = COTES,
) -> bool:  # fmt: skip
    """Whether `qui` reads a text of `auteur`. `oui`: what each is open to; the porteur holds « tout »."""

    def ouvert(structure: str, element: str) -> bool:
        return bool({element, "tout"} & oui.get(structure, set()))

    if qui == auteur:
        return bool(oui.get(qui))
    invite = ouvert(qui, "plan") or ouvert(qui, "partage")
    adresse = {
        "structure": False,
        "les_deux": qui in cotes and ouvert(qui, "plan"),
        "equipe": invite,
        "nommee": qui == pour and invite,
    }[audience]
    if domaine in SENSIBLES and not (ouvert(qui, domaine) and ouvert(auteur, domaine)):
        return False
    return adresse


def cas() -> list[tuple[str, str, str | None, str]]:
    """Author, audience, addressee, domain."""
    tous = product(("porteur", "mission_locale"), AUDIENCES, DOMAINES)
    return [(auteur, a, "partenaire" if a == "nommee" else None, d) for auteur, a, d in tous]
