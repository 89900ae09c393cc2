"""Who: the one place where the nature of a structure becomes a shape."""

# Nature as stored -> suffix of the classes `qui-…`, `brins-…`, `signature-…`.
CLASSES = {
    "porteur": "porteur",
    "mission_locale": "ml",
    "partenaire": "partenaire",
    "pilote": "pilote",
    "jeune": "jeune",
}

LIBELLES = {
    "porteur": "porteur",
    "mission_locale": "mission locale",
    "partenaire": "partenaire",
    "pilote": "pilote",
    "jeune": "jeune",
}


def classe(nature: str) -> str:
    """Return the class suffix of a nature, or "partenaire" when it is unknown: a door, the least we know."""
    return CLASSES.get(nature, "partenaire")
