"""A text one can point at."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text: what it is called, where in it, of what day, and what it says.

    `mention` is the short form shown beside a criterion. `citation` is verbatim; `resume` is
    ours, used where the text itself could not be read; `connu_par` says how it is known.
    `date` is ISO 8601 and may stop at the month or be missing: no day is invented.
    """

    code: str
    titre: str
    mention: str
    article: str | None = None
    date: str | None = None
    citation: str | None = None
    resume: str | None = None
    connu_par: str | None = None


def mentionner(sources: Iterable[Source]) -> str:
    """Write several texts as one line, separated by semicolons."""
    return "\u00a0; ".join(source.mention for source in sources)
