"""The five months: what counts as a contact, and the day the door opens.

Sources: circulaire of 22 April 2022 (the duration), FAQ of July 2023 (what a contact is). The
FAQ explains the circulaire, so its definition applies to every contact since the circulaire.
"""

from collections.abc import Iterable
from datetime import date

from regles.faits import Contact
from regles.noyau.temps import plus_mois

NATURES_SUBSTANTIELLES = frozenset({"appel", "entretien"})


class ContactPosterieur(ValueError):
    """A contact after the day judged; `rang` is its index."""

    def __init__(self, rang: int) -> None:
        super().__init__(f"contacts[{rang}] est postérieur au jour jugé")
        self.rang = rang


def substantiel(contact: Contact) -> bool | None:
    """Say whether a contact is substantial; None as long as something is missing to know.

    An appel or an entretien, and a real exchange, and the intention to go on expressed: one
    « no » is enough to say no, whatever the rest. Source: FAQ of July 2023.
    """
    if contact.nature is not None and contact.nature not in NATURES_SUBSTANTIELLES:
        return False
    if contact.echange is False or contact.intention is False:
        return False
    if contact.nature is None or contact.echange is None or contact.intention is None:
        return None
    return True


def compte(contact: Contact) -> bool | None:
    """Say whether a contact counts against the delay; None when that is open to judgement.

    A substantial contact that arises from the parcours itself, or that nobody can date, is
    not *known* to close the door.
    """
    reponse = substantiel(contact)
    if reponse and (contact.parcours or contact.le is None):
        return None
    return reponse


def ouverture(contacts: Iterable[Contact], *, le: date, mois: int) -> date | None:
    """Return the day the door opens, past or future; None when no contact is known to count.

    `le` is the day judged, `mois` the duration in months. Raises `ContactPosterieur` for a contact after `le`,
    `HorsCalendrier` past the year 9999.
    """
    dernier: date | None = None
    for rang, contact in enumerate(contacts):
        jour = contact.le
        if jour is None:
            continue
        if jour > le:
            raise ContactPosterieur(rang)
        if (dernier is None or jour > dernier) and compte(contact):
            dernier = jour
    return None if dernier is None else plus_mois(dernier, mois)


def peser(contacts: tuple[Contact, ...], *, le: date, mois: int) -> tuple[date | None, tuple[int, ...]]:
    """Return the day of the last contact known to count, and the indices of those that could hold the door shut.

    The most recent first, undated ones before all: they may have happened on the day judged. A contact older than the
    delay, or one that cannot be substantial, is not there whatever is missing about it.
    """
    dernier: date | None = None
    doutes: list[int] = []
    for rang, contact in enumerate(contacts):
        retenu = compte(contact)
        if retenu is None:
            if plus_mois(contact.le or le, mois) > le:
                doutes.append(rang)
        elif retenu and contact.le is not None and (dernier is None or contact.le > dernier):
            dernier = contact.le
    if len(doutes) > 1:
        doutes.sort(key=lambda rang: recence(contacts[rang]), reverse=True)
    return dernier, tuple(doutes)


def recence(contact: Contact) -> tuple[date, str]:
    """Sort key, the most recent last: the same day, the order of typing must not show."""
    return (contact.le or date.max, contact.nature or "")


def refuser_posterieurs(contacts: Iterable[Contact], *, le: date) -> None:
    """Raise `ContactPosterieur` for a contact after the day judged."""
    for rang, contact in enumerate(contacts):
        if contact.le is not None and contact.le > le:
            raise ContactPosterieur(rang)
