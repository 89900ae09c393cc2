"""Conventions: written from the terminal, read by the team of the porteur."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from socle.partenariats.conventions import conventions_de
from socle.partenariats.models import Convention
from tests.monde import LE

PLEINE = {
    "porteur": "Le Fil d’Ormelle", "programme": "cej-jr", "reference": "35-1", "du": date(2026, 1, 1),
    "au": date(2026, 12, 31), "jeunes": 60,
}  # fmt: skip


def ecrire(**ecarts) -> str:
    sortie = StringIO()
    call_command("convention", stdout=sortie, **{n: v for n, v in {**PLEINE, **ecarts}.items() if v is not None})
    return sortie.getvalue()


def test_a_convention_is_noted_and_said(monde):
    dit = ecrire(commune=["Ormelle", " Ormelle", "Brévigny"], age_minimum=16, age_maximum=25)
    assert dit == "Convention 35-1 notée, du 01/01/2026 au 31/12/2026, 60 jeunes : Le Fil d’Ormelle, cej-jr.\n"
    convention = Convention.objects.get()
    assert (convention.communes, convention.age_maximum) == (["Ormelle", "Brévigny"], 25)


@pytest.mark.parametrize(
    ("ecarts", "dit"),
    [
        ({"porteur": "Mission locale du Val-Doré"}, "celle d’un porteur"),
        ({"porteur": "Personne"}, "Aucune structure"),
        ({"au": date(2025, 1, 1)}, "se contredisent"),
        ({"jeunes": 0}, "se contredisent"),
        ({"age_minimum": 26, "age_maximum": 25}, "se contredisent"),
        ({"reference": None, "du": None}, "--reference, --du"),
        ({"reference": "  "}, "1 à 120"),
        ({"reference": None, "du": None, "au": None, "jeunes": None, "fin": date(2026, 6, 1)}, "n’a pas de convention"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(monde, ecarts, dit):
    with pytest.raises(CommandError, match=dit):
        ecrire(**ecarts)
    assert not Convention.objects.exists()


def test_two_conventions_of_a_programme_do_not_overlap(monde):
    ecrire()
    with pytest.raises(CommandError, match="déjà une convention"):
        ecrire(du=date(2026, 12, 31), au=date(2027, 1, 1))
    ecrire(reference="35-2", du=date(2027, 1, 1), au=date(2027, 12, 31))
    ecrire(porteur="Les Amarres")
    # Another programme of the same porteur: the database does not mind.
    commun = {"porteur": monde.le_fil, "reference": "x", "du": date(2026, 1, 1), "au": date(2026, 12, 31)}
    Convention.objects.create(programme="autre", jeunes=1, **commun)
    for faute in ({"jeunes": 0}, {"jeunes": 1, "age_minimum": 30, "age_maximum": 20}, {"jeunes": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Convention.objects.create(programme="autre", **commun, **faute)


def test_a_convention_ends_sooner_and_the_next_day_is_free(monde):
    ecrire()
    assert "finie le 30/06/2026" in ecrire(reference=None, du=None, au=None, jeunes=None, fin=date(2026, 6, 30))
    ecrire(reference="35-2", du=date(2026, 7, 1), au=date(2026, 12, 31))
    assert [c.reference for c in conventions_de(monde.le_fil.pk, le=LE)] == ["35-2"]


def test_the_team_reads_it_and_another_does_not(monde):
    ecrire(commune=["Ormelle"], age_maximum=25, au=date(2030, 12, 31))
    page = monde.client(monde.paul).get("/equipe/").content.decode()
    assert "35-1" in page and "Ormelle" in page and "pour 60 jeunes, jusqu’à 25 ans révolus" in page
    assert "Vos conventions" not in page and "35-1" not in monde.client(monde.ines).get("/equipe/").content.decode()
