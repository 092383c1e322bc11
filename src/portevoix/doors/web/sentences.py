"""The sentences for the codes that the rooms refuse with."""

from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import DomainError

_SENTENCES = {
    "blank": later("This is needed."),
    "too_long": later("This is too long."),
    "too_short": later("This is too short."),
    "too_many": later("There are too many."),
    "invalid": later("This cannot be used here."),
    "taken": later("This one is taken."),
    "reserved": later("This one is kept for the house."),
    "accepted": later("Joining needs your agreement to the rules."),
    "wrong": later("This is not the present password."),
    "locked": later("This is given by a setting and cannot be changed here."),
    "unknown": later("This invitation is not known here."),
    "revoked": later("This invitation was taken back."),
    "expired": later("This invitation is too old."),
    "used_up": later("This invitation has been used."),
    "name/invalid": later("Letters a to z, figures and _ only."),
    "name/too_long": later("Thirty characters at most."),
    "password/too_short": later("Eight characters at least."),
    "reason/blank": later("A word on why you come is needed here."),
    "invitation/blank": later("This house is joined by invitation."),
    "email/invalid": later("This is not an e-mail address."),
    "email/taken": later("This address belongs to someone of the house already."),
    "text/blank": later("There is no text yet."),
    "text/too_long": later("The text is too long: 5,000 characters at most."),
    "fields/blank": later("Each line needs a name."),
    "not_known_here": later("This house has not met it yet. Search for it by its address."),
    "keepers_only": later("Only those who keep the house can do this."),
    "closed": later("Nobody can join for the moment."),
    "already_open": later("This house has its keeper already."),
    "first_key_unknown": later("This first key is not known, or it has been used."),
    "key_unknown": later("This link is not known, has been used, or is older than a day."),
    "again/wrong_sign_in": later("This is not the password."),
    "again/passkey_refused": later("This passkey cannot be used here. Try once more, or another."),
    "passkey_refused": later(
        "This passkey is not known here. The password works, or another passkey."
    ),
    "new/passkey_refused": later("The browser made no passkey that can be used. Try once more."),
    "new/too_many": later("Twenty passkeys are enough: remove one first."),
    "wrong_code": later("This code is not right, or it was used already. Wait for the next one."),
    "codes_on": later("Codes are asked already."),
    "last_key": later("This is the only way in. Choose a password first, or add another passkey."),
    "wrong_sign_in": later("The name and the password do not go together."),
    "pending": later(
        "Your request to join waits to be read by a person. Please come back a little later."
    ),
    "unconfirmed": later("The e-mail address is not confirmed yet."),
    "suspended": later("This account has been closed by the house. Write to those who keep it."),
    "deleted": later("This account was deleted."),
    "not_active": later("This account cannot write for the moment."),
    "frozen": later("This account is frozen: it reads what is public and its own posts."),
    "no_choice": later("Choose an answer first."),
    "poll_over": later("The poll is over."),
    "own_poll": later("One does not vote in one's own poll."),
    "voted": later("You have voted already."),
    "no_such_answer": later("The poll has no such answer any more."),
    "one_answer": later("One answer only can be chosen."),
    "too_few_options": later("A poll needs two answers at least."),
    "too_many_options": later("There are too many answers."),
    "blank_option": later("An answer has no words."),
    "option_too_long": later("An answer is too long: 100 characters at most."),
    "same_options": later("The same answer is there twice."),
    "poll_time": later("A poll stands for five minutes to thirty-one days."),
    "with_media": later("A post has pictures or a poll, not both."),
    "may_not_pin": later("Only posts to everyone, to followers or to this house can be pinned."),
    "too_many_pins": later("Five posts are pinned already. Take one down first."),
    "file_missing": later("There is no file yet."),
    "file_too_large": later("A file may have 16 MB at most."),
    "file_unreadable": later("This is not a picture that can be read here."),
    "file_kind": later("Files of this kind are not taken here."),
    "too_many_pixels": later("This picture is too large: 50 million points at most."),
    "too_many_frames": later("This picture moves for too long."),
    "media_too_many": later("Four pictures at most go with a post."),
    "media_mixed": later("A film or a sound goes alone with a post."),
    "media_not_found": later("A picture is not there any more. Choose it again."),
    "media_waiting": later("Many pictures wait for a post already. Use some of them first."),
    "too_fast": later("That was a lot at once. Please wait a few minutes."),
    "unavailable": later("Too much is being worked on. Please try again in a moment."),
    "may_not_boost": later("A post of this audience is not carried further."),
    "wider_than_parent": later("A reply cannot be seen by more people than the post it answers."),
    "parent_is_public": later("Choose who sees the reply."),
    "no_parent": later("This audience is for replies."),
    "unknown_circle": later("This circle is not there any more."),
    "audience_not_possible": later("This audience cannot be given to this post."),
    "unknown_people": later("Someone named here is not known in this house."),
    "not_found": later("The post that this one answers is not there any more."),
    "leaves_at/invalid": later("This is no day and hour."),
    "too_soon": later("Choose an hour at least five minutes from now."),
    "leaves_at/too_many": later("Three hundred posts wait already."),
    "too_many_a_day": later("Twenty-five posts wait for that day already."),
    "last_owner": later("A house is never without its keeper."),
    "name/wrong": later("This is not your name here."),
    "password/wrong": later("This is not your password."),
}


def sentence(code: str, field: str = "") -> str:
    """Returns the sentence for a fault's code; an unknown one says the least that is true."""
    found = _SENTENCES.get(f"{field}/{code}") or _SENTENCES.get(code)
    return _(found) if found else _("This cannot be accepted as it is.")


def sentence_of(error: DomainError) -> str:
    """Returns the sentence for a whole refusal, or "" when its page says it already."""
    found = _SENTENCES.get(error.code)
    return _(found) if found else ""
