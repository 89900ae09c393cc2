"""The mails to a partner invited on a dossier. Never a word about who the youth is."""

from django.conf import settings
from django.core.mail import send_mail

_LIEN = """Bonjour,

{qui}, de {porteur}, vous invite dans Tandem\u00a0: l’équipe qui accompagne un jeune pourra vous y écrire. Vous n’y \
verrez que ce qui vous est adressé.

Pour ouvrir votre accès\u00a0:

{lien}

Ce lien est pour vous seul et sert une fois. Il est valable sept jours.

Vous n’attendiez rien\u00a0? Ne faites rien, et ne transmettez pas ce lien.

Tandem
"""
_PREVENIR = """Bonjour,

{qui}, de {porteur}, vous ouvre dans Tandem ce que l’équipe d’un jeune vous adresse.

Pour le lire, connectez-vous\u00a0:

{lien}

Tandem
"""


def envoyer_lien(*, a: str, qui: str, porteur: str, lien: str) -> None:
    """Put in the outbox the link that opens an access. `qui` invites, for the structure `porteur`."""
    _envoyer("Votre invitation dans Tandem", _LIEN, a, qui, porteur, lien)


def prevenir(*, a: str, qui: str, porteur: str, lien: str) -> None:
    """Tell somebody who has their access that one more team may write to them."""
    _envoyer("Une équipe peut vous écrire dans Tandem", _PREVENIR, a, qui, porteur, lien)


def _envoyer(sujet: str, texte: str, a: str, qui: str, porteur: str, lien: str) -> None:
    dit = texte.format(qui=" ".join(qui.split()), porteur=" ".join(porteur.split()), lien=lien)
    send_mail(sujet, dit, settings.DEFAULT_FROM_EMAIL, [a])
