"""Two walls, one truth. Everything here runs as the web role; most of it with the Python wall taken down."""

import pytest
from django.db import DatabaseError, connection, transaction

from socle.acces.portee import HorsPortee, sans_mur_python
from socle.consentements.ecritures import retirer
from socle.dossier.models import Coordonnees, Dossier, Signe
from tests.monde import MAINTENANT, agir


def test_the_suite_is_not_privileged(db):
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT rolsuper, rolbypassrls, pg_catalog.pg_get_userbyid(c.relowner) = current_user "
            "FROM pg_roles, pg_class c WHERE rolname = current_user AND c.relname = 'dossier_dossier'"
        )
        assert curseur.fetchone() == (False, False, False)


def test_every_table_that_hangs_from_a_dossier_is_forced(db):
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
            "AND (a.attname IN ('dossier_id', 'dossiers') OR c.relname LIKE 'dossier\\_%%') "
            "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
        )
        assert curseur.fetchall() == []


def test_a_query_by_nobody_raises(monde):
    with pytest.raises(HorsPortee):
        Dossier.objects.count()


def test_the_stranger_who_owns_a_dossier_sees_only_their_own(monde):
    monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    le_sien = monde.dossier(monde.sacha, mission_locale=monde.haute_rive, identite={"prenom": "Chloé"})
    with agir(monde.sacha), sans_mur_python():
        assert list(Dossier.objects.all()) == [le_sien]


def test_the_mission_locale_sees_nothing_before_the_accord_and_nothing_after_its_withdrawal(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    with agir(monde.karim), sans_mur_python():
        assert not Dossier.objects.exists()
    accord = monde.accord(monde.nadia, dossier)
    with agir(monde.karim), sans_mur_python():
        assert Dossier.objects.get() == dossier
    with agir(monde.lena), sans_mur_python():
        assert not Dossier.objects.exists()
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
    with agir(monde.karim), sans_mur_python():
        assert not Dossier.objects.exists()


def test_a_sign_is_read_only_through_an_accord_that_names_it(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, signes=["sans_logement_stable", "suivi_pjj"])
    monde.accord(monde.nadia, dossier)
    with agir(monde.karim), sans_mur_python():
        assert not Signe.objects.exists()
        assert not Coordonnees.objects.exists()
        with connection.cursor() as curseur:
            curseur.execute("SELECT rupture_notee(%s::uuid[])", [[dossier.pk]])
            assert curseur.fetchall() == [(dossier.pk,)]
    monde.accord(monde.nadia, dossier, elements=["dossier", "signe:sans_logement_stable", "coordonnees"])
    with agir(monde.karim), sans_mur_python():
        assert [s.code for s in Signe.objects.all()] == ["sans_logement_stable"]
        assert Coordonnees.objects.get().telephone == "01 99 00 00 00"


def test_a_member_limited_to_their_own_sees_what_they_are_given(monde):
    dossier = monde.dossier(monde.nadia)
    with agir(monde.maya), sans_mur_python():
        assert not Dossier.objects.exists()
    with agir(monde.nadia), connection.cursor() as curseur:
        curseur.execute("SELECT confier_dossier(%s, %s, %s)", [dossier.pk, monde.maya.pk, MAINTENANT])
    with agir(monde.maya), sans_mur_python():
        assert Dossier.objects.get() == dossier


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO acces_acces (id, dossier_id, structure_id, elements, fondement, depuis) "
        "SELECT gen_random_uuid(), '{dossier}', {structure}, ARRAY['tout'], 'ouverture', now()",
        "UPDATE acces_acces SET structure_id = {structure}",
        "SELECT ouvrir_dossier('{dossier}', now())",
        "SELECT confier_dossier('{dossier}', {appartenance}, now())",
        "SELECT appliquer_accord('{accord}', now())",
        "DELETE FROM dossier_dossier",
        "TRUNCATE dossier_dossierevent",
        "UPDATE dossier_dossierevent SET prenom = ''",
        "DELETE FROM journal_lecture",
        "INSERT INTO dossier_signe (id, dossier_id, code, note_par_id, note_le) "
        "VALUES (gen_random_uuid(), '{dossier}', 'isolement', {appartenance}, now())",
    ],
)
def test_a_stranger_cannot_grant_itself_anything(monde, sql):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    accord = monde.accord(monde.nadia, dossier)
    with agir(monde.sacha) as acteur:
        tentative = sql.format(
            dossier=dossier.pk,
            structure=acteur.structure_id,
            appartenance=acteur.appartenance_id,
            accord=accord.pk,
        )
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
            curseur.execute(tentative)


def test_a_write_without_an_author_raises(monde):
    dossier = monde.dossier(monde.nadia)
    with connection.cursor() as curseur, agir(monde.nadia):
        curseur.execute("SELECT set_config('pghistory.context_metadata', '', true)")
        with pytest.raises(DatabaseError), transaction.atomic():
            curseur.execute("UPDATE dossier_dossier SET prenom = 'X' WHERE id = %s", [dossier.pk])


def test_history_says_who_and_what(monde):
    dossier = monde.dossier(monde.nadia)
    with agir(monde.nadia) as acteur, connection.cursor() as curseur:
        curseur.execute(
            "SELECT prenom, pgh_context ->> 'compte', pgh_context ->> 'appartenance' "
            "FROM dossier_dossierevent WHERE id = %s ORDER BY pgh_id LIMIT 1",
            [dossier.pk],
        )
        assert curseur.fetchone() == ("Idriss", str(acteur.compte_id), str(acteur.appartenance_id))
