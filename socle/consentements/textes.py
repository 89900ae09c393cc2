"""What an accord opens, in the words that are read or shown to the youth."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from regles.faits import SIGNES
from regles.noyau.temps import en_toutes_lettres
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


AUPRES_DE = "votre conseillère ou votre conseiller, et ses collègues qui suivent des jeunes"
"""Who reads there, by role, unless one says otherwise: a hat whose regard is its structure sees them all."""


def pour(elements: Collection[str]) -> str:
    """What the sharing is for, unless one says otherwise."""
    return "préparer avec eux votre parcours" if PLAN in elements else "préparer avec eux votre entrée dans le parcours"


@dataclass(frozen=True, slots=True)
class Changement:
    """What an accord changes of the one it replaces. `quitte`: the mission locale that reads nothing more."""

    avant: frozenset[str] = frozenset()
    quitte: str = ""

    def phrases(self, elements: Collection[str]) -> str:
        """The difference, said to the youth; empty when nothing was open."""
        if self.quitte:
            return f"« {self.quitte} » ne verra plus rien de votre dossier, tout de suite. "
        if not self.avant:
            return ""
        ajoutes = [e.phrase for e in ELEMENTS if e.code in set(elements) - self.avant]
        retires = [e.phrase for e in ELEMENTS if e.code in self.avant - set(elements)]
        dits = [f"Vous ajoutez : {_enumerer(ajoutes)}. "] if ajoutes else []
        dits += [f"Vous retirez : {_enumerer(retires)} ; ils ne le liront plus. "] if retires else []
        return "".join(dits) or "Vous gardez la même chose. "


RIEN_AVANT = Changement()


def texte(
    *, destinataire: str, elements: Collection[str], aupres_de: str = "", pour_quoi: str = "",
    jusqu_a: date | None = None, changement: Changement = RIEN_AVANT, mineur: bool = False,
) -> str:  # fmt: skip
    """The sentences to read before asking for the agreement. `elements` are codes of `ELEMENTS`."""
    dits = [PAR_CODE[code].phrase for code in elements if code in PAR_CODE]
    aussi = ", et pour demander l’aide d’argent" if ARGENT in elements else ""
    fin = f"jusqu’au {en_toutes_lettres(jusqu_a)}" if jusqu_a else "tant que vous ne changez pas d’avis"
    majeur = "À vos 18 ans, nous vous le redemanderons, à vous. " if mineur else ""
    return (
        f"{changement.phrases(elements)}"
        f"Nous voulons dire à « {destinataire} » ({aupres_de or AUPRES_DE}) : {_enumerer(dits)}. Rien d’autre. "
        f"C’est pour {pour_quoi or pour(elements)}{aussi}. "
        f"Ils le lisent dans Tandem, un outil en ligne, {fin}, et chaque lecture laisse une trace. "
        "Vous pouvez dire non. Vous pouvez changer d’avis quand vous voulez : ils ne verront plus rien, tout de suite. "
        f"{majeur}Ce qu’ils auront déjà lu ou copié, nous ne pouvons pas le reprendre."
    )


def _enumerer(dits: Sequence[str]) -> str:
    return dits[0] if len(dits) == 1 else ", ".join(dits[:-1]) + " et " + dits[-1]
