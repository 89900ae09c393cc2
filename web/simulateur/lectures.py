"""What the simulator reads: the values in force. Nothing of anybody."""

from regles.noyau.bareme import Baremes
from regles.textes import nationaux


def baremes() -> Baremes:
    """The values that the answers are judged by."""
    return nationaux()
