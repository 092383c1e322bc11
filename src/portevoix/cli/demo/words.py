"""What the twelve said lately, oldest first."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Said:
    """One post. `key` names it for answers and acts; `hours` is how long ago it was said."""

    key: str
    hours: float
    who: str
    text: str
    rung: str = "public"
    answers: str = ""
    warning: str = ""
    language: str = ""
    picture: tuple[str, str] = ("", "")
    """What is drawn, and its description."""
    poll: tuple[str, ...] = ()
    votes: tuple[tuple[str, int], ...] = ()
    liked: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    pinned: bool = False
    edited: str = ""
    circle: bool = field(default=False)


SAID = (
    Said(
        key="yard", hours=200, who="bob", pinned=True, kept=("leon",),
        text="Who we are: forty people, nine apprentices, one crane older than all of us. Anyone "
        "may ask me anything, here, in public. I answer on Thursdays. #boats",
        liked=("carla", "gus", "leon", "dora"), carried=("carla",),
    ),
    Said(
        key="hello-house", hours=170, who="dora", rung="house",
        text="The backup moved to the new disk, and nothing was lost. If a page is slow today, "
        "it is the disk finding its feet.", liked=("emil", "carla"),
    ),
    Said(
        key="dawn", hours=150, who="farah", language="fr", picture=(
            "dawn", "Le port à l'aube : un soleil bas et rose derrière trois collines bleues, "
            "et son reflet dans l'eau."),
        text="Six heures dix, le port. Personne, sauf un héron qui n'a pas voulu poser. #lumiere",
        liked=("hana", "alice", "ines", "carla", "bob"), carried=("hana", "bob"), kept=("alice",),
    ),
    Said(
        key="heron", hours=149, who="hana", answers="dawn", language="fr",
        text="Le héron a ses raisons.", liked=("farah",),
    ),
    Said(
        key="tea", hours=130, who="hana",
        text="雨の日のお茶。 On rainy days the water wants a little less heat, and so do I. #tea",
        liked=("farah", "ines"), carried=("ines",),
    ),
    Said(
        key="class-1", hours=101, who="jules", language="fr",
        text="La question du jour, posée par la classe : où va la lumière quand on éteint ? "
        "Fil. #ecole", liked=("carla", "ines", "alice", "emil"), carried=("carla",),
    ),
    Said(
        key="class-2", hours=100.9, who="jules", answers="class-1", language="fr",
        text="Première réponse : « Elle va dans la pièce d'à côté. » On a vérifié. Elle n'y "
        "était pas, mais quelqu'un y avait laissé un gâteau.", liked=("carla", "leon"),
    ),
    Said(
        key="class-3", hours=100.8, who="jules", answers="class-2", language="fr",
        text="Deuxième réponse : « Elle ne va nulle part, c'est nous qui arrêtons de la voir. » "
        "Silence dans la classe. Huit ans.", liked=("carla", "ines", "alice", "hana", "leon"),
    ),
    Said(
        key="courgettes", hours=90, who="ines", language="fr", picture=(
            "garden", "Un potager vu de haut : des rangs verts, une allée claire et un arrosoir "
            "rouge."),
        text="Le jardin ce matin. Les courgettes ont gagné, je demande la paix. #jardin",
        liked=("carla", "hana", "jules"),
    ),
    Said(
        key="timetable", hours=75, who="emil",
        text="The 7:52 was on time every day this week. I am **not** saying that it is because "
        "I wrote to them. I am saying that I wrote to them. #trains", liked=("dora", "gus"),
    ),
    Said(
        key="launch", hours=60, who="bob", language="en",
        poll=("Saturday morning, with the tide", "Sunday, when everybody is free", "At night"),
        votes=(("carla", 0), ("gus", 1), ("farah", 2), ("leon", 0), ("emil", 1), ("dora", 0)),
        text="We launch the *Petrel* this month, and you are all asked. When? #boats",
        liked=("gus", "farah"), carried=("carla",),
    ),
    Said(
        key="apprentice", hours=58, who="leon", answers="launch",
        text="Do you still take apprentices over fifty? I ask for a friend who mends clocks.",
        liked=("bob", "carla"),
    ),
    Said(
        key="over-fifty", hours=57, who="bob", answers="apprentice",
        text="We took one of sixty-one last year, and he teaches us. Your friend should come on "
        "Thursday and bring his hands.", liked=("leon", "carla", "emil", "dora"),
    ),
    Said(
        key="film", hours=50, who="gus", warning="The end of the harbour film",
        text="They find the boat. It had been in the shed for the whole time.", liked=("kemi",),
    ),
    Said(
        key="quiet", hours=44, who="alice", circle=True, rung="circle",
        text="I wrote a page today and did not tear it up. You three are the first to know.",
        liked=("farah", "hana"),
    ),
    Said(
        key="quiet-answer", hours=43.5, who="hana", answers="quiet", rung="as_parent",
        text="Then there is a page more in the world.", liked=("alice",),
    ),
    Said(
        key="mardi", hours=30, who="carla", rung="house", language="fr",
        text="Mardi soir, lampe allumée dès vingt heures. On parle, ou on se tait ensemble. "
        "@kemi, il y a une chaise pour toi.", liked=("kemi", "jules", "ines", "dora"),
    ),
    Said(
        key="first", hours=26, who="kemi", rung="house",
        text="Hello. I have been looking in for a while. It is warm in here.",
        liked=("carla", "gus", "dora", "alice", "bob"),
    ),
    Said(
        key="welcome", hours=25.5, who="carla", answers="first", rung="as_parent",
        text="It is warmer with you. Sit where you like.", liked=("kemi",),
    ),
    Said(
        key="market", hours=20, who="farah", language="fr", picture=(
            "market", "Une place de marché le soir : des auvents de couleur et des lampes rondes "
            "allumées."),
        text="Le marché, juste avant qu'on plie. #lumiere", liked=("ines", "carla", "alice"),
        carried=("carla",), kept=("ines", "alice"),
    ),
    Said(
        key="run", hours=12, who="gus",
        text="Ten kilometres before breakfast tomorrow, along the quay. If you are up, wave. "
        "#running", liked=("kemi", "bob"),
        edited="Ten kilometres before breakfast tomorrow, along the quay and back by the mill. If "
        "you are up, wave. #running",
    ),
    Said(
        key="wave", hours=11, who="kemi", answers="run", text="I will be at the mill, waving.",
        liked=("gus",),
    ),
    Said(
        key="followers", hours=8, who="ines", rung="followers", language="fr",
        text="Entre nous : j'ai mis des courgettes dans le gâteau, et personne n'a rien dit.",
        liked=("carla", "jules"),
    ),
    Said(
        key="ask", hours=5, who="alice", answers="market", rung="public",
        text="How do you keep the lamps from burning out the picture?", liked=("farah",),
    ),
    Said(
        key="told", hours=4, who="farah", answers="ask",
        text="I wait until I can no longer read the prices, @alice. Then it is the right hour.",
        liked=("alice", "hana"),
    ),
    Said(
        key="minutes", hours=1.5, who="emil",
        text="> The 7:52 will leave at 7:53 from Monday on.\n\nI have decided to see it as a "
        "minute given to everyone. #trains", liked=("dora", "jules", "leon"),
    ),
    Said(
        key="notes", hours=1, who="alice", rung="only_me",
        text="To say one day: that I would like to show the page to Bob.",
    ),
)  # fmt: skip
