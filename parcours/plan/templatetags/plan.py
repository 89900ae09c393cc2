"""Hours of the plan, as they are read."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def heures(nombre: Decimal) -> str:
    """« 3 h 30 », « 4 h »: hours and minutes, exact."""
    minutes = int((nombre * 60).to_integral_value())
    return f"{minutes // 60}\u00a0h" + (f"\u00a0{minutes % 60:02d}" if minutes % 60 else "")
