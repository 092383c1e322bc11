"""Tables of who may read what: subjects, their grants, the ceilings above replies, circles.

A *subject* is a post as far as readers are concerned. Its own grants are bits
in `grants`, with the people and circles they name beside. A *ceiling* is a copy
of a narrower ancestor's grants as they stood when a reply was published; one
must satisfy every ceiling of a subject to read it.
"""

from django.db import models

from portevoix.kernel.fields import Identifier


class State(models.IntegerChoices):
    """Whether a subject is there."""

    PUBLISHED = 0
    HELD = 1
    DELETED = 2
    WAITING = 3


class Subject(models.Model):
    """A post's readers. `id` is the post's."""

    id = Identifier(primary_key=True)
    author_id = models.BigIntegerField()
    parent_id = models.BigIntegerField(null=True)
    parent_author_id = models.BigIntegerField(null=True)
    carried_id = models.BigIntegerField(null=True, help_text="the post that a boost carries")
    state = models.SmallIntegerField(choices=State.choices, default=State.PUBLISHED)
    grants = models.SmallIntegerField()
    has_ceiling = models.BooleanField(default=False)
    direct = models.BooleanField(default=False, help_text="sent as a conversation")
    published_at = models.DateTimeField()

    class Meta:
        db_table = "audience_subject"
        indexes = (
            models.Index(fields=["author_id", "-id"], name="subject_author"),
            models.Index(
                fields=["carried_id"],
                name="subject_carried",
                condition=models.Q(carried_id__isnull=False),
            ),
        )


class Ceiling(models.Model):
    """A narrower ancestor's grants as they stood. Never changed; shared by the replies below."""

    id = Identifier(primary_key=True)
    author_id = models.BigIntegerField()
    grants = models.SmallIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        db_table = "audience_ceiling"


class SubjectCeiling(models.Model):
    """`ceiling` holds over `subject`."""

    id = models.BigAutoField(primary_key=True)
    subject_id = models.BigIntegerField()
    ceiling_id = models.BigIntegerField()

    class Meta:
        db_table = "audience_subject_ceiling"
        constraints = (
            models.UniqueConstraint(fields=["subject_id", "ceiling_id"], name="ceiling_once"),
        )


class NamedReader(models.Model):
    """An account named by a subject or a ceiling (`holder_id` is the id of either)."""

    id = models.BigAutoField(primary_key=True)
    holder_id = models.BigIntegerField()
    account_id = models.BigIntegerField()

    class Meta:
        db_table = "audience_named"
        constraints = (
            models.UniqueConstraint(fields=["holder_id", "account_id"], name="named_once"),
        )
        indexes = (models.Index(fields=["account_id", "-holder_id"], name="named_account"),)


class CircleGrant(models.Model):
    """A circle named by a subject or a ceiling (`holder_id` is the id of either)."""

    id = models.BigAutoField(primary_key=True)
    holder_id = models.BigIntegerField()
    circle_id = models.BigIntegerField()

    class Meta:
        db_table = "audience_circle_grant"
        constraints = (
            models.UniqueConstraint(fields=["holder_id", "circle_id"], name="circle_grant_once"),
        )
        indexes = (models.Index(fields=["circle_id"], name="circle_grant_circle"),)


class Circle(models.Model):
    """A named private set of people. Once deleted it holds nobody."""

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "circle"


class Membership(models.Model):
    """A span in which `account` was in `circle`; an open span has no end."""

    id = Identifier(primary_key=True)
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="+")
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "circle_membership"
        constraints = (
            models.UniqueConstraint(
                fields=["circle", "account"],
                condition=models.Q(until=None),
                name="circle_member_once",
            ),
        )
