"""manage.py, the Makefile and the demonstration's processes, run as a person would."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
import tomllib
from itertools import chain
from pathlib import Path

import pytest

import manage
from tests import chromium
from tests.machine.conftest import RACINE, vit

JEUNE = {"le": "2023-10-10", "programme": "cej-jr", "date_naissance": "2004-03-02"}


def test_eligibilite_ne_touche_ni_django_ni_postgresql(tmp_path: Path) -> None:
    fini = subprocess.run(
        [sys.executable, "-X", "importtime", "manage.py", "eligibilite"],
        cwd=RACINE,
        # No program to find, no PostgreSQL to start.
        env={"PATH": "", "TANDEM_POSTGRES": str(tmp_path), "DATABASE_URL": "postgresql://x@127.0.0.1:1/x"},
        input=json.dumps(JEUNE),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert fini.returncode == 0, fini.stderr
    assert json.loads(fini.stdout)["verdict"] == "a_preciser"
    charges = {ligne.rpartition("|")[2].strip() for ligne in fini.stderr.splitlines()}
    assert "regles" in charges
    assert not {nom for nom in charges if nom.split(".")[0] in ("django", "psycopg", "config")}


@pytest.mark.parametrize(
    ("arguments", "besoin"),
    [
        (["migrate"], True),
        (["makemigrations", "--check"], True),
        (["runserver"], True),
        (["demo_charger"], True),
        (["check"], False),
        (["check", "--database", "default"], True),
        (["collectstatic", "--no-input"], False),
        (["help"], False),
        (["migrate", "--help"], False),
        ([], False),
    ],
)
def test_la_base_ne_demarre_que_pour_qui_s_en_sert(arguments: list[str], besoin: bool) -> None:
    assert manage.a_besoin_de_la_base(arguments[0] if arguments else "", arguments) is besoin


def test_les_reglages_de_la_ligne_l_emportent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    assert manage.reglages(["migrate"]) == "config.settings.dev"
    assert manage.reglages(["migrate", "--settings=config.settings.test"]) == "config.settings.test"
    assert manage.reglages(["migrate", "--settings", "config.settings.demo"]) == "config.settings.demo"


@pytest.mark.parametrize(("port", "phrase"), [("pris", "est pris"), ("0", "numéro de port"), ("x", "numéro de port")])
def test_un_mauvais_port_se_dit_en_une_phrase(port: str, phrase: str) -> None:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        choisi = str(prise.getsockname()[1]) if port == "pris" else port
        fini = subprocess.run(
            [sys.executable, "-m", "demo.serveur"],
            cwd=RACINE,
            env={**os.environ, "PORT": choisi},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    assert fini.returncode == 1
    assert phrase in fini.stderr
    assert "Traceback" not in fini.stderr


def _sans_make() -> dict[str, str]:
    """The environment without what « make test » adds to it: a make inside a make also says which folder it enters."""
    return {nom: valeur for nom, valeur in os.environ.items() if nom not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


@pytest.mark.parametrize(
    ("numero", "a_qui"),
    [
        (signal.SIGTERM, "make"),
        (signal.SIGINT, "make"),
        (signal.SIGKILL, "make"),
        (signal.SIGTERM, "demo"),
        (signal.SIGINT, "demo"),
    ],
)
def test_aucun_enfant_ne_survit(tmp_path: Path, numero: int, a_qui: str) -> None:
    (tmp_path / "enfant.py").write_text("import time; time.sleep(60)\n")
    (tmp_path / "parent.py").write_text(
        textwrap.dedent(
            """
            import os, sys
            from pathlib import Path
            from demo.processus import Arret, Enfants
            enfants = Enfants(Path(__file__).parent, dict(os.environ))
            enfant = enfants.lancer("enfant.py")
            print(os.getpid(), enfant.pid, flush=True)
            try:
                enfants.attendre_une_fin({"L’enfant": enfant})
            except Arret:
                enfants.arreter()
            """
        )
    )
    (tmp_path / "Makefile").write_text(f"demo:\n\t@PORT=1 exec {sys.executable} parent.py\n")
    make = subprocess.Popen(
        ["make", "demo"],
        cwd=tmp_path,
        env={**_sans_make(), "PYTHONPATH": str(RACINE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        # A runner started in the background ignores SIGINT, and hands that down to all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert make.stdout is not None
    demo, enfant = (int(mot) for mot in make.stdout.readline().split())
    try:
        os.kill(make.pid if a_qui == "make" else demo, numero)
        make.wait(15)
        fin = time.monotonic() + 15
        while time.monotonic() < fin and (vit(demo) or vit(enfant)):
            time.sleep(0.05)
        assert [pid for pid in (demo, enfant) if vit(pid)] == []
    finally:
        make.stdout.close()
        for pid in (demo, enfant):
            if vit(pid):
                os.kill(pid, signal.SIGKILL)
        make.kill()
        make.wait()


def test_make_sans_rien_dit_ce_qu_il_sait_faire() -> None:
    dit = subprocess.run(["make"], cwd=RACINE, capture_output=True, text=True, check=True).stdout
    assert [ordre for ordre in ("setup", "demo", "test", "check", "bench", "help") if f"make {ordre} " not in dit] == []


def test_le_verrou_des_dependances_ne_nomme_aucun_depot() -> None:
    lignes = (RACINE / "requirements.lock").read_text().splitlines()
    assert [ligne for ligne in lignes if "://" in ligne or ligne.startswith("--")] == []
    paquets = [ligne for ligne in lignes if not ligne.startswith(" ")]
    assert len(paquets) > 30 and all("==" in paquet for paquet in paquets)


def test_toute_dependance_declaree_est_verrouillee() -> None:
    declare = tomllib.loads((RACINE / "pyproject.toml").read_text())
    voulues = [*declare["project"]["dependencies"], *chain(*declare["dependency-groups"].values())]
    noms = {re.split(r"[^A-Za-z0-9._-]", voulue)[0].lower() for voulue in voulues}
    verrouilles = {ligne.split("==")[0] for ligne in (RACINE / "requirements.lock").read_text().splitlines()}
    assert sorted(noms - verrouilles) == []


def test_sans_chromium_le_test_echoue_en_nommant_la_commande(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="apt-get install -y --no-install-recommends chromium"):
        chromium.chemin()
    assert chromium.COMMANDE in (RACINE / "tests" / "chromium.sh").read_text()
