"""What the second factor keeps is unreadable without the key, and a wrong key is loud."""

import pytest

from socle.acteurs.double_facteur import AdaptateurDoubleFacteur, SecretIllisible


def test_a_secret_comes_back_and_is_not_in_clear(settings):
    adaptateur = AdaptateurDoubleFacteur()
    garde = adaptateur.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DP" not in garde
    assert adaptateur.encrypt("JBSWY3DPEHPK3PXP") != garde
    assert adaptateur.decrypt(garde) == "JBSWY3DPEHPK3PXP"
    settings.CLE_DES_SECRETS = "une autre clé, plus longue que la première, et différente"
    with pytest.raises(SecretIllisible):
        adaptateur.decrypt(garde)


def test_a_secret_in_clear_is_refused():
    with pytest.raises(SecretIllisible):
        AdaptateurDoubleFacteur().decrypt("JBSWY3DPEHPK3PXP")
