"""Settings: profile, appearance and language."""

from typing import Any

from django.conf import settings as options
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import commands
from portevoix.domain.accounts.models import Account
from portevoix.doors.web import answers, kept, words
from portevoix.doors.web.appearance import (
    MEDIA,
    NUMBERS,
    THEMES,
    UNDO_SECONDS,
    Appearance,
    undo_seconds,
)
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid

LINES = 4
_SWITCHES = ("locked", "discoverable", "indexable", "hides_collections")
_PROFILE = {
    "display_name": later("Name"),
    "bio": later("About"),
    "fields": later("Lines"),
}
_CHOICES = (
    "roomier",
    "still",
    "single_keys",
    "open_warnings",
    "asks_descriptions",
    "starts_at_place",
    "joins_pages",
)


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """`/settings`: the list of its pages."""
    return answers.page(request, "settings/index.html")


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """`/settings/profile`: what one says of oneself, and who may follow and find one."""
    account = me(request).account
    given = request.POST if request.method == "POST" else kept.take(request)
    values = _profile_values(account)
    if given is not None:
        values |= {name: str(given.get(name, "")) for name in ("display_name", "bio")}
        values |= {name: bool(given.get(name)) for name in _SWITCHES}
        names, lines = given.getlist("field_name"), given.getlist("field_value")
        values["lines"] = _padded(list(zip(names, lines, strict=False)))
    form = Form(values, _PROFILE)
    if request.method != "POST":
        return answers.page(request, "settings/profile.html", {"form": form})
    try:
        commands.update_profile(
            account_id=account.pk,
            display_name=values["display_name"],
            bio=values["bio"],
            fields=[pair for pair in values["lines"] if any(pair)],
            **{name: values[name] for name in _SWITCHES},
        )
    except Invalid as error:
        form.refused(error)
        return answers.page(request, "settings/profile.html", {"form": form}, status=422)
    return answers.go(request, f"/@{account.name}", _("Your page says so now."))


def _profile_values(account: Account) -> dict[str, Any]:
    lines = [(str(row["name"]), str(row["value"])) for row in account.fields]
    switches = {name: getattr(account, name) for name in _SWITCHES}
    return {
        "display_name": account.display_name,
        "bio": account.bio,
        "lines": _padded(lines),
        **switches,
    }


def _padded(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return (lines + [("", "")] * LINES)[:LINES]


@signed_in
def appearance(request: HttpRequest) -> HttpResponse:
    """`/settings/appearance`: theme, language, numbers, keys."""
    member = me(request)
    if request.method == "POST":
        given = request.POST
        theme, numbers = str(given.get("theme", "")), str(given.get("numbers", ""))
        language, media = str(given.get("language", "")), str(given.get("media", ""))
        commands.set_preferences(
            account_id=member.pk,
            language=language if language in words.LANGUAGES else "",
            settings={
                "theme": theme if theme in THEMES else "system",
                "numbers": numbers if numbers in NUMBERS else "none",
                "undo_seconds": undo_seconds(given.get("undo_seconds")),
                "media": media if media in MEDIA else "usual",
                **{name: bool(given.get(name)) for name in _CHOICES},
            },
        )
        if language in words.LANGUAGES:
            words.speak(language)
        return answers.go(request, "/settings/appearance", _("Kept."))
    look = Appearance.of(member)
    values = {name: getattr(look, name) for name in ("theme", "numbers", "media", *_CHOICES)}
    values["undo_seconds"] = str(look.undo_seconds)
    form = Form({**values, "language": member.language}, {})
    shown = {"form": form, "undo_seconds": UNDO_SECONDS[1:]}
    return answers.page(request, "settings/appearance.html", shown)


@require_POST
@signed_in
def single_keys(request: HttpRequest) -> HttpResponse:
    """`/keys/switch`: single keys on or off, from the key sheet."""
    on = not Appearance.of(me(request)).single_keys
    commands.set_preferences(account_id=me(request).pk, settings={"single_keys": on})
    return answers.back(
        request, "/keys", _("Single keys are on.") if on else _("Single keys are off.")
    )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """`/language`: a visitor chooses the language of the pages, kept in a cookie."""
    chosen = str(request.POST.get("language", ""))
    answer = answers.back(request, "/")
    if chosen in words.LANGUAGES:
        answer.set_cookie(
            options.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=31_536_000,
            secure=options.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
    return answer
