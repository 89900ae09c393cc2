"""What PostgreSQL alone holds of the weeks, with the Python wall taken down."""

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.activites.models import Activite, MotsDActivite
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.monde import MAINTENANT, agir
from tests.parcours.activites.scene import declarer
from tests.parcours.plan.scene import partage

TABLES = ("activites_activite", "activites_motsdactivite")
VALIDER = "UPDATE activites_activite SET validee_le = now(), validee_par_id = %s, maj_par_id = %s WHERE id = %s"


def _lignes(table: str) -> int:
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT count(*) FROM {table}")
        return curseur.fetchone()[0]


def _vues(par) -> list[int]:
    """How many rows of each table; both walls, then PostgreSQL alone, and the history, must say the same."""
    with agir(par), sans_mur_python():
        seul = [_lignes(t) for t in TABLES]
        assert [_lignes(f"{t}event") > 0 for t in TABLES] == [n > 0 for n in seul]
    with agir(par):
        assert [m.objects.count() for m in (Activite, MotsDActivite)] == seul
    return seul


def _faire(sql: str, *valeurs: object) -> int:
    with connection.cursor() as curseur:
        curseur.execute(sql, valeurs)
        return curseur.rowcount


def _refuse(sql: str, *valeurs: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        _faire(sql, *valeurs)


def test_both_sides_read_hours_and_the_words_that_are_theirs_until_the_accord_closes(monde):
    dossier = partage(monde)
    declarer(monde.nadia, dossier, titre="Visite")
    declarer(monde.nadia, dossier, titre="Entre nous", audience="structure")
    declarer(monde.nadia, dossier, nature="sante", titre="CMP")
    assert (_vues(monde.nadia), _vues(monde.karim)) == ([3, 3], [3, 1])
    for etranger in (monde.sacha, monde.lena, monde.odile, monde.maya):
        assert _vues(etranger) == [0, 0]
    with agir(monde.nadia) as acteur:
        accord = Accord.objects.get(destinataire=monde.val_dore, retire_le=None)
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
    assert (_vues(monde.nadia), _vues(monde.karim)) == ([3, 3], [0, 0])


def test_who_declares_changes_and_the_mission_locale_alone_validates_under_its_name(monde):
    activite = declarer(monde.nadia, partage(monde))
    with agir(monde.nadia):
        _refuse(VALIDER, monde.nadia.pk, monde.nadia.pk, activite.pk)
        _refuse("UPDATE activites_activite SET structure_id = %s WHERE id = %s", monde.val_dore.pk, activite.pk)
        _refuse("DELETE FROM activites_activite")
    with agir(monde.karim):
        _refuse("UPDATE activites_activite SET minutes = 1, maj_par_id = %s", monde.karim.pk)
        _refuse(VALIDER, monde.nadia.pk, monde.karim.pk, activite.pk)
        assert _faire(VALIDER, monde.karim.pk, monde.karim.pk, activite.pk) == 1


def test_hours_that_change_are_to_be_validated_again(monde):
    activite = declarer(monde.nadia, partage(monde))
    with agir(monde.karim):
        _faire(VALIDER, monde.karim.pk, monde.karim.pk, activite.pk)
    with agir(monde.nadia):
        _refuse("UPDATE activites_activite SET minutes = 240, maj_par_id = %s", monde.nadia.pk)
        dit = "UPDATE activites_activite SET minutes = 240, maj_par_id = %s, validee_le = NULL, validee_par_id = NULL"
        assert _faire(dit, monde.nadia.pk) == 1
