"""The local PostgreSQL, run for real: starts, accidents, places, programs."""

import os
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.cluster import Grappe, NomGrappe
from config.cluster.binaires import Binaires, a_portee, candidats
from config.cluster.compte import Compte
from config.cluster.lieux import entree
from config.cluster.serveur import Serveur
from tests.machine.conftest import EN_ROOT, connexion, lancer_python, vit

DEMARRER = """
from pathlib import Path
from config.cluster import Grappe
print(Grappe(Path({!r}), "tests").demarrer())
"""


def test_demarrer_deux_fois_puis_arreter_deux_fois(projet: Path) -> None:
    grappe = Grappe(projet, "tests")
    assert not grappe.etat().marche
    assert grappe.demarrer() is True
    premier = grappe.etat().pid
    assert grappe.demarrer() is False
    assert grappe.etat().pid == premier
    with connexion(projet) as base:
        assert base.execute("SELECT current_user, current_database()").fetchone() == ("tandem_web", "tandem")
    assert grappe.arreter() is True
    assert grappe.arreter() is False
    assert premier is not None and not vit(premier)


def test_deux_demarrages_en_meme_temps_n_en_font_qu_un(projet: Path) -> None:
    lances = [lancer_python(DEMARRER.format(str(projet))) for _ in range(3)]
    dits = [lance.communicate(timeout=60) for lance in lances]
    assert [lance.returncode for lance in lances] == [0, 0, 0], dits
    assert sorted(sortie.strip() for sortie, _ in dits) == ["False", "False", "True"]
    assert Grappe(projet, "tests").etat().marche


def test_repart_apres_un_kill_9_avec_ses_donnees(projet: Path) -> None:
    # The cluster that keeps its promises: the tests' own may lose its last commits.
    grappe = Grappe(projet, "principale")
    grappe.demarrer()
    with connexion(projet, "owner", "principale") as base:
        base.execute("CREATE TABLE temoin AS SELECT 42 AS n")
    pid = grappe.etat().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while vit(pid):
        time.sleep(0.01)
    assert grappe.demarrer() is True
    assert grappe.etat().pid != pid
    with connexion(projet, "owner", "principale") as base:
        assert base.execute("SELECT n FROM temoin").fetchone() == (42,)


def test_un_pid_repris_par_un_autre_programme_ne_bloque_pas(projet: Path) -> None:
    grappe = Grappe(projet, "tests")
    grappe.demarrer()
    donnees = grappe.etat().maison / "data"
    compte = Compte.de(donnees.stat().st_uid)
    assert compte is not None
    perime = (donnees / "postmaster.pid").read_text().splitlines()
    grappe.arreter()
    # The same account: PostgreSQL alone takes such a process for a server of its own, and refuses.
    with subprocess.Popen(["sleep", "60"], cwd="/", user=compte.uid if EN_ROOT else None) as autre:
        (donnees / "postmaster.pid").write_text("\n".join([str(autre.pid), *perime[1:]]) + "\n")
        assert Serveur.pid_vivant(donnees) is None
        assert grappe.demarrer() is True
        autre.kill()


def test_dossier_ferme_la_grappe_vit_ailleurs_et_aucun_parent_ne_change(
    fabrique: Callable[..., Path],
) -> None:
    projet = fabrique("prive/projet", mode=0o700)
    parents = [projet, *projet.parents]
    avant = [stat.S_IMODE(parent.stat().st_mode) for parent in parents]
    grappe = Grappe(projet, "tests")
    assert grappe.demarrer() is True
    assert [stat.S_IMODE(parent.stat().st_mode) for parent in parents] == avant
    lien = entree(projet, "tests")
    # As an ordinary user the server is oneself, and nothing needs to move.
    assert lien.is_symlink() is EN_ROOT
    maison = lien.resolve()
    assert stat.S_IMODE(maison.stat().st_mode) == 0o700
    assert maison.stat().st_uid != 0
    with connexion(projet) as base:
        assert base.execute("SELECT 1").fetchone() == (1,)
    # Found again through the link, not made anew.
    grappe.arreter()
    assert grappe.demarrer() is True
    assert lien.resolve() == maison


def test_dossier_ferme_apres_coup_les_donnees_suivent(fabrique: Callable[..., Path]) -> None:
    projet = fabrique("projet")
    grappe = Grappe(projet, "tests")
    grappe.demarrer()
    with connexion(projet, "owner") as base:
        base.execute("CREATE TABLE temoin AS SELECT 42 AS n")
    grappe.arreter()
    projet.parent.chmod(0o700)
    assert grappe.demarrer() is True
    assert entree(projet, "tests").is_symlink() is EN_ROOT
    with connexion(projet, "owner") as base:
        assert base.execute("SELECT n FROM temoin").fetchone() == (42,)


def test_chemin_tres_long_la_socket_reste_courte(fabrique: Callable[..., Path]) -> None:
    projet = fabrique("un-dossier-au-nom-vraiment-long/" * 6 + "é" * 20)
    grappe = Grappe(projet, "tests")
    assert grappe.demarrer() is True
    chemin = grappe.etat().socket / ".s.PGSQL.5432"
    assert len(os.fsencode(chemin)) < 100
    assert stat.S_IMODE(chemin.parent.stat().st_mode) == 0o700
    with connexion(projet) as base:
        assert base.execute("SELECT 1").fetchone() == (1,)


def test_une_apostrophe_et_un_espace_dans_le_chemin(fabrique: Callable[..., Path]) -> None:
    projet = fabrique("l'été %s $HOME")
    assert Grappe(projet, "tests").demarrer() is True
    with connexion(projet) as base:
        assert base.execute("SELECT 1").fetchone() == (1,)


def test_sans_postgresql_du_systeme_la_roue_sert(projet: Path) -> None:
    lance = lancer_python(DEMARRER.format(str(projet)), TANDEM_POSTGRES="roue")
    assert lance.communicate(timeout=60) == ("True\n", "")
    with connexion(projet, "owner") as base:
        version = base.execute("SHOW server_version_num").fetchone()
        assert version is not None and int(version[0]) // 10000 == candidats("roue")[0].majeure
        for nom in ("pg_trgm", "unaccent", "btree_gist"):
            base.execute(f"CREATE EXTENSION {nom}")


def test_la_roue_hors_de_portee_est_copiee(projet: Path) -> None:
    roue = candidats("roue")[0]
    prive = projet / "prive"
    prive.mkdir()
    (prive / "pginstall").symlink_to(roue.dossier.parent)
    prive.chmod(0o700)
    cachee = Binaires(prive / "pginstall" / "bin", roue.version, de_la_roue=True)
    compte = Compte.de(os.geteuid() or 65534)
    assert compte is not None
    prete = a_portee(cachee, compte, projet)
    assert (prete.dossier != cachee.dossier) is EN_ROOT
    assert compte.lancer(prete.programme("postgres"), "--version").stdout.strip().endswith(roue.version)
    assert not compte.peut("-w", prete.dossier) or not EN_ROOT


def test_aucun_programme_le_dit_en_une_phrase(projet: Path) -> None:
    lance = lancer_python(DEMARRER.format(str(projet)), TANDEM_POSTGRES=str(projet))
    _, erreurs = lance.communicate(timeout=60)
    assert lance.returncode != 0
    assert "Aucun PostgreSQL 15 ou plus récent" in erreurs


@pytest.mark.parametrize("nom", ["principale", "tests"])
def test_seuls_les_tests_renoncent_a_fsync(projet: Path, nom: NomGrappe) -> None:
    grappe = Grappe(projet, nom)
    grappe.demarrer()
    configuration = (grappe.etat().maison / "data" / "postgresql.conf").read_text()
    assert ("fsync = off" in configuration) is (nom == "tests")


def test_rien_n_ecoute_hors_de_la_socket_privee(projet: Path) -> None:
    grappe = Grappe(projet, "tests")
    grappe.demarrer()
    with connexion(projet) as base:
        assert base.execute("SHOW listen_addresses").fetchone() == ("",)
    with socket.socket(socket.AF_UNIX) as prise:
        prise.connect(str(grappe.etat().socket / ".s.PGSQL.5432"))
    assert stat.S_IMODE(grappe.etat().socket.stat().st_mode) & 0o077 == 0
    debut = time.monotonic()
    assert grappe.demarrer() is False
    assert time.monotonic() - debut < 0.5
