"""Who reads a text already written, beside it."""

from typing import Any

from django import template

from socle.partage.lecteurs import Autour, dit
from socle.partage.models import Audience, Partage

register = template.Library()


@register.inclusion_tag("partage/_marque.html")
def qui_le_lit(texte: Partage, autour: Autour, tout: bool = True) -> dict[str, Any]:
    """A small mark and its words. tout: False shows it only where it is not read by both sides."""
    ici = {"audience": texte.audience, "domaine": texte.domaine, "auteur": texte.structure_id, "pour": texte.pour_id}
    commun = texte.audience == Audience.LES_DEUX and autour.lu_des_deux(
        audience=texte.audience, domaine=texte.domaine, auteur=texte.structure_id
    )
    return {
        "dit": dit(autour, **ici, au_jeune=texte.montre_au_jeune) if tout or not commun else "",
        "seule": len(autour.lisent(**ici)) == 1,
    }


@register.simple_tag
def lecteurs_dits(texte: Partage, autour: Autour) -> str:
    """The words alone, for a sentence that goes on."""
    return dit(autour, audience=texte.audience, domaine=texte.domaine, auteur=texte.structure_id, pour=texte.pour_id)
