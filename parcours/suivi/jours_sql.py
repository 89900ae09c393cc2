"""Days that PostgreSQL adds up, as `regles.noyau.temps` does: a month too short ends on its last day."""

from typing import Any

from django.db.models import DateField, DurationField, Func


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
