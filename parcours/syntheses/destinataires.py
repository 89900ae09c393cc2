"""Who may receive a synthèse and who may not, and why, in words: the accords of the youth say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from parcours.interlocuteurs.lectures import partenaires
from parcours.syntheses.models import EnvoiDeSynthese, Synthese
from parcours.syntheses.portee import en_vigueur
from regles.noyau.temps import en_toutes_lettres
from socle.acces.models import ARGENT, JUSTICE, PARTAGE, PLAN, SANTE
from socle.acces.portee import Acteur
from socle.acteurs.models import Structure, initiales_de_structure
from socle.consentements.models import Accord
from socle.dossier.models import Dossier

DITS = {SANTE: "de sa santé", JUSTICE: "de la justice", ARGENT: "de son argent"}


@dataclass(frozen=True, slots=True)
class Destinataire:
    """A structure, whether it may receive the version today, and why in words. `accord_id` None: the porteur."""

    structure_id: int | None
    nom: str
    nature: str
    peut: bool
    pourquoi: str
    accord_id: UUID | None = None
    envoye_le: datetime | None = None
    """When that version was sent to it, if the sending still holds."""

    @property
    def initiales(self) -> str:
        return initiales_de_structure(self.nom)


def destinataires(synthese: Synthese, dossier: Dossier, acteur: Acteur) -> list[Destinataire]:
    """Everybody around the youth, those who may receive it first. Three statements."""
    vivants = EnvoiDeSynthese.objects.filter(en_vigueur(acteur), synthese=synthese)
    envois = {e.destinataire_id: e.envoye_le for e in vivants}
    derniers: dict[int, Accord] = {}
    # The one in force, if there is one, comes last; else the last withdrawn.
    en_ordre = Accord.objects.filter(dossier=dossier).order_by(F("retire_le").asc(nulls_last=True), "recueilli_le")
    for accord in en_ordre.select_related("destinataire"):
        derniers[accord.destinataire_id] = accord
    connus = _des_accords(derniers.values(), synthese, dossier, acteur, envois)
    if acteur.structure_id != dossier.porteur_id:
        connus.insert(0, _le_porteur(dossier.porteur, synthese, derniers.get(synthese.structure_id), envois))
    return sorted([*connus, *_sans_acces(dossier)], key=lambda d: not d.peut)


def _le_porteur(
    porteur: Structure, synthese: Synthese, accord: Accord | None, envois: dict[int, datetime]
) -> Destinataire:
    """The porteur opened the dossier; what the mission locale says of health, an accord must name for both."""
    manquent = [] if synthese.structure_id == porteur.pk else _non_nommes(synthese, accord)
    pourquoi = _refus_de(manquent) if manquent else "Il a ouvert le dossier."
    return Destinataire(
        porteur.pk, str(porteur), porteur.nature, not manquent, pourquoi, envoye_le=envois.get(porteur.pk)
    )


def _des_accords(
    accords: Iterable[Accord], synthese: Synthese, dossier: Dossier, acteur: Acteur, envois: dict[int, datetime]
) -> list[Destinataire]:
    tous = list(accords)
    auteur = next((a for a in tous if a.destinataire_id == synthese.structure_id), None)
    lus = []
    for accord in tous:
        structure = accord.destinataire
        if structure.pk in (acteur.structure_id, dossier.porteur_id):
            continue
        refus = refus_de_l_accord(accord, synthese, acteur.le)
        if not refus and synthese.structure_id != dossier.porteur_id:
            refus = _refus_de(_non_nommes(synthese, auteur))
        pourquoi = refus or _accord_dit(accord)
        lus.append(
            Destinataire(
                structure.pk, str(structure), structure.nature, not refus, pourquoi, accord.pk,
                None if refus else envois.get(structure.pk),
            )
        )  # fmt: skip
    return lus


def refus_de_l_accord(accord: Accord, synthese: Synthese, le: date) -> str:
    """Why that accord does not let the version go, in words; "" when it does."""
    if accord.retire_le is not None:
        return f"Le jeune a retiré son accord le {en_toutes_lettres(timezone.localtime(accord.retire_le).date())}."
    if accord.jusqu_a is not None and accord.jusqu_a < le:
        return f"L’accord du jeune a pris fin le {en_toutes_lettres(accord.jusqu_a)}."
    if not {PLAN, PARTAGE} & set(accord.elements):
        return "L’accord du jeune ne va pas jusqu’à son plan ni à ce que l’équipe partage."
    return _refus_de(_non_nommes(synthese, accord))


def _non_nommes(synthese: Synthese, accord: Accord | None) -> list[str]:
    nommes = accord.elements if accord is not None else []
    return [e for e in synthese.elements if e not in nommes]


def _refus_de(manquent: list[str]) -> str:
    if not manquent:
        return ""
    return f"La synthèse parle {_et(manquent)}\u00a0: l’accord du jeune ne le nomme pas."


def _et(elements: list[str]) -> str:
    dits = [DITS[e] for e in elements]
    return dits[0] if len(dits) == 1 else f"{', '.join(dits[:-1])} et {dits[-1]}"


def _accord_dit(accord: Accord) -> str:
    depuis = en_toutes_lettres(timezone.localtime(accord.recueilli_le).date())
    fin = f", jusqu’au {en_toutes_lettres(accord.jusqu_a)}" if accord.jusqu_a else ""
    return f"Le jeune a dit oui le {depuis}{fin}."


def _sans_acces(dossier: Dossier) -> list[Destinataire]:
    """The partners named around the youth who are not in Tandem: nothing goes to them from here."""
    return [
        Destinataire(
            None, p.organisation or p.nom, "partenaire", False,
            "N’a pas d’accès à Tandem pour ce jeune\u00a0: aucun accord ne l’ouvre.",
        )
        for p in partenaires(dossier.pk)
        if p.parti_le is None
    ]  # fmt: skip
