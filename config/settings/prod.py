"""Production. Every variable is required, and a missing or weak one is refused in a sentence."""

import os

from config.environnement import exiger, exiger_secret
from config.settings.base import *

SECRET_KEY = exiger_secret("TANDEM_SECRET_KEY")
CLE_DES_SECRETS = exiger_secret("TANDEM_CLE_DES_SECRETS")
# Throttles count whoever is behind the reverse proxy, not the proxy itself.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TANDEM_MANDATAIRES", "1"))
ALLOWED_HOSTS = exiger("TANDEM_HOTES").split(",")
exiger("DATABASE_URL")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sante$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

EMAIL_HOST = exiger("TANDEM_SMTP_HOTE")
EMAIL_PORT = int(exiger("TANDEM_SMTP_PORT"))
EMAIL_HOST_USER = exiger("TANDEM_SMTP_COMPTE")
EMAIL_HOST_PASSWORD = exiger("TANDEM_SMTP_MOT_DE_PASSE")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = exiger("TANDEM_EXPEDITEUR")

# A connection serves many requests; one that died is noticed and replaced before it is used.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
