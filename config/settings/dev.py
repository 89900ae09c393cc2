"""A developer's own machine: the local cluster, errors shown, no account needed elsewhere."""

from config.settings.base import *

DEBUG = True
SECRET_KEY = "dev-" + "0" * 60
CLE_DES_SECRETS = "dev-" + "1" * 60
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
COURRIER_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "courriels"
