"""What the rules read of a contract that is a row: the values of its first day, its hours, what it waits for."""

from datetime import date

from parcours.contrat.lectures import precedent_fini_le
from parcours.contrat.models import Contrat, Dispense, Signature
from parcours.contrat.models_changements import DureeHebdomadaire
from regles import contrat as regle
from regles.contrat import CEJ, Manque, Partie, Regime, Termes
from regles.noyau.bareme import Bareme
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes


def bareme_du(dossier: Dossier, jour: date) -> Bareme:
    """The values in force for a contract that begins on `jour`. Raises HorsBareme."""
    return baremes().au(CEJ, jour, dossier.departement or None)


def regime_de(contrat: Contrat, duree: DureeHebdomadaire | None = None) -> Regime:
    """How the hours, signed or since the change `duree`, stand beside the ordinary ones, for one of the two sides."""
    heures, du = (duree.heures, duree.du) if duree else (contrat.heures, contrat.debut_le)
    if heures is None:
        motifs = Dispense.objects.filter(contrat_id=contrat.pk, duree=duree, retiree_le=None)
        return Regime(motifs.values_list("motif", flat=True).first() or Regime.EMPECHEMENT)
    bornes = regle.heures_admises(Regime.ORDINAIRE, bareme=bareme_du(contrat.dossier, du))
    return Regime.ORDINAIRE if bornes is None or heures >= bornes[0] else Regime.REDUITE


def ce_qui_manque(contrat: Contrat, dossier: Dossier) -> tuple[Manque, ...]:
    """What the opening of this contract waits for."""
    signees = Signature.objects.filter(contrat_id=contrat.pk, retiree_le=None).values_list("partie", flat=True)
    termes = Termes(
        debut_le=contrat.debut_le,
        signees=frozenset(Partie(p) for p in signees),
        a_un_referent=contrat.referent_id is not None,
        circonstances=bool(contrat.circonstances.strip()),
    )
    precedent = precedent_fini_le(dossier.pk, debut_le=contrat.debut_le)
    return regle.manques(termes, precedent_fini_le=precedent, bareme=bareme_du(dossier, contrat.debut_le))
