"""Who works with whom, and what a consortium does not open."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from socle.acces.portee import sans_mur_python
from socle.acteurs.models import MembreDeGroupement
from socle.dossier.ecritures import MissionLocaleSansPartenariat
from socle.dossier.models import Dossier
from socle.partenariats.lectures import missions_locales_de
from tests.monde import LE, agir


def commander(*mots: str) -> str:
    sortie = StringIO()
    call_command("partenariat", *mots, stdout=sortie)
    return sortie.getvalue()


def entre(monde, porteur="le_fil", mission_locale="haute_rive") -> tuple[str, ...]:
    return (
        "--porteur", str(getattr(monde, porteur).pk), "--mission-locale", str(getattr(monde, mission_locale).pk)
    )  # fmt: skip


def test_a_partenariat_opens_a_mission_locale_to_a_porteur_until_it_ends(monde):
    with pytest.raises(MissionLocaleSansPartenariat):
        monde.dossier(monde.nadia, mission_locale=monde.haute_rive)
    assert "Partenaires depuis le 01/11/2026" in commander(*entre(monde), "--depuis", "2026-11-01")
    assert monde.dossier(monde.nadia, mission_locale=monde.haute_rive).mission_locale == monde.haute_rive
    commander(*entre(monde), "--fin", "2026-11-22")
    assert monde.haute_rive not in missions_locales_de(monde.le_fil.pk, le=LE)


@pytest.mark.parametrize(
    "suite,dit",
    [
        (("--depuis", "2026-11-01"), "déjà partenaires"),
        ((), "--depuis pour lier"),
        (("--fin", "2020-01-01"), "pas partenaires"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(monde, suite, dit):
    with pytest.raises(CommandError, match=dit):
        commander(*entre(monde, mission_locale="val_dore"), *suite)


def test_the_sides_are_not_exchanged(monde):
    with pytest.raises(CommandError, match="lie un porteur à une mission locale"):
        commander(*entre(monde, porteur="val_dore", mission_locale="le_fil"), "--depuis", "2026-11-01")


def grouper(chef: str, membre: str) -> str:
    sortie = StringIO()
    mots = ("--chef-de-file", chef, "--membre", membre, "--depuis", "2026-01-01")
    call_command("groupement", *mots, stdout=sortie)
    return sortie.getvalue()


def test_a_porteur_joins_a_consortium_once_and_the_team_reads_it(monde):
    assert "Les Amarres est membre du groupement de Le Fil d’Ormelle" in grouper("Le Fil d’Ormelle", "Les Amarres")
    with pytest.raises(CommandError, match="déjà dans un groupement"):
        grouper("Le Fil d’Ormelle", "Les Amarres")
    with pytest.raises(CommandError, match="réunit des porteurs"):
        grouper("Le Fil d’Ormelle", str(monde.val_dore.pk))
    with pytest.raises(CommandError, match="Aucune structure"):
        grouper("Le Fil d’Ormelle", "Inconnue")
    page = monde.client(monde.paul).get("/equipe/").content.decode()
    assert "Les Amarres, depuis le 1" in page.replace("<sup>er</sup>", "er")


def test_the_members_of_a_consortium_see_their_own_dossiers_only(monde):
    MembreDeGroupement.objects.create(chef_de_file=monde.le_fil, membre=monde.les_amarres, depuis=date(2026, 1, 1))
    du_chef = monde.dossier(monde.nadia)
    du_membre = monde.dossier(monde.sacha)
    with sans_mur_python():
        with agir(monde.nadia):
            assert list(Dossier.objects.all()) == [du_chef]
        with agir(monde.sacha):
            assert list(Dossier.objects.all()) == [du_membre]
