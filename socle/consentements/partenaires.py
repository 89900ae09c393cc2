"""The accord that lets a partner receive what is addressed to it: never the dossier, and only until a day."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from regles.acces import Nature
from regles.noyau.temps import en_toutes_lettres
from socle.acces.models import JUSTICE, PARTAGE, SANTE
from socle.acces.portee import Acteur
from socle.acteurs.models import Structure
from socle.consentements.ecritures import SANS_PREUVE, Preuve, retirer_les_precedents
from socle.consentements.models import Accord
from socle.consentements.signature import traits
from socle.dossier.constater import constater
from socle.dossier.models import Dossier

AU_PLUS = timedelta(days=366)
"""The longest a partner receives without being asked again. Ours: no text says."""
POUR_QUOI = "vous aider ensemble"
DOMAINES = {SANTE: "ce que vous nous dites de votre santé", JUSTICE: "ce que vous nous dites de la justice"}


class PasUnPartenaire(Exception):
    """This accord is for a partner: the mission locale has its own, which opens the dossier."""


class DureeImpossible(Exception):
    """It ends on a day to come, a year away at most."""


@dataclass(frozen=True, slots=True)
class AccordDit:
    """What the youth agrees to: `qui` is the person as they were named, `domaines` the sensitive ones among them."""

    qui: str
    domaines: tuple[str, ...]
    jusqu_a: date
    mineur: bool = False


@dataclass(frozen=True, slots=True)
class Recueil:
    """How they said so, and what shows it."""

    mode: str
    preuve: Preuve = SANS_PREUVE


def texte_pour_un_partenaire(dit: AccordDit) -> str:
    """The sentences to read before asking whether a partner may receive something."""
    compris = "".join(f", y compris {DOMAINES[code]}" for code in dit.domaines)
    majeur = " À vos 18 ans, nous vous le redemanderons, à vous." if dit.mineur else ""
    sauf = [dits for code, dits in DOMAINES.items() if code not in dit.domaines]
    return (
        f"Nous voulons que {dit.qui} reçoive dans Tandem votre prénom, votre nom, et ce que votre équipe écrit pour "
        f"cette personne ou pour tous ceux qui vous aident{compris}. Rien d’autre\u00a0: ni votre dossier"
        f"{''.join(f', ni {quoi}' for quoi in sauf)}. "
        f"C’est pour {POUR_QUOI}, jusqu’au {en_toutes_lettres(dit.jusqu_a)}. Chaque lecture laisse une trace. "
        "Vous pouvez dire non. Vous pouvez changer d’avis quand vous voulez\u00a0: cette personne ne verra plus rien, "
        f"tout de suite.{majeur} Ce qu’elle aura déjà lu ou copié, nous ne pouvons pas le reprendre."
    )


@transaction.atomic
def recueillir_pour_un_partenaire(
    *, acteur: Acteur, accord_id: UUID, dossier: Dossier, destinataire: Structure, dit: AccordDit, recueil: Recueil,
    le: date, maintenant: datetime,
) -> Accord:  # fmt: skip
    """Note that the youth agrees, and open it at once, in place of what an earlier accord opened to that partner.

    Called twice with the same `accord_id`, it is one act. Raises PasUnPartenaire, DureeImpossible,
    SignatureIllisible.
    """
    if destinataire.nature != Nature.PARTENAIRE:
        raise PasUnPartenaire
    if not le <= dit.jusqu_a <= le + AU_PLUS:
        raise DureeImpossible
    if deja := Accord.objects.filter(pk=accord_id, dossier_id=dossier.pk).first():
        return deja
    if recueil.preuve.signature:
        traits(recueil.preuve.signature)
    retirer_les_precedents(acteur=acteur, dossier=dossier, destinataire=destinataire, maintenant=maintenant)
    accord = Accord(
        id=accord_id,
        dossier=dossier,
        destinataire=destinataire,
        elements=[PARTAGE, *sorted(set(dit.domaines) & set(DOMAINES))],
        recueil=recueil.mode,
        recueilli_par_id=acteur.appartenance_id,
        recueilli_le=maintenant,
        jusqu_a=dit.jusqu_a,
        texte=texte_pour_un_partenaire(dit),
        aupres_de=dit.qui[:200],
        pour_quoi=POUR_QUOI,
        **asdict(recueil.preuve),
    )
    accord.save(force_insert=True)
    with connection.cursor() as curseur:
        curseur.execute("SELECT appliquer_accord(%s, %s)", [accord.pk, maintenant])
    constater(dossier.pk, maintenant=maintenant)
    return accord
