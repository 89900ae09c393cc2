"""The settings of the suite, for a real server on a copy of its database."""

import os

from config.settings.test import *  # noqa: F403 - a settings module extends its base

DATABASES["default"]["NAME"] = os.environ["TANDEM_BASE_SERVIE"]  # noqa: F405
# Static files come straight from the sources: nothing was collected.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
