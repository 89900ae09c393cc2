"""The settings of the suite, for a real server on a copy of its database."""

import os

from config.settings.test import *

DATABASES["default"]["NAME"] = os.environ["TANDEM_BASE_SERVIE"]
# Static files come straight from the sources: nothing was collected.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
