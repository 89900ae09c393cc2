"""Two answers compared to the byte, but for what changes at each request."""

import re

_JETON = re.compile(rb'(name="csrfmiddlewaretoken" value=|hx-headers=\S*|nonce=)"?[^">]+')


def sans_jeton(reponse) -> bytes:
    """The body of an answer without its tokens."""
    return _JETON.sub(b"", reponse.content)
