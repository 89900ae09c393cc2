"""Hours of the plan, as they are read."""

from django import template

from parcours.plan.lectures import heures_dites

register = template.Library()
register.filter("heures", heures_dites)
