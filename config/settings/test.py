"""The test suite: its own cluster, the web role, mail through a real SMTP server that a fixture starts."""

import os

from config.settings.base import *

SECRET_KEY = "test-" + "0" * 60
CLE_DES_SECRETS = "test-" + "1" * 60
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Two runs at once on one machine each have their own database.
_SUFFIXE = os.environ.get("TANDEM_TESTS_SUFFIXE", "")
DATABASES = {"default": cluster.parametres(ROLE, grappe="tests")}
# Argon2 is slow on purpose; what the suite proves does not depend on its cost.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["TEST"] = {"NAME": f"test_tandem{_SUFFIXE}"}
