"""Settings: profile, appearance and language, security."""

from typing import Any

from django.conf import settings as options
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.access import commands as access
from portevoix.domain.access import queries as sign_ins
from portevoix.domain.accounts import commands, queries
from portevoix.domain.accounts.models import Account
from portevoix.doors.web import answers, kept, sign_in, words
from portevoix.doors.web.appearance import NUMBERS, THEMES, Appearance
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid, NotFound

LINES = 4
_SWITCHES = ("locked", "discoverable", "indexable", "hides_collections")
_PROFILE = {
    "display_name": later("Name"),
    "bio": later("About"),
    "fields": later("Lines"),
}
_PASSWORD = {"current": later("Present password"), "password": later("New password")}
_CHOICES = ("roomier", "still", "single_keys", "open_warnings")


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
        language = str(given.get("language", ""))
        commands.set_preferences(
            account_id=member.pk,
            language=language if language in words.LANGUAGES else "",
            settings={
                "theme": theme if theme in THEMES else "system",
                "numbers": numbers if numbers in NUMBERS else "none",
                **{name: bool(given.get(name)) for name in _CHOICES},
            },
        )
        if language in words.LANGUAGES:
            words.speak(language)
        return answers.go(request, "/settings/appearance", _("Kept."))
    look = Appearance.of(member)
    values = {name: getattr(look, name) for name in ("theme", "numbers", *_CHOICES)}
    form = Form({**values, "language": member.language}, {})
    return answers.page(request, "settings/appearance.html", {"form": form})


@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """`/settings/security`: the password, the browsers signed in, the apps let in."""
    member = me(request)
    form = Form({"current": "", "password": ""}, _PASSWORD)
    if request.method == "POST":
        try:
            return _new_password(request)
        except Invalid as error:
            form.refused(error)
    values = {
        "form": form,
        "has_password": member.has_usable_password(),
        "sign_ins": sign_ins.sign_ins(member.pk),
        "this_one": request.session.session_key,
        "apps": sign_ins.apps_of(member.pk),
    }
    status = 422 if form.faults else 200
    return answers.page(request, "settings/security.html", values, status=status)


def _new_password(request: HttpRequest) -> HttpResponse:
    member = me(request)
    commands.change_password(
        account_id=member.pk,
        current=str(request.POST.get("current", "")),
        password=str(request.POST.get("password", "")),
    )
    fresh = queries.member(member.pk) or member
    update_session_auth_hash(request, fresh)
    access.end_all_sign_ins(member.pk, but=request.session.session_key or "")
    access.revoke_all(member.pk)
    sign_in.remember(request, fresh)
    said = _("The password is changed; other browsers and apps are signed out.")
    return answers.go(request, "/settings/security", said)


@require_POST
@signed_in
def end_session(request: HttpRequest) -> HttpResponse:
    """Ends one of my sessions by the id of its record, or all but this one."""
    member = me(request)
    wanted = str(request.POST.get("session", ""))
    if wanted == "others":
        access.end_all_sign_ins(member.pk, but=request.session.session_key or "")
        return answers.go(request, "/settings/security", _("The other sessions have ended."))
    for row in sign_ins.sign_ins(member.pk):
        if str(row.id) == wanted:
            access.end_sign_in(row.session_key)
            return answers.go(request, "/settings/security", _("The session has ended."))
    raise NotFound


@require_POST
@signed_in
def end_app(request: HttpRequest) -> HttpResponse:
    """Takes back what an app may do."""
    wanted = str(request.POST.get("app", ""))
    if not wanted.isdigit():
        raise NotFound
    access.revoke_app(member_id=me(request).pk, app_id=int(wanted))
    return answers.go(request, "/settings/security", _("The app has no access any more."))


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
