"""Lets the twelve live: everything is done by the rooms' own commands, in its order and time."""

from datetime import timedelta

from portevoix.cli.demo.people import MEMBERS, PASSWORD, RULES, SUMMARY, TITLE, WELCOME
from portevoix.cli.demo.pictures import drawn
from portevoix.cli.demo.words import SAID, Said
from portevoix.domain.accounts import commands as accounts
from portevoix.domain.audiences import circles
from portevoix.domain.audiences.public import Audience, Rung
from portevoix.domain.house import commands as house
from portevoix.domain.house import rules
from portevoix.domain.media import commands as media
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts.drafts import keep_draft
from portevoix.domain.posts.editing import edit
from portevoix.domain.posts.pinning import pin
from portevoix.domain.posts.poll_draft import PollDraft
from portevoix.domain.posts.polls import vote
from portevoix.domain.reactions import commands as reactions
from portevoix.domain.reactions.bookmarks import bookmark
from portevoix.domain.relationships import commands as ties
from portevoix.domain.relationships.notes import note
from portevoix.domain.timelines.followed_tags import follow_tag
from portevoix.domain.timelines.lists import add_to_list, create_list
from portevoix.gateways.pictures import Purpose, take_in
from portevoix.kernel import clock, jobs
from portevoix.kernel.relay import Relay
from portevoix.site import consumers
from portevoix.site import jobs as handlers

_MOVED_IN = timedelta(days=21)
_POLL_SECONDS = 7 * 24 * 3600
_ANSWERED_AFTER = 0.2


def live() -> None:
    """Makes members, what ties them, what they said and did, and all that follows from it."""
    with clock.behind(_MOVED_IN):
        ids = _move_in()
        _tie(ids)
        circle = _gather(ids)
    made: dict[str, int] = {}
    for said in SAID:
        with clock.behind(timedelta(hours=said.hours)):
            made[said.key] = _say(said, ids, made, circle)
        with clock.behind(timedelta(hours=max(0.0, said.hours - _ANSWERED_AFTER))):
            _react(said, ids, made[said.key])
    _keep_apart(ids)
    _follow_up()


def _move_in() -> dict[str, int]:
    ids = {}
    for person in MEMBERS:
        member = accounts.create_member(
            name=person.name,
            password=PASSWORD,
            role=person.role,
            language=person.language,
        )
        ids[person.name] = member.pk
        accounts.update_profile(
            account_id=member.pk,
            display_name=person.shown_as,
            bio=person.bio,
            fields=person.fields,
            locked=person.locked,
            indexable=person.found,
            discoverable=person.found,
        )
    house.describe(
        title=TITLE,
        summary=SUMMARY,
        welcome=WELCOME,
        language="en",
        contact_email="house@harbour.example",
        contact_account_id=ids["dora"],
    )
    for text, reason in RULES:
        rules.add_rule(text, reason)
    house.open_house()
    return ids


def _tie(ids: dict[str, int]) -> None:
    """Follows; those who choose their followers accept all but the newest."""
    locked = {person.name for person in MEMBERS if person.locked}
    for person in MEMBERS:
        for name in person.follows:
            ties.follow(follower_id=ids[person.name], followee_id=ids[name])
            if name in locked and person.name != "ines":
                ties.accept_follow(followee_id=ids[name], follower_id=ids[person.name])
    for one, other in (("bob", "leon"), ("carla", "dora"), ("alice", "hana"), ("jules", "ines")):
        ties.connect(a_id=ids[one], b_id=ids[other])


def _gather(ids: dict[str, int]) -> int:
    """Alice's circle, a list and followed tags; returns the circle."""
    circle = circles.create_circle(owner_id=ids["alice"], title="First readers").pk
    for name in ("farah", "hana", "carla"):
        circles.add_to_circle(owner_id=ids["alice"], circle_id=circle, account_id=ids[name])
    makers = create_list(owner_id=ids["alice"], title="People who make things").pk
    chosen = [ids["farah"], ids["bob"]]
    add_to_list(owner_id=ids["alice"], list_id=makers, account_ids=chosen)
    for who, tag in (("alice", "lumiere"), ("gus", "boats"), ("dora", "trains")):
        follow_tag(owner_id=ids[who], name=tag)
    return int(circle)


def _say(said: Said, ids: dict[str, int], made: dict[str, int], circle: int) -> int:
    who = ids[said.who]
    what, description = said.picture
    pictures = []
    if what:
        stored = take_in([drawn(what)], Purpose.POST)
        pictures = [media.keep(owner_id=who, stored=stored, description=description).pk]
    post = posts.publish(
        author_id=who,
        text=said.text,
        audience=Audience(Rung(said.rung), circle if said.circle else None),
        warning=said.warning,
        language=said.language or "en",
        in_reply_to_id=made[said.answers] if said.answers else None,
        media_ids=pictures,
        poll=PollDraft(options=said.poll, expires_in=_POLL_SECONDS) if said.poll else None,
    )
    if said.pinned:
        pin(actor_id=who, post_id=post.pk)
    return int(post.pk)


def _react(said: Said, ids: dict[str, int], post_id: int) -> None:
    for name, choice in said.votes:
        vote(actor_id=ids[name], post_id=post_id, choices=[choice])
    for name in said.liked:
        reactions.favourite(actor_id=ids[name], post_id=post_id)
    for name in said.carried:
        posts.boost(actor_id=ids[name], post_id=post_id)
    for name in said.kept:
        bookmark(actor_id=ids[name], post_id=post_id)
    if said.edited:
        edit(actor_id=ids[said.who], post_id=post_id, text=said.edited, language="en")


def _keep_apart(ids: dict[str, int]) -> None:
    """What nobody else sees: a note, a draft, somebody muted for a while."""
    note(owner_id=ids["alice"], about_id=ids["bob"], text="Answers on Thursdays. Ask about wood.")
    keep_draft(
        author_id=ids["alice"],
        place="home",
        values={"text": "Dear Bob, you do not know me, but"},
    )
    ties.mute(muter_id=ids["leon"], muted_id=ids["emil"], duration=timedelta(days=3))
    house.invite(invited_by_id=ids["carla"], uses=3)


def _follow_up() -> None:
    """Homes, notifications, the index of search: what a serving house does beside."""
    handlers.load()
    relay = Relay(consumers.all_consumers())
    relay.drain()
    while jobs.run_due():
        relay.drain()
