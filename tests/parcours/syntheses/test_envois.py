"""Sending to those for whom an accord exists; what is withdrawn, or taken back, no longer leaves nor opens."""

import re
import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction

from parcours.syntheses import ecritures_envois
from parcours.syntheses.destinataires import destinataires
from parcours.syntheses.document import donnees, rendre
from parcours.syntheses.lectures import observation_de, syntheses_recues
from parcours.syntheses.models import EnvoiDeSynthese, Synthese
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from socle.courrier.ecritures import envoyer as envoyer_courrier
from socle.courrier.models import Courrier
from tests.acces.pdf import _FLUX, _deplier, mots
from tests.monde import MAINTENANT, agir, planter
from tests.parcours.plan.scene import partage
from tests.parcours.syntheses.scene import envoyer, observer, ouvrir, siao, validee


def _retirer(monde, destinataire) -> None:
    with agir(monde.nadia) as acteur:
        accord = Accord.objects.get(destinataire=destinataire, retire_le=None)
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)


def _dits(monde, par, synthese, dossier) -> dict[str, tuple[bool, str]]:
    with agir(par) as acteur:
        return {d.nom: (d.peut, d.pourquoi) for d in destinataires(synthese, dossier, acteur)}


def test_who_may_receive_it_and_who_may_not_is_said_in_words(monde):
    dossier, chloe = partage(monde), siao(monde)
    # The other mission locale first: the youth leaves it, and its accord closes with that of the next.
    monde.accord(monde.nadia, dossier, avec=monde.haute_rive)
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "sante"])
    fini = validee(monde.nadia, monde.karim, dossier, sante="Il dort mal.")
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    monde.accord(monde.nadia, dossier, elements=["dossier"], avec=monde.les_amarres)
    dits = _dits(monde, monde.nadia, fini, dossier)
    assert dits["Mission locale du Val-Doré"] == (True, "Le jeune a dit oui le 23 novembre 2026.")
    assert dits["SIAO de l’Ormelle"] == (False, "La synthèse parle de sa santé : l’accord du jeune ne le nomme pas.")
    assert dits["Les Amarres"][1] == "L’accord du jeune ne va pas jusqu’à son plan ni à ce que l’équipe partage."
    assert dits["Mission locale de Haute-Rive"][1] == "Le jeune a retiré son accord le 23 novembre 2026."
    assert _dits(monde, monde.karim, fini, dossier)["Le Fil d’Ormelle"] == (True, "Il a ouvert le dossier.")
    with pytest.raises(ecritures_envois.SansAccord):
        envoyer(monde.nadia, fini, chloe.structure, monde.val_dore)
    with agir(monde.nadia):
        assert not EnvoiDeSynthese.objects.exists()


def test_sent_once_read_once_and_taken_back_with_a_reason(monde):
    dossier, chloe = partage(monde), siao(monde)
    fini = validee(monde.nadia, monde.karim, dossier)
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    envoi = envoyer(monde.nadia, fini, chloe.structure)[0]
    assert envoyer(monde.bilal, fini, chloe.structure) == []
    assert [c.destinataire for c in Courrier.objects.all()] == ["chloé.riou@exemple.test"]
    ouvrir(chloe, envoi)
    with agir(monde.karim) as karim:
        assert EnvoiDeSynthese.objects.get().lue_le == MAINTENANT
        with pytest.raises(ecritures_envois.PasSonCote):
            ecritures_envois.retirer_envoi(acteur=karim, envoi=envoi, pourquoi="x", maintenant=MAINTENANT)
    with agir(monde.nadia) as nadia:
        ecritures_envois.retirer_envoi(acteur=nadia, envoi=envoi, pourquoi="erreur", maintenant=MAINTENANT)
        with pytest.raises(ecritures_envois.DejaRetire):
            ecritures_envois.retirer_envoi(acteur=nadia, envoi=envoi, pourquoi="x", maintenant=MAINTENANT)
    with agir(chloe) as acteur:
        assert not syntheses_recues(acteur).exists()
    assert len(envoyer(monde.nadia, fini, chloe.structure)) == 1


def test_a_partner_invited_to_what_is_shared_lists_what_it_received(monde):
    dossier, chloe = partage(monde), siao(monde)
    fini = validee(monde.nadia, monde.karim, dossier)
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    envoi = envoyer(monde.nadia, fini, chloe.structure)[0]
    with agir(chloe) as acteur:
        assert [e.pk for e in syntheses_recues(acteur, dossier_id=dossier.pk)] == [envoi.pk]
        assert not syntheses_recues(acteur, dossier_id=uuid4()).exists()
        assert Synthese.objects.get().suite.startswith("Appeler")


def test_the_mail_names_nobody_and_leaves_while_the_accord_holds(monde, settings):
    settings.COURRIER_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    dossier = partage(monde)
    fini = validee(monde.nadia, monde.karim, dossier)
    envoi = envoyer(monde.nadia, fini, monde.val_dore)[0]
    courriers = list(Courrier.objects.all())
    # Nobody is named there for this youth: those who see all its youths are written to.
    assert {c.destinataire for c in courriers} == {"karim.vasseur@exemple.test", "inès.tabet@exemple.test"}
    for courrier in courriers:
        assert courrier.sujet == "Une synthèse vous attend"
        assert f"https://tandem.test/syntheses-recues/{envoi.pk}/" in courrier.texte
        assert not any(mot in courrier.texte for mot in ("Idriss", "Marchais", str(dossier.pk)))
    assert envoyer_courrier(courrier_id=courriers[0].pk, maintenant=MAINTENANT)
    assert len(mail.outbox) == 1
    _retirer(monde, monde.val_dore)
    assert envoyer_courrier(courrier_id=courriers[1].pk, maintenant=MAINTENANT)
    courriers[1].refresh_from_db()
    assert (len(mail.outbox), courriers[1].texte, courriers[1].derniere_erreur) == (1, "", "plus lieu d’être")


def test_a_mail_waits_for_nothing_more_once_the_sending_is_taken_back_or_the_accord_ended(monde, settings):
    settings.COURRIER_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    dossier, chloe = partage(monde), siao(monde)
    fini = validee(monde.nadia, monde.karim, dossier)
    monde.accord(monde.nadia, dossier, avec=chloe.structure, jusqu_a=MAINTENANT.date())
    envoi = envoyer(monde.nadia, fini, chloe.structure)[0]
    courrier = Courrier.objects.get()
    assert envoyer_courrier(courrier_id=courrier.pk, maintenant=MAINTENANT + timedelta(hours=20))
    assert mail.outbox == []
    Courrier.objects.filter(pk=courrier.pk).update(abandonne_le=None)
    with agir(monde.nadia) as nadia:
        ecritures_envois.retirer_envoi(acteur=nadia, envoi=envoi, pourquoi="erreur", maintenant=MAINTENANT)
    assert envoyer_courrier(courrier_id=courrier.pk, maintenant=MAINTENANT)
    assert mail.outbox == []


def _pdf_recu(par) -> bytes:
    with agir(par) as acteur:
        lue = syntheses_recues(acteur).get().synthese
        return rendre(lue, observation_de(lue), prenom="Idriss", acteur=acteur, maintenant=MAINTENANT)


def test_the_pdf_is_tagged_marked_on_every_page_and_says_what_the_version_says(monde):
    dossier, chloe = partage(monde, recit="Il dort sous le pont."), siao(monde)
    fini = validee(monde.nadia, monde.karim, dossier, libre="Il est ponctuel. " * 200)
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    envoyer(monde.nadia, fini, chloe.structure)
    observer(monde.karim, fini, "C’est vrai.")
    pdf = _pdf_recu(chloe)
    dit = mots(pdf)
    assert re.search(r"/Marked true", dit) and re.search(r"/Lang\s*\(fr\)", dit)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    pages = [page for page in _FLUX.findall(pdf) if b" Tf" in _deplier(page)]
    # On both pages; an artifact: nobody hears it.
    assert [_deplier(page).count(b"/Artifact") > 0 for page in pages] == [True, True]
    # The digits are of another font, and read apart: the day is in what the template prints.
    assert dit.count("SIAO de l’Ormelle, le") >= 2 * (5 + 1) and "novembre" in dit
    with agir(chloe) as acteur:
        lue = syntheses_recues(acteur).get().synthese
        imprime = donnees(lue, None, prenom="Idriss", acteur=acteur, maintenant=MAINTENANT)
    assert imprime["filigrane"] == "SIAO de l’Ormelle, le 23 novembre 2026"
    assert "Appeler le bailleur." in dit and "C’est vrai." in dit and "Validée par Mission locale" in dit
    assert not any(mot in dit for mot in ("pont", "Marchais", "Sa santé"))


@pytest.mark.parametrize("avance", [0.0, 0.02, 0.05, 0.1, 0.2])
def test_a_sending_never_survives_a_withdrawal_made_at_the_same_instant(
    base_jetable, django_db_blocker, settings, avance
):
    settings.COURRIER_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            dossier, chloe = partage(monde), siao(monde)
            fini = validee(monde.nadia, monde.karim, dossier)
            monde.accord(monde.nadia, dossier, avec=chloe.structure)
        depart, refus = threading.Barrier(2), []

        def envoi() -> None:
            depart.wait()
            try:
                with transaction.atomic():
                    envoyer(monde.bilal, fini, chloe.structure)
            except ecritures_envois.SansAccord as erreur:
                refus.append(erreur)
            finally:
                connection.close()

        def retrait() -> None:
            depart.wait()
            time.sleep(avance)
            with transaction.atomic():
                _retirer(monde, chloe.structure)
            connection.close()

        fils = [threading.Thread(target=f) for f in (envoi, retrait)]
        for fil in fils:
            fil.start()
        for fil in fils:
            fil.join(20)
        with transaction.atomic(), agir(monde.nadia):
            envois = EnvoiDeSynthese.objects.count()
            assert envois + len(refus) == 1
        with transaction.atomic(), agir(chloe) as acteur:
            assert not syntheses_recues(acteur).exists()
        with transaction.atomic():
            for courrier in Courrier.objects.all():
                assert envoyer_courrier(courrier_id=courrier.pk, maintenant=MAINTENANT)
        assert mail.outbox == []
