"""What every way of running Tandem shares. Nothing of the trade, and no side effect: importing starts nothing."""

import os
from pathlib import Path

import pghistory

from config import cluster
from parcours import etapes

RACINE = Path(__file__).resolve().parent.parent.parent
VAR = RACINE / "var"
# Pages and jobs connect as the web role; manage.py says « owner » for migrations and nothing else.
ROLE = "owner" if os.environ.get("TANDEM_ROLE") == "owner" else "web"

DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "socle.acteurs",
    "socle.partenariats",
    "socle.droit",
    "socle.acces",
    "socle.dossier",
    "socle.partage",
    "socle.repartition",
    "socle.consentements",
    "socle.doublons",
    "socle.presences",
    "socle.journal",
    "socle.courrier",
    "socle.documents",
    *etapes.ETAPES,
    "web.composants",
    "web.accueil",
    "web.equipe",
    "web.partenariats",
    "web.droit",
    "web.dossier",
    "web.partages",
    "web.jeunes",
    "web.simulateur",
    "web.estimation",
    "demo",
]

# Handed to the ground, which does not know the steps (architecture.md, trap 7).
ETAPES = etapes.ETAPES
APRES_CHAQUE_ECRITURE = etapes.APRES_CHAQUE_ECRITURE

# Order matters: the transaction holds everything that reads or writes, sessions included; the actor is known
# before the right of the view is checked; nothing below may open the wall again.
MIDDLEWARE = [
    "config.sante.sante",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Outside the transaction: it tells allauth which request is being answered, which its mails need on commit.
    "allauth.account.middleware.AccountMiddleware",
    "socle.acces.middleware.transaction_par_requete",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # In place of allauth's own, which would cost each page four queries.
    "socle.acteurs.sessions.activite",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "socle.acces.middleware.Acteurs",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RACINE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.facade.contexte",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "web.composants.templatetags.composants"],
        },
    }
]

DATABASES = {"default": cluster.parametres(ROLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_partage",
        # Past this number entries are dropped at random, and a throttle dropped is an attacker let in.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "acteurs.Compte"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Length and a list of known passwords, no composition rule (OWASP ASVS 5.0, 6.2.1 to 6.2.5).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("prenom", "nom", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accueil"
ACCOUNT_LOGOUT_REDIRECT_URL = "accueil"
ACCOUNT_ADAPTER = "socle.acteurs.adaptateur.Adaptateur"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# One address a person, and a mail to it when anything that protects the account changes.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
# The public forms of ours, counted by the same throttle. A whole workshop may share one address.
ACCOUNT_RATE_LIMITS = {"simulateur": "60/m/key,1000/h/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tandem"
MFA_ADAPTER = "socle.acteurs.double_facteur.AdaptateurDoubleFacteur"
# Off only for the demonstration, which says so on every page.
DOUBLE_FACTEUR_OBLIGATOIRE = True

# Two hours without a request, or twelve whatever happens (socle/acteurs/sessions.py): a phone is lent, or lost.
SESSION_COOKIE_AGE = 2 * 3600
SESSION_DUREE_MAXIMALE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "web.facade.formulaire_perime"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Caps on what comes in. Nothing is uploaded yet: a form of text is all a request may carry.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 0

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [RACINE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "socle.courrier.boite.BoiteDEnvoi"
# What a mail that waits asks again as it leaves, by the name kept in its row.
COURRIER_CONDITIONS = {
    "envoi_de_synthese": "parcours.syntheses.courriels.encore_a_annoncer",
    "rendezvous_porteur": "parcours.tripartites.courriels.rendezvous_du_porteur",
    "rendezvous_mission_locale": "parcours.tripartites.courriels.rendezvous_de_la_mission_locale",
    "annulation_porteur": "parcours.tripartites.courriels.annulation_pour_le_porteur",
    "annulation_mission_locale": "parcours.tripartites.courriels.annulation_pour_la_mission_locale",
}
# The backend that the worker really sends with; EMAIL_BACKEND only puts in the outbox.
COURRIER_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20
# Each room keeps its jobs in `jobs.py`; the worker (`manage.py procrastinate worker`) finds them there.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
DEFAULT_FROM_EMAIL = "Tandem <ne-pas-repondre@tandem.invalid>"

# The context is set by the database function `entrer`, together with the walls: a write whose author is unknown
# breaks NOT NULL. It is kept in each event row, so that history needs no table outside the walls.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField(null=False)
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discret": {"()": "socle.journal.discretion.SansDonnees"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["discret"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
