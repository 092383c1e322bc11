"""The words of a post from elsewhere, as HTML that may be shown (wire.md 8.2, 8.5, 15)."""

from html import escape, unescape

from portevoix.kernel.text.clean import clean_line
from portevoix.kernel.text.sanitise import plain, sanitise
from portevoix.wire.activitystreams.reading import address_of, as_list, id_of, objects_of, text_of
from portevoix.wire.activitystreams.vocabulary import LINKED_TYPES, Json

_LONGEST_HTML = 100_000
_LONGEST_WARNING = 5_000
_MOST_ATTACHMENTS = 16
_LONGEST_LABEL = 100
_INVISIBLE = "\u200b\ufeff \t\n"


def html_of(document: Json, kind: str) -> str:
    """Returns the post's HTML: its content, and links that lie beside it."""
    parts = [_content(document)]
    if kind in LINKED_TYPES:
        parts = [
            _title(document),
            *(parts if kind in ("Article", "Page") else []),
            _source(document),
        ]
    parts += [_attached_link(one, parts[0]) for one in _attachments(document)]
    return sanitise("".join(parts))


def warning_of(document: Json, kind: str) -> str:
    """Returns the content warning, as text; of converted types `summary` is an excerpt, not one."""
    if kind in LINKED_TYPES:
        return ""
    return clean_line(plain(text_of(document, "summary").strip(_INVISIBLE)), _LONGEST_WARNING)


def language_of(document: Json) -> str:
    """Returns the language of the content, in lower case, or ""."""
    by_language = document.get("contentMap")
    if isinstance(by_language, dict) and by_language:
        content = document.get("content")
        same = [key for key, value in by_language.items() if value == content]
        return _tag(same[0] if same else next(iter(by_language)))
    language = document.get("language")
    if isinstance(language, dict):
        return _tag(language.get("identifier"))
    return _tag(document.get("inLanguage"))


def _tag(value: object) -> str:
    if not isinstance(value, str) or value.lower() in ("und", "undetermined"):
        return ""
    tag = value.strip().replace("_", "-")
    return tag if 2 <= len(tag) <= 12 and tag.replace("-", "").isalnum() else ""


def _content(document: Json) -> str:
    content = text_of(document, "content")[:_LONGEST_HTML]
    if document.get("mediaType") in ("text/plain", "text/markdown"):
        paragraphs = escape(content).replace("\r\n", "\n").split("\n\n")
        return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs if part)
    return content


def _title(document: Json) -> str:
    name = text_of(document, "name")
    return f"<p><strong>{escape(plain(name))}</strong></p>" if name else ""


def _source(document: Json) -> str:
    url = address_of(document.get("url"), media_type="text/html") or id_of(document)
    return _link(unescape(url), url)


def _attachments(document: Json) -> list[Json]:
    return list(objects_of(as_list(document.get("attachment"))[:_MOST_ATTACHMENTS]))


def _attached_link(one: Json, content: str) -> str:
    """What has `href` and no `url` is a link, not a medium; most stand in the text already."""
    url = unescape(address_of(one.get("href"))) if not one.get("url") else ""
    if not url or escape(url) in content or url in content:
        return ""
    return _link(url, text_of(one, "summary") or text_of(one, "name") or url)


def _link(url: str, label: str) -> str:
    if not url:
        return ""
    shown = clean_line(plain(label), _LONGEST_LABEL) or url
    return f'<p><a href="{escape(url)}">{escape(shown)}</a></p>'
