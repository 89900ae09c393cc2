"""Days that PostgreSQL adds up, as `regles.noyau.temps` does: a month too short ends on its last day."""

from typing import Any

from django.db.models import Case, DateField, DurationField, F, Func, When
from django.db.models.functions import ExtractDay
from django.db.models.lookups import LessThan


class Intervalle(Func):
    """So many weeks, months or years: `unite` is the argument of make_interval."""

    function = "make_interval"
    output_field = DurationField()

    def __init__(self, nombre: Any, unite: str) -> None:
        super().__init__(nombre, template=f"make_interval({unite} => %(expressions)s)")


class Apres(Func):
    """The day after that interval."""

    arg_joiner = " + "
    template = "(%(expressions)s)::date"
    output_field = DateField()


def dernier_jour(premier: str, mois: int) -> Case:
    """The last day of so many months that begin on the day of that column, as `regles.noyau.temps` counts it."""
    le_meme = Apres(F(premier), Intervalle(mois, "months"))
    trop_court = When(LessThan(ExtractDay(le_meme), ExtractDay(F(premier))), then=le_meme)
    return Case(trop_court, default=Apres(F(premier), Intervalle(mois, "months"), Intervalle(-1, "days")))
