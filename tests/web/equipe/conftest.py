"""The pages of the team, without the second factor: `test_compte` proves it, with the setting on."""

import pytest

from tests.monde import Monde


@pytest.fixture
def ici(monde: Monde, settings) -> Monde:
    """The cast, on a site where the second factor is off."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    settings.EMAIL_BACKEND = "socle.courrier.boite.BoiteDEnvoi"
    return monde
