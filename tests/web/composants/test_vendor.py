"""What we serve from others is what we recorded."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

RACINE = Path(__file__).resolve().parents[3]


def verifier(racine):
    commande = [sys.executable, str(racine / "bin" / "vendor"), "--verifier"]
    return subprocess.run(commande, capture_output=True, text=True, check=False)


@pytest.fixture
def copie(tmp_path):
    """A copy of the script, its checksums, and the files they name."""
    for chemin in ("bin/vendor", "bin/vendor.sha256"):
        (tmp_path / chemin).parent.mkdir(exist_ok=True)
        shutil.copy(RACINE / chemin, tmp_path / chemin)
    for ligne in (RACINE / "bin" / "vendor.sha256").read_text().splitlines():
        chemin = ligne.split("  ", 1)[1]
        (tmp_path / chemin).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RACINE / chemin, tmp_path / chemin)
    return tmp_path


def test_les_fichiers_du_depot_sont_ceux_qui_sont_notes():
    reponse = verifier(RACINE)
    assert reponse.returncode == 0, reponse.stdout


def test_un_octet_change_se_voit(copie):
    fichier = copie / "web" / "static" / "vendor" / "htmx.min.js"
    fichier.write_bytes(fichier.read_bytes() + b" ")
    reponse = verifier(copie)
    assert (reponse.returncode, reponse.stdout.strip()) == (
        1,
        "web/static/vendor/htmx.min.js: checksum differs",
    )


def test_un_fichier_absent_se_voit(copie):
    (copie / "web" / "composants" / "icones" / "clock.svg").unlink()
    assert "clock.svg: absent" in verifier(copie).stdout


def test_chaque_paquet_servi_a_sa_licence():
    chemins = (RACINE / "bin" / "vendor.sha256").read_text()
    for licence in (
        "LICENSE-bootstrap",
        "LICENSE-htmx",
        "OFL-atkinson",
        "OFL-bricolage",
        "LICENSE-lucide",
        "LICENSE-axe",
    ):
        assert licence in chemins


def test_les_fichiers_statiques_se_rassemblent_avec_leur_empreinte(tmp_path):
    """Hashed storage refuses a style sheet that names a missing file: the production would not start."""
    reglages = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES={**settings.STORAGES, **reglages}):
        call_command("collectstatic", interactive=False, verbosity=0)
    noms = {fichier.name for fichier in (tmp_path / "tandem").iterdir()}
    assert any(nom.startswith("jetons.") and nom != "jetons.css" for nom in noms)
    feuille = next(f for f in (tmp_path / "tandem").glob("jetons.*.css"))
    assert "polices/bricolage-latin." in feuille.read_text() and "bricolage-latin.woff2" not in feuille.read_text()
