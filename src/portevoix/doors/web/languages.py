"""The languages one can say a post is in, each by its own name."""

from collections.abc import Mapping, Sequence

NAMES = {
    "ar": "العربية",
    "br": "Brezhoneg",
    "ca": "Català",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "eo": "Esperanto",
    "es": "Español",
    "eu": "Euskara",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "gl": "Galego",
    "he": "עברית",
    "hi": "हिन्दी",
    "hu": "Magyar",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "kab": "Taqbaylit",
    "ko": "한국어",
    "ln": "Lingála",
    "nl": "Nederlands",
    "no": "Norsk",
    "oc": "Occitan",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sv": "Svenska",
    "sw": "Kiswahili",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "wo": "Wolof",
    "zh": "中文",
}


def offered(used: Sequence[str], spoken: str) -> list[tuple[str, str]]:
    """Returns (code, name) of every language, the last used and the page's own on top."""
    first = [code for code in dict.fromkeys((*used, spoken)) if code in NAMES]
    rest = sorted(
        (code for code in NAMES if code not in first), key=lambda code: NAMES[code].casefold()
    )
    return [(code, NAMES[code]) for code in [*first, *rest]]


def used_by(settings: Mapping[str, object]) -> list[str]:
    """Returns the three languages that a member wrote in last, the newest first."""
    found = settings.get("languages_used")
    return [str(code) for code in found if code in NAMES][:3] if isinstance(found, list) else []
