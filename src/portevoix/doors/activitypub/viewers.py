"""As whom another house reads here: the actor that signed, or nobody."""

from django.http import HttpRequest

from portevoix.domain.accounts.models import Account, Standing
from portevoix.doors.activitypub.verification import claimants, is_signed, signer_of
from portevoix.gateways.signatures import BadSignatureError
from portevoix.kernel import config
from portevoix.kernel.errors import NotAllowed, NotSignedIn


def signer_or_nobody(request: HttpRequest) -> Account | None:
    """Returns who signed, or None for nobody and for a signature that does not hold.

    Raises Unavailable when the key cannot be fetched now, NotAllowed for a blocked house.
    """
    if not is_signed(request):
        return None
    try:
        account = signer_of(request)
    except BadSignatureError:
        return None
    return account if account.standing == Standing.ACTIVE else None


def claimed_reader(request: HttpRequest) -> Account | None:
    """Returns who says to have signed, if known here; the signature is not checked.

    Good enough to keep somebody blocked away from what is public, never to let anybody in:
    checking would let any stranger make this house fetch keys.
    """
    if not is_signed(request):
        return None
    return next((one for one in claimants(request) if one.standing == Standing.ACTIVE), None)


def require_signature_if_set(request: HttpRequest) -> None:
    """With AUTHORIZED_FETCH, raises NotSignedIn or NotAllowed for whoever did not sign."""
    if not config.current().authorized_fetch:
        return
    try:
        account = signer_of(request)
    except BadSignatureError as error:
        raise NotSignedIn(str(error)) from None
    if account.standing != Standing.ACTIVE:
        raise NotAllowed("suspended")
