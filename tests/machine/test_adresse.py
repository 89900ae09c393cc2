"""What settings read: the operator's addresses, else the local socket; never a side effect."""

from pathlib import Path

import pytest

from config.cluster import ErreurGrappe, parametres
from config.cluster.adresse import lire_adresse

WEB = "postgresql://tandem_web:p%40ss%2Fe@base.example:5433/tandem%20un?sslmode=require"
OWNER = "postgresql://tandem_owner@/tandem?host=/run/postgresql"


@pytest.fixture(autouse=True)
def _sans_adresse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)


def test_sans_adresse_la_socket_locale_sans_rien_creer(tmp_path: Path) -> None:
    lus = parametres("web", racine=tmp_path)
    assert (lus["USER"], lus["NAME"]) == ("tandem_web", "tandem")
    assert list(tmp_path.iterdir()) == []


def test_les_deux_roles_et_les_deux_grappes_ne_se_confondent_pas(tmp_path: Path) -> None:
    assert parametres("owner", racine=tmp_path)["USER"] == "tandem_owner"
    hotes = {parametres("web", grappe=nom, racine=tmp_path)["HOST"] for nom in ("principale", "tests")}
    assert len(hotes) == 2


def test_une_adresse_se_lit_en_entier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", WEB)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)
    assert parametres("web") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "tandem un",
        "USER": "tandem_web",
        "PASSWORD": "p@ss/e",
        "HOST": "base.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    owner = parametres("owner")
    assert (owner["USER"], owner["HOST"], owner["OPTIONS"]) == ("tandem_owner", "/run/postgresql", {})


def test_les_tests_ne_touchent_jamais_une_base_donnee_par_adresse(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", WEB)
    lus = parametres("web", grappe="tests", racine=tmp_path)
    assert (lus["NAME"], lus["PASSWORD"]) == ("tandem", "")
    assert lus["HOST"].startswith("/")


@pytest.mark.parametrize(("donnee", "role"), [("DATABASE_URL", "owner"), ("DATABASE_OWNER_URL", "web")])
def test_une_seule_des_deux_adresses_est_refusee(monkeypatch: pytest.MonkeyPatch, donnee: str, role: str) -> None:
    monkeypatch.setenv(donnee, WEB)
    with pytest.raises(ErreurGrappe, match="manque"):
        parametres(role)


@pytest.mark.parametrize(
    "adresse",
    [
        "mysql://moi:sesame@ici/base",
        "postgresql://moi:sesame@ici",
        "postgresql://moi:sesame@ici:port/base",
    ],
)
def test_une_adresse_illisible_est_refusee_sans_etre_repetee(adresse: str) -> None:
    with pytest.raises(ErreurGrappe) as refus:
        lire_adresse(adresse)
    assert "sesame" not in str(refus.value)
