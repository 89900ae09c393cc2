"""The settings of the measures: those of the tests, on a database that exists."""

import os

from config.settings.test import *
from config.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ.get("TANDEM_BENCH_BASE", "tandem_bench_1k")
# A page of production: no template is read twice, no file of the static folder is looked for.
DEBUG = False
