"""Portevoix, a social network that people run themselves."""

from importlib.metadata import version

__version__ = version("portevoix")
