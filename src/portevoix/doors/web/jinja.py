"""Jinja as the pages use it."""

import functools
from datetime import datetime
from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from portevoix.doors.web import (
    assets,
    cards,
    devices,
    faces,
    pictures,
    sizes,
    times,
    tool_words,
    words,
)
from portevoix.kernel.hosts import host_of


def environment(**options: Any) -> Environment:
    """Returns the environment of all page templates; Django's backend calls this once."""
    options.pop("autoescape", None)
    options.update(
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made = Environment(autoescape=True, **options)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext,
        words.ngettext,
        newstyle=True,
        pgettext=words.pgettext,
        npgettext=words.npgettext,
    )
    made.globals.update(
        asset=assets.address,
        url=_url,
        icon=icon,
        csrf=_csrf,
        languages=words.LANGUAGES,
        audience_of=cards.audience_of,
        share=cards.share,
        tool_words=tool_words.in_this_language,
        far_image=pictures.far_image,
        host=host_of,
        face_path=faces.path,
        cover_path=faces.cover,
        tone=faces.tone,
        initial=faces.initial,
        device=devices.name_of,
        place_of=devices.place_of,
        day_of=times.day_of,
    )
    made.filters.update(
        short_time=_short_time, full_time=_full_time, hour=_hour, iso=_iso, size=sizes.size
    )
    return made


def _url(name: str, *arguments: Any) -> str:
    return reverse(f"web:{name}", args=arguments)


@functools.cache
def icon(name: str, extra: str = "") -> Markup:
    """Returns an icon of the sprite; its meaning is always said by words beside it."""
    return Markup(
        '<svg class="icon{extra}" aria-hidden="true"><use href="{place}#{name}"/></svg>'
    ).format(extra=f" {extra}" if extra else "", place=assets.address("icons.svg"), name=name)


@pass_context
def _csrf(context: Context) -> Markup:
    """The hidden field that proves a form is ours; one value in a page."""
    request = context["request"]
    if not hasattr(request, "form_field"):
        field = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')
        request.form_field = field.format(get_token(request))
    made: Markup = request.form_field
    return made


@pass_context
def _short_time(context: Context, moment: datetime) -> str:
    return times.short(moment, context["zone"])


@pass_context
def _full_time(context: Context, moment: datetime) -> str:
    return times.full(moment, context["zone"])


@pass_context
def _hour(context: Context, moment: datetime) -> str:
    return times.hour(moment.astimezone(context["zone"]))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
