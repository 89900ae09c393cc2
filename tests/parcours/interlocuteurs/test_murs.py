"""What one structure keeps for itself does not exist for the other, by PostgreSQL alone; each writes for itself."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.interlocuteurs import ecritures
from parcours.interlocuteurs.models import Partenaire
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import retirer
from tests.monde import LE, MAINTENANT, agir

DIT = {"sorte": "logement", "organisation": "L’Abri", "depuis": LE}


@pytest.fixture
def dossier(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    dossier.accord_du_jeune = monde.accord(monde.nadia, dossier)
    return dossier


def nommer(monde, dossier, qui="nadia", **champs):
    with agir(monde.gens[qui]) as acteur:
        return ecritures.nommer(
            acteur=acteur, partenaire_id=uuid4(), dossier=dossier, dit=DIT | {"audience": "les_deux"} | champs,
            maintenant=MAINTENANT,
        )  # fmt: skip


def visibles(monde, qui):
    with agir(monde.gens[qui]):
        avec = set(Partenaire.objects.values_list("organisation", flat=True))
        with sans_mur_python():
            sans = set(Partenaire.objects.values_list("organisation", flat=True))
    assert avec == sans
    return avec


def test_each_sees_what_is_for_both_and_what_is_its_own(monde, dossier):
    nommer(monde, dossier, organisation="Commun")
    nommer(monde, dossier, organisation="Du porteur", audience="structure")
    nommer(monde, dossier, "karim", organisation="De la mission locale", audience="structure")
    assert visibles(monde, "nadia") == visibles(monde, "bilal") == {"Commun", "Du porteur"}
    assert visibles(monde, "karim") == {"Commun", "De la mission locale"}
    for qui in ("lena", "sacha", "maya", "paul", "odile"):
        assert visibles(monde, qui) == set()


def test_another_structure_that_an_accord_lets_in_is_not_one_of_the_two(monde, dossier):
    nommer(monde, dossier)
    monde.accord(monde.nadia, dossier, avec=monde.haute_rive)
    assert monde.client(monde.lena).get(f"/dossiers/{dossier.pk}/equipe/").status_code == 200
    assert visibles(monde, "lena") == set()


def test_nothing_is_left_to_the_mission_locale_once_the_accord_is_withdrawn(monde, dossier):
    nommer(monde, dossier)
    nommer(monde, dossier, "karim", organisation="Le sien", audience="structure")
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=dossier.accord_du_jeune, maintenant=MAINTENANT)
    assert visibles(monde, "karim") == set()


def test_the_past_of_a_row_is_for_the_structure_that_wrote_it(monde, dossier):
    note = nommer(monde, dossier)
    with agir(monde.nadia):
        Partenaire.objects.filter(pk=note.pk).update(audience="structure")
    for qui, combien in (("nadia", 2), ("karim", 0)):
        with agir(monde.gens[qui]), connection.cursor() as curseur:
            curseur.execute("SELECT count(*) FROM interlocuteurs_partenaireevent")
            assert curseur.fetchone()[0] == combien, qui


@pytest.mark.parametrize("sorte", ["sante", "justice"])
def test_health_and_justice_open_to_nobody_whoever_writes(monde, dossier, sorte):
    with pytest.raises(ecritures.DomaineReserve):
        nommer(monde, dossier, sorte=sorte)
    note = nommer(monde, dossier, sorte=sorte, audience="structure")
    with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
        Partenaire.objects.filter(pk=note.pk).update(audience="les_deux")


def test_nobody_writes_in_the_name_of_the_other_side(monde, dossier):
    note = nommer(monde, dossier)
    with agir(monde.karim) as acteur:
        for ecrire in (ecritures.retirer, lambda **k: ecritures.dire_parti(parti_le=LE, **k)):
            with pytest.raises(ecritures.PasSonCote):
                ecrire(acteur=acteur, partenaire=note, maintenant=MAINTENANT)
        with sans_mur_python():
            assert Partenaire.objects.filter(pk=note.pk).update(nom="Autre") == 0
        faux = Partenaire(
            **DIT, dossier=dossier, structure=monde.le_fil, par=monde.karim, note_le=MAINTENANT, audience="les_deux"
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            faux.save(force_insert=True)
    with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
        Partenaire.objects.filter(pk=note.pk).update(structure=monde.val_dore)


def test_an_accord_that_does_not_speak_of_who_helps_shows_one_s_own_alone(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    nommer(monde, dossier, organisation="Du porteur, pour les deux")
    nommer(monde, dossier, "karim", organisation="De la mission locale")
    assert visibles(monde, "karim") == {"De la mission locale"}
    assert visibles(monde, "nadia") == {"Du porteur, pour les deux", "De la mission locale"}
