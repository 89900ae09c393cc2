"""The social security number is refused wherever one may type, and nothing else is taken for it."""

from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError

from parcours.reperage.models import Brouillon
from socle.dossier.secret import sans_nir
from tests.monde import agir

FICTIF = "2 06 03 99 123 456"


def cle(nir: str) -> str:
    return f"{97 - int(nir.replace(' ', '')) % 97:02d}"


@pytest.mark.parametrize("texte", [FICTIF, FICTIF.replace(" ", ""), f"son numéro : {FICTIF} {cle(FICTIF)}."])
def test_a_social_security_number_is_refused(texte):
    with pytest.raises(ValidationError, match="sécurité sociale"):
        sans_nir(texte)


@pytest.mark.parametrize(
    "texte",
    ["01 99 00 12 34", "+33 6 39 98 12 34", "le 12/03/2006", "123456", "20260302", f"{FICTIF} 99", "1234567890123456"],
)
def test_a_phone_a_date_or_another_number_is_not(texte):
    sans_nir(texte)


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_it_is_told_beside_the_field_and_kept_in_no_draft(monde):
    nadia, brouillon = monde.client(monde.nadia), uuid4()
    envoi = {"prenom": "Idriss", "repere_le": "2026-11-23", "dossier_id": str(uuid4()), "recit": FICTIF}
    reponse = nadia.post("/reperer/", envoi)
    assert reponse.status_code == 200
    assert "numéro de sécurité sociale" in reponse.content.decode()
    # The page's own saving is told that something is missing; a person gets the text back, with the sentence.
    assert nadia.post(f"/reperer/{brouillon}/garder/", envoi).status_code == 422
    rendue = nadia.post(f"/reperer/{brouillon}/garder/", envoi | {"plus_tard": "1"})
    assert rendue.status_code == 200
    assert FICTIF in rendue.content.decode()
    assert "Une réponse ne peut pas être gardée" in rendue.content.decode()
    with agir(monde.nadia):
        assert FICTIF not in str(Brouillon.objects.get(pk=brouillon).contenu)
