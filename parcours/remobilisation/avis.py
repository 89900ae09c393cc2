"""What the texts say of one request of a dossier: rows become the facts that `regles.pacea` judges."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from parcours.remobilisation.lectures import AllocationLue, Remobilisation, du_dossier
from parcours.remobilisation.models import DemandeAllocation, ReponseAllocation
from regles.pacea import Avis, Bornes, DemandeDite, Pacea, bornes, juger_demande
from regles.plafond_pacea import Accordee, Fenetre, Reste, reste
from socle.acces.portee import acteur_courant
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes


def accordees(allocations: Iterable[AllocationLue], *, sauf: Any = None) -> tuple[Accordee, ...]:
    """The allocations granted, one of them apart."""
    return tuple(
        Accordee(a.mois, a.accorde)
        for a in allocations
        if a.reponse == ReponseAllocation.ACCORDEE and a.accorde is not None and a.id != sauf
    )


def avis_sur(
    dossier: Dossier,
    vue: Remobilisation,
    *,
    mois: date,
    montant: Decimal,
    revenus: Decimal | None,
    le: date,
    sauf: Any = None,
) -> Avis:
    """Judge a request as it would be made. `sauf` is the id of the one that is judged, if it is already a row."""
    dite = DemandeDite(
        mois=mois,
        montant=montant,
        revenus=revenus,
        departement=dossier.departement or None,
        paceas=tuple(Pacea(p.signe_le, p.dernier_jour) for p in vue.paceas),
        diagnostic_en_cours=vue.diagnostic_en_cours,
        cejs=vue.cejs,
        accordees=accordees(vue.allocations, sauf=sauf),
        fenetre=Fenetre(vue.fenetre) if vue.fenetre else None,
    )
    return juger_demande(dite, le=le, baremes=baremes())


def avis_de(dossier: Dossier, demande: DemandeAllocation, *, montant: Decimal, le: date) -> Avis:
    """Judge a request that is a row, for this amount, with all that the dossier holds now."""
    complet, vue = du_dossier(dossier.pk, acteur_courant())
    return avis_sur(complet, vue, mois=demande.mois, montant=montant, revenus=demande.revenus, le=le, sauf=demande.pk)


def reste_du_mois(dossier: Dossier, vue: Remobilisation, *, mois: date) -> Reste:
    """What remains for a month, whatever is asked."""
    return reste(
        mois,
        accordees(vue.allocations),
        fenetre=Fenetre(vue.fenetre) if vue.fenetre else None,
        departement=dossier.departement or None,
        baremes=baremes(),
    )


def bornes_du(dossier: Dossier, signe_le: date) -> Bornes:
    """The bounds of a PACEA signed on that day by this youth, by the acts of the territory of the dossier."""
    ou = dossier.departement or None
    return bornes(signe_le, date_naissance=dossier.date_naissance, departement=ou, baremes=baremes())


def jugement(avis: Avis) -> dict[str, Any]:
    """What is kept of an opinion with the answer: the reasons of that day, and the text they rest on."""
    return {
        "le": avis.le.isoformat(),
        "reponse": avis.reponse.value,
        "criteres": [
            {"code": c.code, "etat": c.etat.value, "motif": c.motif.code, "phrase": c.phrase, "source": c.source}
            for c in avis.criteres
        ],
        "empreinte": avis.empreinte,
    }
