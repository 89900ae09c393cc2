"""Naming a structure from a terminal."""

from django.db.models import Q

from socle.acteurs.models import Structure


class StructureIntrouvable(Exception):
    """None answers to that name; its text is the sentence to show."""


class PlusieursStructures(Exception):
    """More than one answers to that name; its text is the sentence to show."""


def trouver(dite: str) -> Structure:
    """The structure of that number, I-Milo code or exact name. Raises StructureIntrouvable, PlusieursStructures."""
    trouvees = Structure.objects.filter(Q(nom=dite) | Q(code_imilo=dite, code_imilo__gt=""))
    if dite.isascii() and dite.isdigit() and len(dite) < 19:
        trouvees |= Structure.objects.filter(pk=int(dite))
    liste = list(trouvees[:2])
    if len(liste) > 1:
        raise PlusieursStructures("Plusieurs structures portent ce nom\u00a0: donnez le numéro ou le code I-Milo.")
    if not liste:
        raise StructureIntrouvable("Aucune structure de ce nom.")
    return liste[0]
