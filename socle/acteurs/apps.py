import time
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.utils.module_loading import import_string


class ActeursConfig(AppConfig):
    name = "socle.acteurs"

    def ready(self) -> None:
        # By its name: that module reads models, which are not there when this one is read.
        user_logged_in.connect(import_string("socle.acteurs.sessions.commencer"), dispatch_uid="debut_de_session")
        pre_save.connect(_codes_deja_vus, sender="mfa.Authenticator", dispatch_uid="codes_deja_vus")


def _codes_deja_vus(instance: Any, **_: Any) -> None:
    """Note as seen the recovery codes just made: allauth shows them next, and would write that on a GET."""
    if instance.type == instance.Type.RECOVERY_CODES:
        instance.data.setdefault("viewed_at", time.time())
