"""From the dossier to what a verdict says in full, to the one kept before, to both side by side: without typing."""

import re
from datetime import date, timedelta

from django.db import transaction

from parcours.eligibilite.models import VerdictGarde
from socle.dossier.ecritures import modifier_situation
from socle.dossier.models import Situation
from tests.monde import LE, MAINTENANT, agir
from tests.navigateur.porte import regarder
from tests.parcours.commission.scene import presenter, presenter_refuse


def _dossiers(service):
    with transaction.atomic():
        refuse = presenter_refuse(service.monde, identite={"prenom": "Fatou"})
        inscrit = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6), "etudiant": None}
        a_preciser = presenter(service.monde, identite={"prenom": "Lina"}, situation=inscrit)
        with agir(service.monde.nadia):
            situation = Situation.objects.get(pk=refuse.pk)
            apres = MAINTENANT + timedelta(hours=1)
            modifier_situation(situation=situation, version=1, maintenant=apres, ressources="regulieres")
            assert VerdictGarde.objects.filter(dossier=refuse).count() > 1
    return refuse, a_preciser


def test_a_verdict_is_understood_reread_and_compared(service):
    service.au(LE.isoformat(), "12:00")
    refuse, a_preciser = _dossiers(service)
    page = service.page(service.monde.karim)
    page.goto(f"/dossiers/{refuse.pk}/")
    regarder(service, page, "dossier-carte")
    page.get_by_role("link", name="Comprendre ce verdict").click()
    page.get_by_role("heading", level=1, name="Comprendre le verdict de Fatou").wait_for()
    regarder(service, page, "verdict-defavorable")
    page.goto(f"/dossiers/{a_preciser.pk}/verdict/")
    regarder(service, page, "verdict-a-preciser")
    page.emulate_media(media="print")
    regarder(service, page, "verdict-imprime")
    page.emulate_media(media="screen")
    page.goto(f"/dossiers/{refuse.pk}/verdicts/")
    regarder(service, page, "verdicts")
    page.get_by_role("link", name=re.compile("Relire")).last.click()
    page.get_by_text("il donne la même réponse").wait_for()
    regarder(service, page, "verdict-garde")
    page.get_by_role("link", name="Le comparer au verdict d’aujourd’hui").click()
    page.get_by_role("heading", name="Ce qui diffère").wait_for()
    regarder(service, page, "comparer")
