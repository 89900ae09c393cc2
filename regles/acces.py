"""Who may do what: one function answers the page, the check at start-up and the tests.

The right on a given dossier is another matter: it is a row of `acces`, read by the database and by the ORM.
"""

from enum import StrEnum


class Droit(StrEnum):
    """What a view asks of whoever calls it. The first three need no hat."""

    PUBLIC = "public"
    """Anybody, without an account."""
    COMPTE = "compte"
    """Somebody logged in, second factor given or not, hat or not: their own account only."""
    CASQUETTE = "casquette"
    """Somebody acting for a structure."""
    SUIVRE = "suivre"
    """Read the dossiers that `acces` opens."""
    REPERER = "reperer"
    """Open a dossier and write its facts: the porteur's side."""
    VERIFIER = "verifier"
    """Say what the history of the mission locale holds: the mission locale's side."""
    DECIDER = "decider"
    """Propose and sign in commission for one's structure."""
    ADMINISTRER = "administrer"
    """Invite and revoke in one's structure."""
    RECEVOIR = "recevoir"
    """Read what a youth's team addressed to one's structure: the side of a partner invited on a dossier."""
    CONVENIR = "convenir"
    """Agree for one's structure with the other side of a partenariat on what the texts leave open."""
    REGLER = "regler"
    """Sign the acts by which one's territory departs from the national rules."""


class Nature(StrEnum):
    """What a structure is, which decides which side it signs for."""

    PORTEUR = "porteur"
    MISSION_LOCALE = "mission_locale"
    PARTENAIRE = "partenaire"
    PILOTE = "pilote"


class Portee(StrEnum):
    """Which dossiers of their structure a member sees, among those that `acces` opens to it."""

    STRUCTURE = "structure"
    SIENS = "siens"
    PARTAGE = "partage"
    """None of it: what its authors addressed to the structure, dossier by dossier."""
    AUCUNE = "aucune"


def droits(*, nature: str, portee: str, decide: bool, administre: bool) -> frozenset[Droit]:
    """The rights of a hat.

    `nature` is the structure's, `portee` the member's (values of `Nature` and `Portee`); `decide` says that the
    member may sign for the structure, `administre` that they manage its members. A pilote sees no
    dossier: figures without names come another way (`architecture.md`, trap 6). A partner sees none either: it
    receives what was addressed to it, once a youth agreed.
    """
    obtenus = {Droit.PUBLIC, Droit.COMPTE, Droit.CASQUETTE}
    cote = nature in (Nature.PORTEUR, Nature.MISSION_LOCALE)
    if cote and portee in (Portee.STRUCTURE, Portee.SIENS):
        obtenus.add(Droit.SUIVRE)
        obtenus.add(Droit.REPERER if nature == Nature.PORTEUR else Droit.VERIFIER)
        if decide:
            obtenus.add(Droit.DECIDER)
    if cote and (administre or Droit.DECIDER in obtenus):
        obtenus.add(Droit.CONVENIR)
    if nature == Nature.PARTENAIRE and portee == Portee.PARTAGE:
        obtenus.add(Droit.RECEVOIR)
    if nature == Nature.PILOTE:
        # Which territory, if any, is for the database to say.
        obtenus.add(Droit.REGLER)
    if administre:
        obtenus.add(Droit.ADMINISTRER)
    return frozenset(obtenus)
