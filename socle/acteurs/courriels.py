"""The mails about accounts that are ours; the others are allauth's. Never a word about a youth."""

from django.conf import settings
from django.core.mail import send_mail

from socle.acteurs.models import Invitation

_TEXTE = """Bonjour,

{qui} vous invite à rejoindre {structure} dans Tandem, le dossier que les porteurs et les missions locales tiennent \
ensemble.

Pour ouvrir votre accès :

{lien}

Ce lien est pour vous seul et sert une fois. Il est valable sept jours.

Vous n’attendiez rien ? Ne faites rien, et ne transmettez pas ce lien.

Tandem
"""


def envoyer_invitation(*, invitation: Invitation, par: str, lien: str) -> None:
    """Put in the outbox the mail that carries the link. `par` is the name of whoever invites."""
    texte = _TEXTE.format(qui=" ".join(par.split()), structure=invitation.structure.nom, lien=lien)
    send_mail("Votre invitation dans Tandem", texte, settings.DEFAULT_FROM_EMAIL, [invitation.courriel])
