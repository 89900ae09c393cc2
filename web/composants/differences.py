"""What differs between two texts, word by word, for the person who must choose (design, « Conflict »)."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

# A word carries the space that follows, so that a run of changed words is underlined without a break.
_MOTS = re.compile(r"\S+\s*|\s+")
# Beyond, the comparison costs more than it tells: both texts are then shown plain.
MOTS_COMPARES = 4000


def _rendre(morceaux: Iterable[tuple[bool, str]]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((format_html("<ins>{}</ins>", m) if change else conditional_escape(m),) for change, m in morceaux),
    )


def souligner(mien: str, autre: str) -> tuple[SafeString, SafeString]:
    """Return both texts, escaped, with `<ins>` around what the other does not have."""
    mots_a, mots_b = _MOTS.findall(mien), _MOTS.findall(autre)
    if len(mots_a) + len(mots_b) > MOTS_COMPARES:
        return conditional_escape(str(mien)), conditional_escape(str(autre))
    cote_a, cote_b = [], []
    for action, i, j, k, m in SequenceMatcher(None, mots_a, mots_b, autojunk=False).get_opcodes():
        change = action != "equal"
        cote_a.append((change, "".join(mots_a[i:j])))
        cote_b.append((change, "".join(mots_b[k:m])))
    return _rendre((c, t) for c, t in cote_a if t), _rendre((c, t) for c, t in cote_b if t)
