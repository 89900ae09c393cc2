"""The outbox, against a real SMTP server."""

import logging
from datetime import timedelta

import pytest
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from socle.courrier.boite import CourrierTropLong, PieceJointeRefusee
from socle.courrier.ecritures import GARDE, VALIDITE, envoyer, oublies, purger
from socle.courrier.jobs import confier
from socle.courrier.models import Courrier

ADRESSE = "karim@exemple.test"
TEXTE = "Votre code : FXST-MSWB"


@pytest.fixture
def depose(serveur, db) -> Courrier:
    send_mail("Votre code", TEXTE, "Tandem <tandem@exemple.test>", [ADRESSE])
    return Courrier.objects.get()


def nombre_de_jobs() -> int:
    with connection.cursor() as curseur:
        curseur.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'envoyer_courrier'")
        return curseur.fetchone()[0]


def test_nothing_leaves_before_the_job(serveur, depose):
    assert serveur.vus == []
    assert nombre_de_jobs() == 1


def test_it_is_sent_once_and_its_text_is_erased(serveur, depose):
    for _ in range(2):
        assert envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    [recu] = serveur.recus
    assert recu["To"] == ADRESSE
    assert recu["Message-ID"] == depose.identifiant
    assert recu["Auto-Submitted"] == "auto-generated"
    assert recu.get_payload(decode=True).decode().strip() == TEXTE
    depose.refresh_from_db()
    assert (depose.texte, depose.tentatives) == ("", 1)
    assert depose.parti_le is not None


def test_each_recipient_has_their_own_mail(serveur, db):
    EmailMessage(
        "Sujet", "Texte", "t@exemple.test", ["a@exemple.test", "Bé <b@exemple.test>"], bcc=["c@exemple.test"]
    ).send()
    assert sorted(Courrier.objects.values_list("destinataire", flat=True)) == [
        "a@exemple.test", "b@exemple.test", "c@exemple.test",
    ]  # fmt: skip
    for courrier in Courrier.objects.all():
        envoyer(courrier_id=courrier.pk, maintenant=timezone.now())
    assert sorted(str(m["To"]) for m in serveur.recus) == [
        "a@exemple.test",
        "b@exemple.test",
        "c@exemple.test",
    ]
    assert not any(m["Cc"] or m["Bcc"] for m in serveur.recus)


def test_a_mail_refused_for_now_is_tried_again_under_the_same_identifier(serveur, depose):
    serveur.reponses = ["451 plus tard"]
    assert not envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    depose.refresh_from_db()
    assert (depose.tentatives, depose.derniere_erreur, depose.texte) == (1, "SMTPDataError 451", TEXTE)
    assert envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    assert [m["Message-ID"] for m in serveur.vus] == [depose.identifiant] * 2
    assert len(serveur.recus) == 1


def test_a_mail_refused_for_good_is_given_up_and_its_text_erased(serveur, depose):
    serveur.refus_du_destinataire = f"550 {ADRESSE} inconnu ici"
    assert envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    depose.refresh_from_db()
    assert (depose.texte, depose.derniere_erreur) == ("", "SMTPRecipientsRefused 550")
    assert depose.abandonne_le is not None


def test_a_server_that_does_not_answer_keeps_the_mail(serveur, depose, settings):
    settings.EMAIL_PORT = 1
    assert not envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    depose.refresh_from_db()
    assert (depose.texte, depose.derniere_erreur) == (TEXTE, "ConnectionRefusedError")


def test_a_code_too_old_to_serve_is_not_sent(serveur, depose):
    assert envoyer(courrier_id=depose.pk, maintenant=depose.depose_le + VALIDITE + timedelta(seconds=1))
    depose.refresh_from_db()
    assert serveur.vus == []
    assert (depose.texte, depose.derniere_erreur) == ("", "trop ancien")


def test_it_falls_with_the_transaction(serveur, db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_mail("Sujet", "Texte", None, [ADRESSE])
        assert nombre_de_jobs() == 1
        1 / 0  # noqa: B018 - the accident
    assert not Courrier.objects.exists()
    assert nombre_de_jobs() == 0


@pytest.mark.parametrize(
    ("sujet", "expediteur", "a"),
    [
        ("Sujet\nBcc: tous@exemple.test", "t@exemple.test", ADRESSE),
        ("Sujet\rBcc: tous@exemple.test", "t@exemple.test", ADRESSE),
        ("Sujet", "t@exemple.test\nBcc: tous@exemple.test", ADRESSE),
        ("Sujet", "t@exemple.test", f"{ADRESSE}\nBcc: tous@exemple.test"),
    ],
)
def test_a_line_break_in_a_header_is_refused_at_the_desk(serveur, db, sujet, expediteur, a):
    with pytest.raises(BadHeaderError):
        send_mail(sujet, "Texte", expediteur, [a])
    assert not Courrier.objects.exists()


def test_no_document_and_no_novel_travel_by_mail(serveur, db):
    avec_piece = EmailMessage("Sujet", "Texte", None, [ADRESSE])
    avec_piece.attach("dossier.pdf", b"%PDF", "application/pdf")
    with pytest.raises(PieceJointeRefusee):
        avec_piece.send()
    with pytest.raises(CourrierTropLong):
        send_mail("Sujet", "a" * 20_001, None, [ADRESSE])
    assert not Courrier.objects.exists()


def test_the_database_itself_refuses_to_keep_the_text_of_a_mail_that_left(depose):
    with pytest.raises(IntegrityError), transaction.atomic():
        Courrier.objects.update(parti_le=timezone.now())


def test_no_log_repeats_the_address_or_the_text(serveur, depose, caplog):
    caplog.set_level(logging.DEBUG)
    serveur.refus_du_destinataire = f"451 {ADRESSE} plus tard"
    envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    serveur.refus_du_destinataire = ""
    envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    nos_lignes = " ".join(r.getMessage() for r in caplog.records if not r.name.startswith("mail.log"))
    assert ADRESSE not in nos_lignes
    assert "FXST" not in nos_lignes


def test_what_did_not_leave_is_found_and_handed_over_once(depose):
    assert oublies(maintenant=timezone.now()) == []
    assert oublies(maintenant=timezone.now() + timedelta(hours=1)) == [depose.pk]
    assert not confier(depose.pk)
    assert nombre_de_jobs() == 1
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM procrastinate_jobs")
    assert confier(depose.pk)


def test_the_trace_is_forgotten_after_a_month(serveur, depose):
    envoyer(courrier_id=depose.pk, maintenant=timezone.now())
    assert purger(maintenant=timezone.now() + GARDE - timedelta(hours=1)) == 0
    assert purger(maintenant=timezone.now() + GARDE + timedelta(hours=1)) == 1
