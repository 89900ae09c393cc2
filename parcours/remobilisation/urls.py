from django.urls import path

from parcours.remobilisation import views, views_allocation, views_duree, views_pacea

ICI = "dossiers/<uuid:dossier_id>/remobilisation/"
DIAGNOSTIC = f"{ICI}diagnostic/<uuid:diagnostic_id>/"
PROLONGATION = f"{ICI}prolongations/<uuid:prolongation_id>/"
PACEA = f"{ICI}pacea/<uuid:pacea_id>/"
ALLOCATION = f"{ICI}allocations/<uuid:allocation_id>/"

urlpatterns = [
    path("remobilisation/plafond/", views_pacea.plafond_pacea, name="plafond_pacea"),
    path(ICI, views.remobilisation, name="remobilisation"),
    path(f"{ICI}prolonger/", views_duree.prolonger_parcours, name="prolonger_parcours"),
    path(f"{PROLONGATION}retirer/", views_duree.retirer_prolongation, name="retirer_prolongation"),
    path(f"{PROLONGATION}remettre/", views_duree.remettre_prolongation, name="remettre_prolongation"),
    path(f"{ICI}diagnostic/demander/", views.demander_diagnostic, name="demander_diagnostic"),
    path(f"{DIAGNOSTIC}relancer/", views.relancer_diagnostic, name="relancer_diagnostic"),
    path(f"{DIAGNOSTIC}jour/", views.proposer_diagnostic, name="proposer_diagnostic"),
    path(f"{DIAGNOSTIC}tenu/", views.tenir_diagnostic, name="tenir_diagnostic"),
    path(f"{DIAGNOSTIC}retirer/", views.retirer_diagnostic, name="retirer_diagnostic"),
    path(f"{DIAGNOSTIC}remettre/", views.remettre_diagnostic, name="remettre_diagnostic"),
    path(f"{ICI}pacea/noter/", views_pacea.noter_pacea, name="noter_pacea"),
    path(f"{PACEA}modifier/", views_pacea.modifier_pacea, name="modifier_pacea"),
    path(f"{PACEA}fin/", views_pacea.finir_pacea, name="finir_pacea"),
    path(f"{PACEA}reprendre/", views_pacea.reprendre_pacea, name="reprendre_pacea"),
    path(f"{PACEA}retirer/", views_pacea.retirer_pacea, name="retirer_pacea"),
    path(f"{PACEA}remettre/", views_pacea.remettre_pacea, name="remettre_pacea"),
    path(f"{ICI}allocations/demander/", views_allocation.demander_allocation, name="demander_allocation"),
    path(f"{ALLOCATION}modifier/", views_allocation.modifier_allocation, name="modifier_allocation"),
    path(f"{ALLOCATION}repondre/", views_allocation.repondre_allocation, name="repondre_allocation"),
    path(f"{ALLOCATION}reprendre/", views_allocation.reprendre_reponse, name="reprendre_reponse"),
    path(f"{ALLOCATION}transmettre/", views_allocation.transmettre_allocation, name="transmettre_allocation"),
    path(f"{ALLOCATION}pas-transmise/", views_allocation.pas_transmise, name="pas_transmise"),
    path(f"{ALLOCATION}retirer/", views_allocation.retirer_allocation, name="retirer_allocation"),
    path(f"{ALLOCATION}remettre/", views_allocation.remettre_allocation, name="remettre_allocation"),
]
