"""Reading the shared diagnosis, domain by domain, for the hat worn."""

from dataclasses import dataclass

from parcours.plan.models import TexteDuDiagnostic, Volet
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier


@dataclass(frozen=True, slots=True)
class DomaineLu:
    """A domain, and its four texts in their order: None where nothing is written."""

    domaine: Domaine
    volets: list[tuple[Volet, TexteDuDiagnostic | None]]

    @property
    def reserve(self) -> bool:
        return self.domaine in SENSIBLES

    @property
    def dit(self) -> bool:
        return any(texte is not None for _, texte in self.volets)


def diagnostic_de(dossier: Dossier) -> list[DomaineLu]:
    """Every domain, those that somebody spoke of first: one statement."""
    textes = TexteDuDiagnostic.objects.filter(dossier=dossier).exclude(texte="").select_related("maj_par__compte")
    par = {(t.domaine, t.volet): t for t in textes}
    lus = [DomaineLu(d, [(v, par.get((d.value, v.value))) for v in Volet]) for d in Domaine]
    return sorted(lus, key=lambda lu: not lu.dit)


def texte_du(dossier: Dossier, domaine: Domaine, volet: Volet) -> TexteDuDiagnostic | None:
    """One text as the hat worn reads it."""
    return TexteDuDiagnostic.objects.filter(dossier=dossier, domaine=domaine.value, volet=volet.value).first()
