"""What a post said, version by version, as apps see it (StatusEdit)."""

from collections.abc import Sequence
from typing import Any

import msgspec

from portevoix.domain.posts.history import Version
from portevoix.domain.posts.models import Post
from portevoix.kernel.text.render import absolute
from portevoix.wire import emoji
from portevoix.wire.mastodon import marks
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.emoji import custom_emoji
from portevoix.wire.mastodon.media import attachment
from portevoix.wire.mastodon.times import told


def edits(post: Post, versions: Sequence[Version]) -> str:
    """Returns the JSON of a post's versions, in their order."""
    author = accounts([post.author_id])[post.author_id]
    host = post.author.host
    return f"[{','.join(_one(version, author, host) for version in versions)}]"


def _one(version: Version, author: str, host: str) -> str:
    said: dict[str, Any] = {
        "content": absolute(version.html, marks.word()),
        "spoiler_text": version.warning,
        "sensitive": version.sensitive,
        "created_at": told(version.created_at),
        "media_attachments": [attachment(medium) for medium in version.media],
        "emojis": [custom_emoji(each) for each in emoji.of(host, version.html, version.warning)],
    }
    if version.options:
        titles = msgspec.json.decode(version.options)
        said["poll"] = {"options": [{"title": title} for title in titles]}
    return f'{marks.shown(marks.stored(said))[:-1]},"account":{author}}}'
