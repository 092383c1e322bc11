"""Verbs of acts that wait for an author's word, and of who may do what afterwards."""

from portevoix.domain.audiences.public import Audience, Rung, known_details, let_stand
from portevoix.domain.posts import counting
from portevoix.domain.posts.events import (
    AskLeft,
    PoliciesChanged,
    PostPublished,
    ReplyAsked,
)
from portevoix.domain.posts.models import Ask, Policy, Post
from portevoix.domain.posts.permissions import Act
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command, emit


def ask_for(
    act: Act, *, post_id: int, author_id: int, asker_id: int, thing_id: int = 0,
    uri: str = "", rung: str = "",
) -> None:  # fmt: skip
    """Lets an act wait for the author of ``post_id``; asking again changes nothing.

    Runs inside a command. ``thing_id`` is the waiting reply or quoting post,
    ``rung`` the audience of a boost, ``uri`` the act of somebody elsewhere.
    """
    _, is_new = Ask.objects.get_or_create(
        act=act,
        post_id=post_id,
        asker_id=asker_id,
        thing_id=thing_id,
        defaults={
            "id": new_id(),
            "author_id": author_id,
            "uri": uri,
            "rung": rung,
            "created_at": clock.now(),
        },
    )
    if is_new and act is Act.REPLY:
        emit(
            ReplyAsked(
                post_id=thing_id, author_id=asker_id, parent_id=post_id, parent_author_id=author_id
            )
        )


@command
def agree(*, actor_id: int, ask_id: int) -> None:
    """Lets what somebody asked for happen, as if it happened now. Raises NotFound."""
    from portevoix.domain.posts.boosting import boost  # these two stand on this module
    from portevoix.domain.posts.quoting import agree_to_quote

    ask = _of(actor_id, ask_id)
    ask.delete()
    if ask.act == Act.REPLY:
        _publish_reply(ask.thing_id)
    elif ask.act == Act.QUOTE:
        agree_to_quote(ask.thing_id)
    elif ask.act == Act.BOOST:
        asker_here = not ask.uri
        boost(
            actor_id=ask.asker_id,
            post_id=ask.post_id,
            here=asker_here,
            audience=Audience(Rung(ask.rung)) if ask.rung else None,
            uri=ask.uri or None,
            agreed=True,
        )


@command
def leave(*, actor_id: int, ask_id: int) -> None:
    """Puts aside what somebody asked for; nothing is said to members. Raises NotFound."""
    from portevoix.domain.posts.quoting import refuse_quote  # it stands on this module

    ask = _of(actor_id, ask_id)
    ask.delete()
    if ask.act == Act.QUOTE:
        refuse_quote(ask.thing_id)
    emit(
        AskLeft(
            act=ask.act,
            post_id=ask.post_id,
            author_id=ask.author_id,
            asker_id=ask.asker_id,
            thing_id=ask.thing_id,
            uri=ask.uri,
        )
    )


@command
def set_policies(
    *,
    actor_id: int,
    post_id: int,
    reply: Policy | None = None,
    quote: Policy | None = None,
    boost: Policy | None = None,
) -> None:
    """Changes who may answer, quote and boost one's own post from now on.

    What stands keeps standing, what waits keeps waiting. Raises NotFound.
    """
    post = Post.objects.filter(id=post_id, author_id=actor_id, deleted_at=None, uri=None).first()
    if post is None or post.boost_of_id is not None:
        raise NotFound
    wanted = {"reply_policy": reply, "quote_policy": quote, "boost_policy": boost}
    changes = {
        name: each.value
        for name, each in wanted.items()
        if each is not None and getattr(post, name) != each
    }
    if changes:
        Post.objects.filter(id=post_id).update(**changes)
        emit(PoliciesChanged(post_id=post_id, author_id=actor_id))


def policy_from(text: str, field: str) -> Policy:
    """Returns the policy of this name. Raises Invalid, naming ``field``."""
    try:
        return Policy(text)
    except ValueError:
        raise Invalid(fields={field: ["inclusion"]}) from None


def _of(actor_id: int, ask_id: int) -> Ask:
    ask = Ask.objects.select_for_update().filter(id=ask_id, author_id=actor_id).first()
    if ask is None:
        raise NotFound
    return ask


def _publish_reply(post_id: int) -> None:
    post = Post.objects.filter(id=post_id, deleted_at=None).first()
    if post is None:
        return
    let_stand(subject_id=post_id)
    counting.count_new(known_details(post_id), on=post.created_at.date())
    emit(PostPublished(post_id=post_id, author_id=post.author_id, here=post.uri is None))
