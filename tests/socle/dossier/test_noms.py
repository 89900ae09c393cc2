"""« de » before a name, as a reader says it."""

import pytest

from socle.dossier.noms import de, que


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("Nadia F.", "de Nadia F."),
        ("Emma P.", "d’Emma P."),
        ("Élodie", "d’Élodie"),
        ("Œdipe-Ångström Ç.", "d’Œdipe-Ångström Ç."),
        ("Yves", "d’Yves"),
        ("Yanis T.", "de Yanis T."),
        ("Ouassim", "de Ouassim"),
        ("Oumar", "d’Oumar"),
        ("Hugo P.", "de Hugo P."),
        ("🦊 Zéphyr", "de 🦊 Zéphyr"),
        ("سليم ا.", "de سليم ا."),
        ("Le Fil d’Ormelle", "du Fil d’Ormelle"),
        ("Les Amarres de Saint-Orme", "des Amarres de Saint-Orme"),
        ("", "de "),
    ],
)
def test_de_s_elide_devant_une_voyelle(nom: str, dit: str) -> None:
    assert de(nom) == dit


def test_que_s_elide_comme_de() -> None:
    assert (que("Éloane"), que("Yanick")) == ("qu’Éloane", "que Yanick")
