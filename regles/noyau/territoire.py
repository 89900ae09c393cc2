"""The territory a derogation is valid for."""

import re

_DEPARTEMENT = re.compile(r"[0-9]{2}|2[AB]|9[78][0-9]")


def departement_valide(code: str) -> bool:
    """Say whether `code` has the form of a département: two digits, 2A, 2B, or 97x, 98x.

    Only the form is judged: a well-formed code without derogation is under national rules.
    """
    return _DEPARTEMENT.fullmatch(code) is not None
