"""Pictures and other files that go along in an archive, under the names that its JSON tells."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from portevoix.gateways import blob_store, export_files
from portevoix.wire.activitystreams.vocabulary import Json

_PLACE = "media_attachments/files"
_FACES = (("icon", "avatar"), ("image", "header"))


def take(item: Json) -> list[list[str]]:
    """Makes the media of a post lead into the archive; returns (name inside, folder, file)."""
    made = item.get("object")
    taken: list[list[str]] = []
    if isinstance(made, dict):
        for each in made.get("attachment", ()):
            found = _stored(each.get("url", ""))
            if found is not None:
                each["url"] = "/".join((_PLACE, *found))
                taken.append([each["url"], *found])
    return taken


def faces(actor: Json) -> list[tuple[str, Path]]:
    """Makes face and cover of an actor lead into the archive; returns their entries."""
    entries = []
    for name, called in _FACES:
        picture = actor.get(name)
        found = _stored(picture.get("url", "")) if isinstance(picture, dict) else None
        path = blob_store.path_of(blob_store.OWN, *found) if found else None
        if path is not None:
            actor[name] = {**actor[name], "url": f"{called}{path.suffix}"}
            entries.append((actor[name]["url"], path))
    return entries


def entries(folder: str) -> Iterator[tuple[str, Path]]:
    """Yields the entries of all media that the parts told of; what is gone meanwhile is not one."""
    for part in export_files.parts(folder, "media-"):
        with part.open(encoding="utf-8") as lines:
            for line in lines:
                name, place, file = json.loads(line)
                path = blob_store.path_of(blob_store.OWN, place, file)
                if path is not None:
                    yield name, path


def _stored(url: str) -> tuple[str, str] | None:
    parts = urlsplit(url).path.split("/")
    return (parts[2], parts[3]) if len(parts) == 4 and parts[1] == "media" else None
