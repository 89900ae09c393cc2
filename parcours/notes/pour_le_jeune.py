"""What may be shown to the youth, among what the hat worn reads: notes, diagnosis, plan, who does what."""

from dataclasses import dataclass
from datetime import date

from parcours.notes.models import Note
from parcours.plan.lectures import ObjectifLu, plan_de
from parcours.plan.models import TexteDuDiagnostic, Volet
from parcours.qui_fait_quoi.lectures import Fiche, fiche
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier
from socle.repartition.models import Qui
from socle.repartition.referentiel import Tache

NOTES_AU_PLUS = 20
"""What one reads together in one sitting. Ours; the page of the notes has them all."""


@dataclass(frozen=True, slots=True)
class PourLeJeune:
    """What is shown to a youth. `reste`: older notes are shown to them too, and are not here."""

    notes: list[Note]
    reste: bool
    diagnostic: list[tuple[str, list[TexteDuDiagnostic]]]
    """Texts by domain, in the order of the domains, then of the volets."""
    objectifs: list[ObjectifLu]
    taches: list[tuple[str, list[Tache]]]
    """Who takes which tasks, once both sides agreed; of health and justice, nothing."""

    @property
    def vide(self) -> bool:
        """Nobody has shown them anything of their own; the tasks alone are of nobody in particular."""
        return not (self.notes or self.diagnostic or self.objectifs)

    @property
    def parle_de_secret(self) -> bool:
        """Whether some of it is of health or of justice."""
        textes = [*self.notes, *(o.objectif for o in self.objectifs), *(t for _, dits in self.diagnostic for t in dits)]
        return any(t.domaine in SENSIBLES for t in textes)


def pour_le_jeune(dossier: Dossier, *, le: date, sensible: bool = True) -> PourLeJeune:
    """What the hat worn may show on the day `le`: six statements. Without `sensible`, nothing of health or justice."""
    hors = () if sensible else SENSIBLES
    notes = Note.objects.filter(dossier=dossier, retire_le=None, montre_au_jeune=True).exclude(domaine__in=hors)
    signees = notes.select_related("ecrit_par__compte", "ecrit_par__structure").order_by("-ecrit_le", "-pk")
    lues = list(signees[: NOTES_AU_PLUS + 1])
    objectifs = [
        o for o in plan_de(dossier, le=le).objectifs if o.objectif.montre_au_jeune and o.objectif.domaine not in hors
    ]
    return PourLeJeune(
        notes=lues[:NOTES_AU_PLUS], reste=len(lues) > NOTES_AU_PLUS, diagnostic=_diagnostic(dossier, hors),
        objectifs=objectifs, taches=_taches(dossier, fiche(dossier, le=le)),
    )  # fmt: skip


def _diagnostic(dossier: Dossier, hors: tuple[str, ...]) -> list[tuple[str, list[TexteDuDiagnostic]]]:
    textes = TexteDuDiagnostic.objects.filter(dossier=dossier, montre_au_jeune=True)
    ecrits = textes.exclude(texte="").exclude(domaine__in=hors).select_related("maj_par__compte", "structure")
    par: dict[str, list[TexteDuDiagnostic]] = {}
    for texte in sorted(ecrits, key=lambda t: (Volet.values.index(t.volet), t.ecrit_le)):
        par.setdefault(texte.domaine, []).append(texte)
    return [(str(d.label), par[d.value]) for d in Domaine if d.value in par]


def _taches(dossier: Dossier, lue: Fiche) -> list[tuple[str, list[Tache]]]:
    if lue.version is None:
        return []
    noms = {Qui.PORTEUR.value: str(dossier.porteur), Qui.MISSION_LOCALE.value: str(dossier.mission_locale)}
    par: dict[str, list[Tache]] = {}
    for li in lue.lignes:
        if li.reponse.qui != Qui.PERSONNE and li.tache.domaine not in SENSIBLES:
            par.setdefault(noms.get(li.reponse.qui, li.reponse.en_mots), []).append(li.tache)
    return list(par.items())
