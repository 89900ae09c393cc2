"""Reading the shared diagnosis, domain by domain, for the hat worn."""

from dataclasses import dataclass

from parcours.plan.models import TexteDuDiagnostic, Volet
from socle.acces.portee import Acteur
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier
from socle.partage.models import COMMUNES


@dataclass(frozen=True, slots=True)
class VoletLu:
    """What a domain says under one heading: the text that the hat worn writes, perhaps, and those it only reads."""

    volet: Volet
    ecrit: TexteDuDiagnostic | None
    lus: list[TexteDuDiagnostic]


@dataclass(frozen=True, slots=True)
class DomaineLu:
    """A domain, and its four volets in their order."""

    domaine: Domaine
    volets: list[VoletLu]

    @property
    def sensible(self) -> bool:
        return self.domaine in SENSIBLES

    @property
    def dit(self) -> bool:
        return any(v.ecrit is not None or v.lus for v in self.volets)


def diagnostic_de(dossier: Dossier, acteur: Acteur) -> list[DomaineLu]:
    """Every domain, those that somebody spoke of first: one statement."""
    textes = TexteDuDiagnostic.objects.filter(dossier=dossier).exclude(texte="")
    par: dict[tuple[str, str], list[TexteDuDiagnostic]] = {}
    for texte in textes.select_related("maj_par__compte").order_by("ecrit_le", "pk"):
        par.setdefault((texte.domaine, texte.volet), []).append(texte)
    lus = [DomaineLu(d, [_volet(v, par.get((d.value, v.value), []), acteur) for v in Volet]) for d in Domaine]
    return sorted(lus, key=lambda lu: not lu.dit)


def _volet(volet: Volet, textes: list[TexteDuDiagnostic], acteur: Acteur) -> VoletLu:
    ecrit = _celui_qu_on_ecrit(textes, acteur)
    return VoletLu(volet, ecrit, [t for t in textes if t is not ecrit])


def _celui_qu_on_ecrit(textes: list[TexteDuDiagnostic], acteur: Acteur) -> TexteDuDiagnostic | None:
    """One's own when it says something, else the common one, else one's own, emptied.

    Of health and justice, one's own only.
    """
    siens = [t for t in textes if t.structure_id == acteur.structure_id]
    communs = [t for t in textes if t.audience in COMMUNES and t.domaine not in SENSIBLES and t not in siens]
    return next(iter([*(t for t in siens if t.texte), *communs, *siens]), None)


def texte_du(dossier: Dossier, domaine: str, volet: str, acteur: Acteur) -> TexteDuDiagnostic | None:
    """The text that the hat worn writes there: None when it would begin one."""
    textes = TexteDuDiagnostic.objects.filter(dossier=dossier, domaine=domaine, volet=volet)
    return _celui_qu_on_ecrit(list(textes.order_by("ecrit_le", "pk")), acteur)
