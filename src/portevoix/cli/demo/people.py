"""The twelve who live in the demo house. All are invented."""

from dataclasses import dataclass

PASSWORD = "a lamp in the window"  # noqa: S105  (of invented people, on this machine alone)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member as they say who they are. `follows` are names of others."""

    name: str
    shown_as: str
    language: str
    bio: str
    follows: tuple[str, ...]
    role: str = "member"
    fields: tuple[tuple[str, str], ...] = ()
    locked: bool = False
    found: bool = True


MEMBERS = (
    Person(
        name="dora",
        shown_as="Dora Lind",
        language="en",
        role="owner",
        bio="I keep this house, one evening a month. Write to me when something squeaks.",
        fields=(("Keeps", "the house, and bees"), ("Letters", "https://dora.example/")),
        follows=("carla", "emil", "bob", "jules", "farah"),
    ),
    Person(
        name="alice",
        shown_as="Alice",
        language="en",
        bio="Mostly reading.",
        follows=("carla", "farah", "hana", "jules", "ines", "bob"),
        locked=True,
        found=False,
    ),
    Person(
        name="bob",
        shown_as="Bob Achterberg",
        language="en",
        bio="Head of a boatyard with forty people in it. Ask me anything about wood; I answer "
        "on Thursdays. #boats #work",
        fields=(("Yard", "https://yard.example/"), ("Answers", "Thursdays")),
        follows=("carla", "gus", "farah", "dora"),
    ),
    Person(
        name="carla",
        shown_as="Carla Moreau",
        language="fr",
        role="moderator",
        bio="J'accueille. Si vous ne savez pas par où commencer, commencez par me dire bonjour.",
        fields=(("Salon", "le mardi soir"),),
        follows=("alice", "bob", "dora", "emil", "farah", "gus", "hana", "ines", "jules", "kemi"),
    ),
    Person(
        name="emil",
        shown_as="Emil Novák",
        language="en",
        bio="Trains, timetables, and the people on them. #trains",
        follows=("carla", "dora", "jules", "gus"),
    ),
    Person(
        name="farah",
        shown_as="Farah Benali",
        language="fr",
        bio="Photographe de petits matins. Une image par jour, s'il y a de la lumière. #lumiere",
        fields=(("Images", "https://farah.example/"),),
        follows=("hana", "ines", "alice", "carla", "bob"),
    ),
    Person(
        name="gus",
        shown_as="Gus Oyelaran",
        language="en",
        bio="Slow runner. It is the distance that is long, not me that is slow. #running",
        follows=("carla", "bob", "emil", "kemi"),
    ),
    Person(
        name="hana",
        shown_as="Hana 花",
        language="en",
        bio="Tea, paper, rain. 日本語でも話せます。 #tea",
        follows=("farah", "alice", "ines"),
    ),
    Person(
        name="ines",
        shown_as="Inês Duarte",
        language="fr",
        bio="Un jardin de quarante pas, et trop de courgettes. #jardin",
        follows=("farah", "hana", "carla", "jules", "alice"),
    ),
    Person(
        name="jules",
        shown_as="Jules Petit",
        language="fr",
        bio="Instituteur. Je raconte ce que la classe a trouvé aujourd'hui. #ecole",
        follows=("carla", "ines", "emil", "alice"),
    ),
    Person(
        name="kemi",
        shown_as="Kemi",
        language="en",
        bio="",
        follows=("carla", "gus"),
        found=False,
    ),
    Person(
        name="leon",
        shown_as="Léon Farge",
        language="fr",
        bio="Horloger. Je lis avec du retard.",
        follows=("bob", "carla", "farah", "jules"),
        locked=True,
    ),
)

TITLE = "Harbour House"
SUMMARY = (
    "Une maison au bord de l'eau : on y parle de bateaux, de jardins, d'images et d'école. "
    "A house by the water, for people who like to listen first."
)
WELCOME = (
    "Come in and look round; nobody counts you. When you wish to say something, choose who "
    "hears it.\n\nEntrez, regardez. Quand l'envie vient de dire quelque chose, on choisit qui "
    "l'entend."
)
RULES = (
    ("Speak to people, not about them.", "Whoever is named should be able to answer."),
    ("Décrire ses images.", "Plusieurs d'entre nous les lisent avec une voix."),
    ("Nothing of others without their word.", "A photograph of somebody is theirs too."),
)
