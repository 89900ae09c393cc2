"""The link to a cluster that lives elsewhere: followed, mended, never shared by accident."""

import os
import pwd
from pathlib import Path

import pytest

from config.cluster.compte import Compte
from config.cluster.erreurs import ErreurGrappe
from config.cluster.lieux import MARQUE, dossier_socket, entree, preparer, preparer_socket

ICI = Compte(os.geteuid(), os.getegid(), pwd.getpwuid(os.geteuid()).pw_name)


def ailleurs(base: Path, projet: Path) -> Path:
    """A home made elsewhere for this project, and the link that leads to it."""
    maison = base / "abri" / "postgres"
    maison.mkdir(parents=True)
    lien = entree(projet, "principale")
    lien.parent.mkdir(parents=True)
    lien.symlink_to(maison)
    (maison.parent / MARQUE).write_text(str(lien))
    return maison


def test_le_lien_est_suivi(tmp_path: Path) -> None:
    maison = ailleurs(tmp_path, tmp_path / "projet")
    assert preparer(tmp_path / "projet", "principale", ICI) == maison


def test_un_projet_copie_avec_son_lien_a_sa_propre_grappe(tmp_path: Path) -> None:
    maison = ailleurs(tmp_path, tmp_path / "projet")
    copie = entree(tmp_path / "copie", "principale")
    copie.parent.mkdir(parents=True)
    copie.symlink_to(maison)
    assert preparer(tmp_path / "copie", "principale", ICI) != maison
    assert preparer(tmp_path / "projet", "principale", ICI) == maison


def test_un_projet_deplace_garde_la_sienne(tmp_path: Path) -> None:
    maison = ailleurs(tmp_path, tmp_path / "projet")
    (tmp_path / "projet").rename(tmp_path / "autre-nom")
    assert preparer(tmp_path / "autre-nom", "principale", ICI) == maison


def test_un_lien_pose_a_la_main_est_respecte(tmp_path: Path) -> None:
    maison = ailleurs(tmp_path, tmp_path / "projet")
    (maison.parent / MARQUE).unlink()
    assert preparer(tmp_path / "projet", "principale", ICI) == maison


def test_un_lien_mort_est_remplace(tmp_path: Path) -> None:
    maison = ailleurs(tmp_path, tmp_path / "projet")
    maison.rmdir()
    neuve = preparer(tmp_path / "projet", "principale", ICI)
    assert neuve.is_dir() and neuve != maison


def test_un_dossier_de_socket_pose_par_autrui_est_refuse(tmp_path: Path) -> None:
    projet = tmp_path / ("un-nom-tres-long" * 10)
    maison = preparer_projet(projet)
    pris = dossier_socket(projet, "principale")
    pris.mkdir(mode=0o755)
    try:
        with pytest.raises(ErreurGrappe, match="n’est pas à nous"):
            preparer_socket(projet, "principale", maison, ICI)
    finally:
        pris.rmdir()


def preparer_projet(projet: Path) -> Path:
    """A project whose home is made in place."""
    projet.mkdir()
    return preparer(projet, "principale", ICI)
