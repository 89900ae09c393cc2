"""What PostgreSQL alone holds, with the Python wall taken down."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.remobilisation.models import DemandeAllocation, Diagnostic, ParcoursPacea
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.remobilisation.scene import (
    AVANT,
    demander,
    demander_diagnostic,
    entrer,
    noter_pacea,
    repondre,
)


def _refuse(sql: str, *valeurs: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql, valeurs)


def _lignes(table: str) -> int:
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT count(*) FROM {table}")
        return curseur.fetchone()[0]


def test_money_is_read_through_the_accord_that_opens_it_history_included(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    with agir(monde.nadia) as acteur:
        # Written before the youth agreed to share it: the porteur's own.
        DemandeAllocation(
            dossier=dossier, mission_locale=monde.val_dore, mois=LE.replace(day=1), montant=100, motifs=["manger"],
            demandee_le=LE, demandee_par_id=acteur.appartenance_id, cote="porteur",
        ).save(force_insert=True)  # fmt: skip
    for table in ("remobilisation_demandeallocation", "remobilisation_demandeallocationevent"):
        with agir(monde.karim), sans_mur_python():
            assert _lignes(table) == 0
            assert _lignes("remobilisation_parcourspacea") == 1
        with agir(monde.nadia), sans_mur_python():
            assert _lignes(table) == 1
    demander(monde, dossier)
    with agir(monde.karim), sans_mur_python():
        assert _lignes("remobilisation_demandeallocation") == 2
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=Accord.objects.get(retire_le=None), maintenant=MAINTENANT)
    with agir(monde.karim), sans_mur_python():
        assert _lignes("remobilisation_demandeallocation") == 0
        assert _lignes("remobilisation_demandeallocationevent") == 0
        assert _lignes("remobilisation_parcourspacea") == 0
        assert _lignes("remobilisation_diagnostic") == 0


def test_strangers_see_and_write_nothing(monde):
    dossier = entrer(monde)
    diagnostic = demander_diagnostic(monde, dossier)
    noter_pacea(monde, dossier)
    demander(monde, dossier)
    for etranger in (monde.sacha, monde.lena, monde.maya, monde.odile):
        with agir(etranger), sans_mur_python():
            for table in ("diagnostic", "parcourspacea", "demandeallocation"):
                assert _lignes(f"remobilisation_{table}") == 0
                assert _lignes(f"remobilisation_{table}event") == 0
            assert not Diagnostic.objects.filter(pk=diagnostic.pk).update(pour="autre chose")


def test_each_side_writes_its_own_part(monde):
    dossier = entrer(monde)
    diagnostic = demander_diagnostic(monde, dossier)
    pacea = noter_pacea(monde, dossier)
    demande = demander(monde, dossier)
    with agir(monde.nadia):
        _refuse("UPDATE remobilisation_diagnostic SET propose_le = %s WHERE id = %s", LE, diagnostic.pk)
        _refuse("UPDATE remobilisation_parcourspacea SET objectifs = 'x' WHERE id = %s", pacea.pk)
        _refuse(
            "UPDATE remobilisation_demandeallocation SET reponse = 'accordee', accorde = 500, repondue_le = %s, "
            "repondue_par_id = %s WHERE id = %s", LE, monde.nadia.pk, demande.pk,
        )  # fmt: skip
    with agir(monde.karim):
        _refuse("UPDATE remobilisation_diagnostic SET pour = 'x' WHERE id = %s", diagnostic.pk)
        _refuse("UPDATE remobilisation_demandeallocation SET montant = 1 WHERE id = %s", demande.pk)
        _refuse("UPDATE remobilisation_demandeallocation SET mission_locale_id = %s", monde.haute_rive.pk)
        _refuse("DELETE FROM remobilisation_demandeallocation")
        _refuse("DELETE FROM remobilisation_parcourspacea")


def test_what_was_sent_to_the_asp_does_not_change(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    demande = demander(monde, dossier)
    repondre(monde, demande)
    with agir(monde.karim):
        DemandeAllocation.objects.filter(pk=demande.pk).update(transmise_le=LE)
        _refuse("UPDATE remobilisation_demandeallocation SET accorde = 1 WHERE id = %s", demande.pk)
        _refuse("UPDATE remobilisation_demandeallocation SET pourquoi = 'x' WHERE id = %s", demande.pk)
    with agir(monde.nadia):
        _refuse("UPDATE remobilisation_demandeallocation SET montant = 1 WHERE id = %s", demande.pk)


@pytest.mark.parametrize(
    "champs",
    [
        "mois = '2026-11-02'", "montant = 0", "revenus = -1", "motifs = '{}'",
        "reponse = 'accordee', repondue_le = '2026-11-23'", "reponse = 'refusee', repondue_le = '2026-11-23'",
        "transmise_le = '2026-11-23'", "reponse = 'peut-être'",
    ],
)  # fmt: skip
def test_a_request_that_makes_no_sense_is_refused(monde, champs):
    dossier = entrer(monde)
    demande = demander(monde, dossier, par=monde.nadia)
    qui = monde.nadia if champs.split(" ")[0] in ("mois", "montant", "revenus", "motifs") else monde.karim
    with agir(qui):
        _refuse(f"UPDATE remobilisation_demandeallocation SET {champs} WHERE id = %s", demande.pk)


def test_nobody_asks_or_notes_in_the_name_of_another(monde):
    dossier = entrer(monde)
    pacea = {
        "id": uuid4(), "dossier": dossier, "mission_locale": monde.val_dore, "signe_le": AVANT, "fin_prevue_le": LE,
        "note_le": MAINTENANT,
    }  # fmt: skip
    for qui, note_par in ((monde.nadia, monde.nadia), (monde.karim, monde.ines)):
        with agir(qui), pytest.raises(DatabaseError), transaction.atomic():
            ParcoursPacea(**pacea, note_par=note_par).save(force_insert=True)
    with agir(monde.karim), pytest.raises(DatabaseError), transaction.atomic():
        Diagnostic(
            dossier=dossier, mission_locale=monde.val_dore, pour="x", demande_le=LE, demande_par=monde.karim
        ).save(force_insert=True)
    with agir(monde.lena):
        _refuse(
            "INSERT INTO remobilisation_lectureduplafond (mission_locale_id, fenetre, depuis, par_id, note_le) "
            "VALUES (%s, 'civile', %s, %s, now())", monde.val_dore.pk, LE, monde.lena.pk,
        )  # fmt: skip


def test_a_pacea_ends_on_a_day_and_for_a_reason(monde):
    pacea = noter_pacea(monde, entrer(monde))
    with agir(monde.karim):
        _refuse("UPDATE remobilisation_parcourspacea SET fin = 'terme' WHERE id = %s", pacea.pk)
        _refuse("UPDATE remobilisation_parcourspacea SET fini_le = '2026-11-20' WHERE id = %s", pacea.pk)
        _refuse("UPDATE remobilisation_parcourspacea SET fini_le = '2020-01-01', fin = 'terme' WHERE id = %s", pacea.pk)
