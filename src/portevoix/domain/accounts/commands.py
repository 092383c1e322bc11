"""The verbs of this room, in one list; each lives with its kin."""

from portevoix.domain.accounts.addresses import (
    ask_confirmation,
    ask_new_address,
    ask_reset,
    confirm_address,
    forget_unconfirmed,
    leave_new_address,
    make_address_key,
    reset_password,
)
from portevoix.domain.accounts.erasing import erase
from portevoix.domain.accounts.joining import approve, create_member, join, make_keeper, reject
from portevoix.domain.accounts.leaving import come_back, forget_keys, freeze, leave, thaw
from portevoix.domain.accounts.profiles import set_preferences, update_profile
from portevoix.domain.accounts.signing_in import (
    change_password,
    make_sign_in_key,
    seen_today,
    set_password,
    sign_in,
    use_sign_in_key,
)
from portevoix.domain.accounts.standings import delete, delete_remote, disable, enable, set_role
from portevoix.domain.accounts.strangers import RemoteAccount, house_account, store_remote
from portevoix.domain.accounts.verifying import verify_link

__all__ = [
    "RemoteAccount",
    "approve",
    "ask_confirmation",
    "ask_new_address",
    "ask_reset",
    "change_password",
    "come_back",
    "confirm_address",
    "create_member",
    "delete",
    "delete_remote",
    "disable",
    "enable",
    "erase",
    "forget_keys",
    "forget_unconfirmed",
    "freeze",
    "house_account",
    "join",
    "leave",
    "leave_new_address",
    "make_address_key",
    "make_keeper",
    "make_sign_in_key",
    "reject",
    "reset_password",
    "seen_today",
    "set_password",
    "set_preferences",
    "set_role",
    "sign_in",
    "store_remote",
    "thaw",
    "update_profile",
    "use_sign_in_key",
    "verify_link",
]
