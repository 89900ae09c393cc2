"""The demonstration: served as in production but over HTTP, on this machine, for plainly fictional people.

It never runs on a database that it did not create: `demo.garde` checks a mark at start-up.
"""

from config.settings.base import *  # noqa: F403 - a settings module extends its base

DEMO = True
DOUBLE_FACTEUR_OBLIGATOIRE = False
DATABASES = {"default": cluster.parametres(ROLE, "tandem_demo")}  # noqa: F405
SECRET_KEY = "demo-" + "0" * 60
CLE_DES_SECRETS = "demo-" + "1" * 60
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
COURRIER_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "courriels"  # noqa: F405
MIDDLEWARE = ["demo.garde.Garde", *MIDDLEWARE]  # noqa: F405
# The characters, on the home page.
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.views.personnages")  # noqa: F405

# A connection serves many requests; one that died is noticed and replaced before it is used.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}  # noqa: F405
