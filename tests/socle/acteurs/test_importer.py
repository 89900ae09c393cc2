"""The directory of missions locales, on fictional extracts."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from socle.acteurs import annuaire
from socle.acteurs.importation import HorsTransaction, importer
from socle.acteurs.models import Structure

ANNUAIRE = Path(__file__).parent / "annuaire.csv"
ENTETE = "code_imilo,nom_officiel,nom_usuel,departement,region,fuseau_horaire\n"
BONNE = "35999S00,35-ML ORMELLE,Mission locale de l’Ormelle,35,53,Europe/Paris\n"


@pytest.fixture
def lancer(db, tmp_path):
    """Run the command on a text, bytes or a path; returns (exit code, what is printed, the sentence of the error)."""

    def lancer(contenu: str | bytes | Path, *options: str) -> tuple[int, str, str]:
        chemin = contenu if isinstance(contenu, Path) else tmp_path / "annuaire.csv"
        if not isinstance(contenu, Path):
            chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
        sortie = StringIO()
        try:
            call_command("importer_missions_locales", str(chemin), *options, stdout=sortie)
        except CommandError as erreur:
            return erreur.returncode, sortie.getvalue(), str(erreur)
        return 0, sortie.getvalue(), ""

    return lancer


def test_it_creates_then_changes_nothing(lancer):
    code, dit, _ = lancer(ANNUAIRE)
    assert code == 0
    assert "4 créées, 0 modifiée, 0 inchangée, 0 refusée" in dit
    assert list(Structure.objects.order_by("code_imilo").values_list("code_imilo", "nom", "departement", "fuseau")) == [
        ("2A998S00", "Mission locale du Golfe", "2A", "Europe/Paris"),
        ("35998S00", "35-ML HAUTE SEVRE", "35", "Europe/Paris"),
        ("35999S00", "Mission locale de l'Ormelle", "35", "Europe/Paris"),
        ("974998S0", 'Mission locale des Hauts, antenne "sud"', "974", "Indian/Reunion"),
    ]  # fmt: skip
    assert set(Structure.objects.values_list("nature", flat=True)) == {"mission_locale"}
    assert "0 créée, 0 modifiée, 4 inchangées, 0 refusée" in lancer(ANNUAIRE)[1]
    assert Structure.objects.count() == 4


def test_a_change_is_told_and_what_the_structure_says_of_itself_is_kept(lancer):
    lancer(ENTETE + BONNE)
    Structure.objects.update(telephone="01 99 00 00 00", nom_court="L’Ormelle")
    code, dit, _ = lancer(ENTETE + BONNE.replace("de l’Ormelle", "du pays d’Ormelle"))
    assert code == 0
    assert "ligne 2 35999S00 modifiée : nom : Mission locale de l’Ormelle → Mission locale du pays d’Ormelle" in dit
    structure = Structure.objects.get()
    assert (structure.nom, structure.telephone) == ("Mission locale du pays d’Ormelle", "01 99 00 00 00")
    assert structure.nom_court == "L’Ormelle"


@pytest.mark.parametrize(
    ("ligne", "raison"),
    [
        (",ML,ML,35,53,Europe/Paris", "code I-Milo absent"),
        ("35-99,ML,ML,35,53,Europe/Paris", "code I-Milo mal formé"),
        ("1234567890123,ML,ML,35,53,Europe/Paris", "code I-Milo mal formé"),
        ("35999S00,ML,ML,35,53,Europe/Paris", "déjà vu plus haut"),
        ("35997S00,,,35,53,Europe/Paris", "ni nom usuel ni nom officiel"),
        (f"35997S00,,{'a' * 161},35,53,Europe/Paris", "161 caractères"),
        ("35997S00,ML,ML,99999,53,Europe/Paris", "département"),
        ("35997S00,ML,ML,35,Bretagne,Europe/Paris", "région"),
        ("35997S00,ML,ML,35,53,Europe/Rennes", "fuseau"),
        ("35997S00,ML,ML,35,53,Europe", "fuseau"),
        ("35997S00,ML,ML,35,53,../../etc/passwd", "fuseau"),
        ("35997S00,ML,ML,35,53,", "fuseau"),
        ("35997S00,ML,M\0L,35,53,Europe/Paris", "caractère de contrôle"),
        ('35997S00,ML,"M\nL",35,53,Europe/Paris', "caractère de contrôle"),
        ("35997S00,ML,ML,35,53", "5 colonnes au lieu de 6"),
        ("35997S00,ML,ML,35,53,Europe/Paris,x", "7 colonnes au lieu de 6"),
    ],
)
def test_a_wrong_line_is_refused_alone_and_told(lancer, ligne, raison):
    code, dit, erreur = lancer(f"{ENTETE}{BONNE}{ligne}\n36000S00,,Suivante,36,24,Europe/Paris\n")
    assert code == 1
    [refus] = [ligne for ligne in dit.splitlines() if " refusée" in ligne and ligne.startswith("ligne")]
    assert raison in refus
    assert "2 créées" in dit
    assert "refusées" in erreur
    assert set(Structure.objects.values_list("code_imilo", flat=True)) == {"35999S00", "36000S00"}


def test_the_good_line_of_a_code_first_written_wrong_is_taken(lancer):
    code, _, _ = lancer(ENTETE + BONNE.replace("Europe/Paris", "Mars/Olympus") + BONNE)
    assert code == 1
    assert Structure.objects.get().fuseau == "Europe/Paris"


def test_the_code_of_another_structure_is_refused(lancer):
    Structure.objects.create(nature="porteur", nom="Le Fil", code_imilo="35999S00")
    code, dit, _ = lancer(ENTETE + BONNE)
    assert (code, "ce code est celui d’une autre structure" in dit) == (1, True)
    assert Structure.objects.get().nom == "Le Fil"


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        (b"", "première ligne"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        ((ENTETE + BONNE).encode("utf-16"), "UTF-8"),
        ((ENTETE + BONNE).replace("’", "é").encode("latin-1"), "UTF-8"),
        ((ENTETE + BONNE).replace(",", ";"), "première ligne"),
        (ENTETE.upper() + BONNE, "première ligne"),
        (ENTETE + BONNE + '35997S00,"ML' + "a,b\n" * 50_000, "guillemet"),
        (ENTETE + BONNE + '35997S00,"ML"x,ML,35,53,Europe/Paris\n', "guillemet"),
        (ENTETE + BONNE + "a" * 200_000, "10 000 caractères"),
        (Path("/nulle/part.csv"), "n’existe pas"),
        (Path(__file__).parent, "n’existe pas"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence_and_writes_nothing(lancer, contenu, raison):
    code, _, erreur = lancer(contenu)
    assert code == 2
    assert raison in erreur
    assert erreur.endswith("Rien n’a été écrit.")
    assert not Structure.objects.exists()


def test_a_file_too_heavy_is_not_opened(lancer, tmp_path):
    creux = tmp_path / "creux.csv"
    with creux.open("wb") as fichier:
        fichier.truncate(annuaire.TAILLE_MAXIMALE + 1)
    assert lancer(creux)[0] == 2


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_are_read(lancer):
    code, dit, _ = lancer(b"\xef\xbb\xbf" + (ENTETE + "\n" + BONNE + ",,,,,\n").replace("\n", "\r\n").encode())
    assert (code, "1 créée" in dit) == (0, True)


def test_a_dry_run_says_the_same_and_writes_nothing(lancer):
    code, dit, _ = lancer(ANNUAIRE, "--a-blanc")
    assert (code, "4 créées" in dit, "rien n’a été écrit" in dit) == (0, True, True)
    assert not Structure.objects.exists()


def test_an_import_without_a_transaction_is_refused(base_jetable):
    with pytest.raises(HorsTransaction):
        list(importer([]))
