"""An exit and an écriture at the same instant, on a real copy of the database: one comes wholly before the other."""

import threading
import time
from uuid import uuid4

import time_machine
from django.db import connection, transaction

from parcours.eligibilite.models import Contact
from tests.monde import LE, MAINTENANT, agir, planter
from tests.parcours.sortie.scene import dire, partager

SMS = {"le": LE.isoformat(), "nature": "sms", "echange": "non", "intention": "non"}


def _quelqu_un_attend() -> bool:
    with connection.cursor() as curseur:
        curseur.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(curseur.fetchone()[0])


def test_what_is_sent_while_the_exit_is_being_written_is_refused_and_given_back(base_jetable, django_db_blocker):
    reponses = []

    def envoyer() -> None:
        try:
            saisi = SMS | {"id": uuid4(), "precision": "Il ne répond pas"}
            reponses.append(karim.post(f"/dossiers/{dossier.pk}/contacts/noter/", saisi))
        finally:
            connection.close()

    with django_db_blocker.unblock(), time_machine.travel(MAINTENANT, tick=True):
        with transaction.atomic():
            monde = planter()
            dossier = partager(monde)
            karim = monde.client(monde.karim)
        fil = threading.Thread(target=envoyer)
        with transaction.atomic():
            dire(monde.nadia, dossier)
            fil.start()
            fin = time.monotonic() + 20
            # Karim's request is past the door before the exit is committed, and must wait there.
            while fil.is_alive() and not _quelqu_un_attend() and time.monotonic() < fin:
                time.sleep(0.02)
        fil.join(30)
        (reponse,) = reponses
        assert reponse.status_code == 409
        assert "Il ne répond pas" in reponse.content.decode()
        with transaction.atomic(), agir(monde.nadia):
            assert not Contact.objects.filter(dossier_id=dossier.pk).exists()
