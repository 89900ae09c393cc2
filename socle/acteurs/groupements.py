"""A porteur may be a consortium: who leads, who is in it and since when. It opens no dossier to anybody."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from regles.acces import Nature
from socle.acteurs.models import MembreDeGroupement, Structure


class PasDesPorteurs(Exception):
    """A consortium is made of porteurs."""


class DejaDansUnGroupement(Exception):
    """The member is in a consortium on some of these days."""


@transaction.atomic
def rejoindre(*, chef_de_file: Structure, membre: Structure, depuis: date, jusqu_a: date | None) -> MembreDeGroupement:
    """Note that a porteur is a member of the consortium led by another. Raises PasDesPorteurs, DejaDansUnGroupement."""
    if {chef_de_file.nature, membre.nature} != {Nature.PORTEUR} or chef_de_file == membre:
        raise PasDesPorteurs
    try:
        with transaction.atomic():
            return MembreDeGroupement.objects.create(
                chef_de_file=chef_de_file, membre=membre, depuis=depuis, jusqu_a=jusqu_a
            )
    except IntegrityError as erreur:
        raise DejaDansUnGroupement from erreur


def groupement_de(structure_id: int, *, le: date) -> list[MembreDeGroupement]:
    """The members of the consortium that this structure leads or belongs to on the day `le`; empty when none."""
    en_cours = MembreDeGroupement.objects.filter(depuis__lte=le).filter(Q(jusqu_a=None) | Q(jusqu_a__gte=le))
    chefs = en_cours.filter(Q(membre_id=structure_id) | Q(chef_de_file_id=structure_id)).values("chef_de_file_id")
    return list(en_cours.filter(chef_de_file_id__in=chefs).select_related("chef_de_file", "membre").order_by("depuis"))
