"""What an accord opens, in the words that are read or shown to the youth."""

from dataclasses import dataclass

from regles.faits import SIGNES
from socle.acces.models import ARGENT, COORDONNEES, DOSSIER, JUSTICE, PLAN, SANTE, element_signe
from socle.dossier.signes import LIBELLES


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that can be shared. `phrase` is said to the youth."""

    code: str
    libelle: str
    phrase: str


SOCLE = Element(
    DOSSIER,
    "Son nom, et ses conditions pour entrer",
    "votre prénom, votre nom, votre date de naissance, et si vous remplissez chaque condition du contrat",
)
ELEMENTS: tuple[Element, ...] = (
    SOCLE,
    Element(COORDONNEES, "Comment le joindre", "comment vous joindre"),
    Element(
        PLAN,
        "Son diagnostic partagé, son plan d’action, et qui l’aide",
        "ce que vous voulez, le plan que nous écrivons avec vous, et les personnes qui vous aident",
    ),
    Element(
        ARGENT,
        "Ce qu’il gagne, et l’aide d’argent demandée pour lui",
        "ce que vous gagnez dans le mois, l’aide d’argent demandée pour vous, et la réponse",
    ),
    Element(SANTE, "Sa santé", "ce que vous nous dites de votre santé"),
    Element(JUSTICE, "La justice", "ce que vous nous dites de la justice"),
    *(
        Element(element_signe(code), LIBELLES[code], f"« {LIBELLES[code].lower()} »")
        for code in sorted(SIGNES, key=lambda c: LIBELLES[c])
    ),
)
PAR_CODE = {e.code: e for e in ELEMENTS}


def texte(*, destinataire: str, elements: list[str]) -> str:
    """The sentences to read before asking for the agreement. `elements` are codes of `ELEMENTS`."""
    dits = [PAR_CODE[code].phrase for code in elements if code in PAR_CODE]
    quoi = dits[0] if len(dits) == 1 else ", ".join(dits[:-1]) + " et " + dits[-1]
    pour = "votre parcours" if PLAN in elements else "votre entrée dans le parcours"
    aussi = ", et pour demander l’aide d’argent" if ARGENT in elements else ""
    return (
        f"Nous voulons dire à « {destinataire} » : {quoi}. Rien d’autre. "
        f"C’est pour préparer avec eux {pour}{aussi}. "
        "Ils le lisent dans Tandem, et chaque lecture laisse une trace. "
        "Vous pouvez dire non. Vous pouvez changer d’avis quand vous voulez : ils ne verront plus rien, tout de suite."
    )
