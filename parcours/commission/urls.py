from datetime import date

from django.urls import path, register_converter

from parcours.commission import views, views_decision, views_seances


class Jour:
    """A day in an address: 2026-11-26."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(Jour, "jour")

seance = "<int:mission_locale_id>/<jour:seance_le>/"
situation = seance + "<uuid:dossier_id>/"
urlpatterns = [
    path("", views.commissions, name="commissions"),
    path("rendezvous/", views_seances.rendezvous, name="rendezvous_commission"),
    path("exceptionnelle/", views_seances.exceptionnelle, name="seance_exceptionnelle"),
    path("remettre/<int:deplacement_id>/", views_seances.remettre, name="remettre_seance"),
    path("suites/<uuid:dossier_id>/<slug:quoi>/faite/", views_decision.suite_faite, name="suite_faite"),
    path("suites/<uuid:dossier_id>/<slug:quoi>/a-refaire/", views_decision.suite_a_refaire, name="suite_a_refaire"),
    path(seance, views.seance, name="seance"),
    path(seance + "deplacer/", views_seances.deplacer, name="deplacer_seance"),
    path(seance + "annuler/", views_seances.annuler, name="annuler_seance"),
    path(seance + "compte-rendu/", views.compte_rendu, name="compte_rendu"),
    path(situation, views.situation, name="situation_en_commission"),
    path(situation + "proposer/", views_decision.proposer, name="proposer_decision"),
    path(situation + "signer/", views_decision.signer, name="signer_decision"),
    path(situation + "retirer-signature/", views_decision.retirer_signature, name="retirer_signature"),
    path(situation + "retirer/", views_decision.retirer, name="retirer_proposition"),
]
