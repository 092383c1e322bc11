"""The house's own settings, with an empty view for all its addresses."""

from portevoix.site.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.empty"
