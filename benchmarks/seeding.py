"""The world of the budgets: 50 members, 2,500 posts, made through the public API."""

import random
from dataclasses import dataclass

from benchmarks.load import Ask, run
from benchmarks.serving import Served

MEMBERS = 50
POSTS = 2_500
FOLLOWED = 20
_SCOPES = "read write follow push"


@dataclass(frozen=True)
class World:
    """Who and what there is. `tokens[n]` belongs to `ids[n]`; `thread` has 50 answers."""

    tokens: list[str]
    ids: list[str]
    posts: list[str]
    thread: str


def seed(house: Served) -> World:
    """Fills the house; the same numbers each time, from a fixed seed."""
    chance = random.Random(20261125)
    tokens = _join(house)
    mine = [Ask("/api/v1/accounts/verify_credentials", token) for token in tokens]
    ids = [str(answer["id"]) for answer in run(house.port, mine)]
    follows = [
        Ask(f"/api/v1/accounts/{ids[other % MEMBERS]}/follow", tokens[one], "POST")
        for one in range(MEMBERS)
        for other in range(one + 1, one + 1 + FOLLOWED)
    ]
    run(house.port, follows)
    writing = [
        Ask(
            "/api/v1/statuses",
            tokens[number % MEMBERS],
            "POST",
            {"status": words(chance, number), "visibility": "public", "language": "en"},
        )
        for number in range(POSTS)
    ]
    posts = [str(answer["id"]) for answer in run(house.port, writing)]
    answers = [
        Ask(
            "/api/v1/statuses",
            tokens[number % MEMBERS],
            "POST",
            {"status": f"Answer {number}.", "in_reply_to_id": posts[0]},
        )
        for number in range(50)
    ]
    run(house.port, answers)
    reactions = [
        Ask(f"/api/v1/statuses/{chance.choice(posts)}/{act}", chance.choice(tokens), "POST")
        for act in ("favourite", "reblog")
        for _ in range(400)
    ]
    run(house.port, reactions)
    return World(tokens, ids, posts, posts[0])


def _join(house: Served) -> list[str]:
    app = run(
        house.port,
        [
            Ask(
                "/api/v1/apps",
                method="POST",
                body={
                    "client_name": "Benchmark",
                    "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
                    "scopes": _SCOPES,
                },
            )
        ],
    )[0]
    client = {
        "grant_type": "client_credentials",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "scope": _SCOPES,
    }
    app_token = run(house.port, [Ask("/oauth/token", method="POST", body=client)])[0]
    joining = [
        Ask(
            "/api/v1/accounts",
            app_token["access_token"],
            "POST",
            {
                "username": f"member{number}",
                "email": f"member{number}@mail.example",
                "password": "a long enough password",
                "agreement": True,
                "locale": "en",
            },
        )
        for number in range(MEMBERS)
    ]
    return [str(answer["access_token"]) for answer in run(house.port, joining)]


_SOME = [
    "morning",
    "garden",
    "bread",
    "river",
    "window",
    "letter",
    "lamp",
    "market",
    "winter",
    "friend",
    "train",
    "song",
]


def words(chance: random.Random, number: int) -> str:
    """Returns an invented text; every third has a tag, every fifth a mention."""
    words = " ".join(chance.choices(_SOME, k=chance.randint(6, 40)))
    tag = f" #{chance.choice(_SOME)}" if number % 3 == 0 else ""
    mention = f" @member{chance.randrange(MEMBERS)}" if number % 5 == 0 else ""
    return f"{words}.{mention}{tag}"
