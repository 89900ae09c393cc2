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


def dernier_connu(contacts: Iterable[Contact]) -> date | None:
    """Return the day of the last contact known to count, or None."""
    return max([c.le for c in contacts if c.le is not None and compte(c)], default=None)


def ouverture(contacts: Iterable[Contact], *, mois: int) -> date | None:
    """Return the day the door opens, past or future; None when no contact is known to count.

    `mois` is the duration in months. Raises `HorsCalendrier` past the year 9999.
    """
    dernier = dernier_connu(contacts)
    return None if dernier is None else plus_mois(dernier, mois)


def ouverture_au_plus_tard(contact: Contact, *, le: date, mois: int) -> date:
    """Return the latest day this contact could hold the door shut, were it to count.

    An undated contact may have happened on the day judged.
    """
    return plus_mois(contact.le or le, mois)


def incertains(contacts: tuple[Contact, ...], *, le: date, mois: int) -> tuple[int, ...]:
    """Return the indices of the contacts that could hold the door shut on the day `le`.

    The most recent first, undated ones before all. A contact older than the delay, or one
    that cannot be substantial, is not there whatever is missing about it.
    """
    rangs = [
        rang
        for rang, contact in enumerate(contacts)
        if compte(contact) is None and ouverture_au_plus_tard(contact, le=le, mois=mois) > le
    ]
    rangs.sort(key=lambda rang: recence(contacts[rang]), reverse=True)
    return tuple(rangs)


def recence(contact: Contact) -> tuple[date, str]:
    """Sort key, the most recent last: the same day, the order of typing must not show."""
    return (contact.le or date.max, contact.nature or "")


def refuser_posterieurs(contacts: Iterable[Contact], *, le: date) -> None:
    """Raise `ContactPosterieur` for a contact after the day judged."""
    for rang, contact in enumerate(contacts):
        if contact.le is not None and contact.le > le:
            raise ContactPosterieur(rang)
