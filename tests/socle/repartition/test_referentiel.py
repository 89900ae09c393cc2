"""The referential of tasks: read whole or not at all."""

import pytest
import yaml

from regles.noyau.bareme import BaremeInvalide
from socle.dossier.domaines import Domaine
from socle.repartition import referentiel
from socle.repartition.apps import taches_lisibles
from socle.repartition.models import Phase, Qui
from socle.repartition.referentiel import ReferentielInvalide, lire

TEXTE = referentiel.FICHIER.read_text(encoding="utf-8")


def test_it_covers_every_phase_and_every_domain_in_words_that_hold_on_a_line():
    taches = referentiel.referentiel()
    assert 35 <= len(taches) <= 50
    assert {t.phase for t in taches} == set(Phase.values)
    assert {t.domaine for t in taches} == set(Domaine.values)
    assert all(t.concret.endswith((".", "!", "?")) and len(t.intitule) <= 60 for t in taches)


def test_what_a_text_gives_to_a_side_cites_it():
    reservees = {t.code: t for t in referentiel.referentiel() if t.reserve}
    attendues = {"ouvrir_le_contrat", "referent_du_contrat", "suspendre_l_allocation", "signer_le_contrat"}
    assert attendues <= set(reservees)
    assert reservees["ouvrir_le_contrat"].reserve == Qui.MISSION_LOCALE
    assert reservees["signer_le_contrat"].reserve == Qui.LES_DEUX
    for tache in reservees.values():
        assert tache.texte.resume and tache.texte.connu_par


def _avec(**ecarts) -> str:
    brut = yaml.safe_load(TEXTE)
    brut["reperage"][0] |= ecarts
    return yaml.safe_dump(brut, sort_keys=False, allow_unicode=True)


@pytest.mark.parametrize(
    ("ecarts", "dit"),
    [
        ({"domaine": "cuisine"}, "domaine « cuisine » inconnu"),
        ({"reserve": "mission_locale"}, "cite son texte"),
        ({"reserve": "partenaire", "source": "ct-l5411-6"}, "personne à qui réserver"),
        ({"source": "ct-l9999"}, "inconnu"),
        ({"tache": "x" * 91}, "plus de 90 signes"),
        ({"code": "Aller vers"}, "lettres minuscules"),
        ({"code": "rythme"}, "donné deux fois"),
        ({"tache": "Chercher un hébergement"}, "donné deux fois"),
        ({"couleur": "vert"}, "couleur"),
        ({"concret": ""}, "concret"),
    ],
)
def test_a_fault_is_named_and_nothing_is_read(ecarts, dit):
    with pytest.raises((ReferentielInvalide, BaremeInvalide)) as refus:
        lire(_avec(**ecarts), "essai.yaml")
    message = str(refus.value).replace("\u00a0", " ")
    assert dit in message and "essai.yaml, reperage, 1" in message or "donné deux fois" in message


@pytest.mark.parametrize("texte", ["[]", "reperage: []", TEXTE.replace("suites:", "fin:"), "a: ["])
def test_a_file_of_another_shape_is_refused(texte):
    with pytest.raises((ReferentielInvalide, BaremeInvalide)):
        lire(texte, "essai.yaml")


def test_a_fault_stops_the_check_of_the_start(monkeypatch, tmp_path):
    assert taches_lisibles() == []
    faux = tmp_path / "taches.yaml"
    faux.write_text("reperage: []", encoding="utf-8")
    monkeypatch.setattr(referentiel, "FICHIER", faux)
    referentiel.referentiel.cache_clear()
    try:
        (faute,) = taches_lisibles()
    finally:
        referentiel.referentiel.cache_clear()
    assert "taches.yaml" in faute.msg
