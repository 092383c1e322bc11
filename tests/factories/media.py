"""Media that invented people gave, without the work on real pictures."""

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.media import commands
from portevoix.domain.media.models import Medium
from portevoix.gateways import blob_store
from portevoix.kernel.files import FULL, Rendition, StoredFile
from tests.factories.people import id_of

BYTES = b"what a picture holds"


def stored(kind: str = "image") -> StoredFile:
    """Files of one medium, on the disk."""
    folder = blob_store.new_folder()
    blob_store.write(blob_store.OWN, folder, "full.png", BYTES)
    full = Rendition(
        name=FULL, file="full.png", media_type="image/png", bytes=len(BYTES), width=640, height=480
    )
    return StoredFile(
        folder=folder, kind=kind, renditions=(full,), width=640, height=480,
        blurhash="LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    )  # fmt: skip


def medium(owner: Reader, **about: object) -> Medium:
    """A picture that `owner` gave and has not put anywhere."""
    kind = str(about.pop("kind", "image"))
    return commands.keep(owner_id=id_of(owner), stored=stored(kind), **about)  # type: ignore[arg-type]


def there(medium: Medium) -> bool:
    """Whether the files of a medium lie where it says."""
    return blob_store.path_of(blob_store.OWN, medium.folder, "full.png") is not None
