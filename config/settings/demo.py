"""The demonstration: served as in production but over HTTP, on this machine, for plainly fictional people.

It never runs on a database that it did not create: `demo.garde` checks a mark at start-up.
"""

from config.settings.base import *

DEMO = True
DOUBLE_FACTEUR_OBLIGATOIRE = False
DATABASES = {"default": cluster.parametres(ROLE, "tandem_demo")}
SECRET_KEY = "demo-" + "0" * 60
CLE_DES_SECRETS = "demo-" + "1" * 60
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
COURRIER_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "courriels"
MIDDLEWARE = ["demo.garde.Garde", *MIDDLEWARE]
# The characters, on the home page.
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.views.personnages")

# A connection serves many requests; one that died is noticed and replaced before it is used.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
