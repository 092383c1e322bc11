"""Questions about what members take out and bring in. None of them writes."""

from portevoix.domain.archives.models import Export, ExportState
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound


def export(export_id: int) -> Export | None:
    """Returns an export, or None."""
    return Export.objects.filter(id=export_id).first()


def exports_of(owner_id: int) -> list[Export]:
    """Returns a member's exports that are being made or can be fetched, newest first."""
    found = Export.objects.filter(owner_id=owner_id).order_by("-id")
    return [each for each in found if each.expires_at is None or each.expires_at > clock.now()]


def finished_export(owner_id: int, export_id: int) -> Export:
    """Returns an archive that its owner may fetch now. Raises NotFound for everybody else."""
    for each in exports_of(owner_id):
        if each.id == export_id and each.state == ExportState.READY:
            return each
    raise NotFound
