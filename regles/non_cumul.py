"""What the allocation CEJ does not add up with, and what suspends it. Source: Code du travail, R5131-24."""

from dataclasses import dataclass
from enum import StrEnum

R5131_24 = "ct-r5131-24"
RAPPORT_DU_COJ = "coj-2024"


class NonCumul(StrEnum):
    """What a situation does to the allocation."""

    EXCLUT = "exclut"
    SUSPEND = "suspend"
    DISCUTE = "discute"
    """Two texts disagree: nothing is concluded here."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation of R5131-24: its code, the words in which one asks about it, what it does and how one says so."""

    code: str
    question: str
    effet: NonCumul
    phrase: str
    textes: tuple[str, ...] = (R5131_24,)


_SUSPENDUE = "L’allocation du CEJ est suspendue pendant ce temps."

SITUATIONS = {
    situation.code: situation
    for situation in (
        Situation(
            "rsa",
            "Je touche le RSA à mon nom",
            NonCumul.EXCLUT,
            "Vous touchez le RSA à votre nom : il ne se cumule pas avec l’allocation du CEJ. "
            "Si vous êtes seulement à la charge de quelqu’un qui le touche, rien ne change pour vous.",
        ),
        Situation(
            "prime_activite",
            "Je touche la prime d’activité à mon nom, pour une période qui n’est pas finie",
            NonCumul.EXCLUT,
            "Vous touchez la prime d’activité à votre nom : elle ne se cumule pas avec l’allocation du CEJ. "
            "Celle d’une période d’activité passée ne compte pas, ni celle de quelqu’un qui vous a à sa charge.",
        ),
        Situation(
            "volontariat_armees",
            "Je fais un volontariat dans les armées",
            NonCumul.SUSPEND,
            f"Vous faites un volontariat dans les armées. {_SUSPENDUE}",
        ),
        Situation(
            "service_militaire",
            "Je fais un service militaire volontaire ou adapté (SMV, SMA)",
            NonCumul.SUSPEND,
            f"Vous faites un service militaire volontaire ou adapté. {_SUSPENDUE}",
        ),
        Situation(
            "service_civique",
            "Je fais un service civique",
            NonCumul.SUSPEND,
            f"Vous faites un service civique. {_SUSPENDUE}",
        ),
        Situation(
            "epide",
            "Je touche l’allocation de l’EPIDE",
            NonCumul.SUSPEND,
            f"Vous touchez l’allocation de l’EPIDE. {_SUSPENDUE}",
        ),
        Situation(
            "emploi_aide",
            "Mon salaire vient d’un contrat d’insertion (CDDI, contrat de mission) ou d’un contrat unique d’insertion",
            NonCumul.DISCUTE,
            "Vous êtes en contrat d’insertion ou en contrat aidé. L’article lu suspend l’allocation pendant ce temps ; "
            "un rapport de 2024 dit que les deux ont ensuite pu se cumuler. Nous ne tranchons pas : "
            "la mission locale vous dira ce qui vaut pour vous.",
            (R5131_24, RAPPORT_DU_COJ),
        ),
    )
}
"""The situations of R5131-24 by code, in the order in which they are asked."""
