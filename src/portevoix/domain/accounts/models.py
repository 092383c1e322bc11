"""Tables of people: accounts everywhere, members here."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from portevoix.kernel.fields import Identifier


class Kind(models.TextChoices):
    """What an account stands for."""

    PERSON = "person"
    SERVICE = "service"
    GROUP = "group"
    ORGANISATION = "organisation"
    HOUSE = "house"


class Standing(models.IntegerChoices):
    """Whether an account's words are there at all. From PENDING on they are not."""

    ACTIVE = 0
    PENDING = 10
    UNCONFIRMED = 11
    SUSPENDED = 12
    LEAVING = 13
    DELETED = 14


class Account(models.Model):
    """A person here or elsewhere, a room, the house. Its row outlives it: names never return."""

    id = Identifier(primary_key=True)
    name = models.CharField(max_length=255)
    host = models.CharField(max_length=255, default="", help_text="empty: this house")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERSON)
    uri = models.CharField(max_length=2048, null=True, unique=True, help_text="null: this house")
    url = models.CharField(max_length=2048, default="")
    display_name = models.CharField(max_length=2048, default="")
    bio = models.TextField(default="", help_text="as written; empty for people elsewhere")
    bio_html = models.TextField(default="")
    fields = models.JSONField(default=list, help_text="[{name, value, html, verified_at}]")
    locked = models.BooleanField(default=False)
    discoverable = models.BooleanField(default=False)
    indexable = models.BooleanField(default=False)
    hides_collections = models.BooleanField(default=False)
    standing = models.SmallIntegerField(choices=Standing.choices, default=Standing.ACTIVE)
    limited = models.BooleanField(default=False)
    frozen = models.BooleanField(default=False)
    memorial = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.IntegerField(default=1, help_text="grows with every change of the profile")
    posts_count = models.IntegerField(default=0)
    followers_count = models.IntegerField(default=0)
    following_count = models.IntegerField(default=0)
    last_post_on = models.DateField(null=True)
    inbox_url = models.CharField(max_length=2048, default="")
    shared_inbox_url = models.CharField(max_length=2048, default="")
    outbox_url = models.CharField(max_length=2048, default="")
    followers_url = models.CharField(max_length=2048, default="")
    following_url = models.CharField(max_length=2048, default="")
    featured_url = models.CharField(max_length=2048, default="")
    avatar_url = models.CharField(
        max_length=2048, default="", help_text="elsewhere: its address; here: FOLDER/FILE"
    )
    header_url = models.CharField(max_length=2048, default="", help_text="as avatar_url")
    avatar_description = models.TextField(default="")
    header_description = models.TextField(default="")
    moved_to_uri = models.CharField(max_length=2048, default="")
    suspended_there = models.BooleanField(
        default=False, help_text="by their own house, which may undo it"
    )
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account"
        constraints = (models.UniqueConstraint(Lower("name"), "host", name="account_handle"),)
        indexes = (models.Index(fields=["host"], name="account_host"),)

    @property
    def is_here(self) -> bool:
        """Whether the account belongs to this house."""
        return self.host == ""


class AccountWord(models.Model):
    """A folded word by which an account is found; search looks for its beginning."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=60, db_index=True)

    class Meta:
        db_table = "account_word"


class SigningKey(models.Model):
    """The key an account signs with. The private half is sealed, and only there for people here."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    key_id = models.CharField(max_length=2048, null=True, unique=True, help_text="null: this house")
    public_pem = models.TextField()
    private_sealed = models.TextField(default="")
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_signing_key"


class Role(models.TextChoices):
    """What a member may do in the house."""

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"
    OWNER = "owner"


class Member(AbstractBaseUser):
    """A person of this house: the login that belongs to an account."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    name = models.CharField(max_length=30, unique=True)
    email = models.CharField(max_length=254, null=True, unique=True)
    email_confirmed_at = models.DateTimeField(null=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    language = models.CharField(max_length=12, default="")
    joined_at = models.DateTimeField()
    reason = models.TextField(default="", help_text="what was written on asking to join")
    invited_by_id = models.BigIntegerField(null=True)
    seen_on = models.DateField(null=True, help_text="the last day on which the member was here")
    sign_in_key_hash = models.CharField(max_length=64, default="", help_text="of a one-time link")
    sign_in_key_until = models.DateTimeField(null=True)
    default_audience = models.CharField(max_length=12, default="public", help_text="for apps")
    page_audience = models.CharField(max_length=12, default="house", help_text="last used on pages")
    default_language = models.CharField(max_length=12, default="")
    default_sensitive = models.BooleanField(default=False)
    settings = models.JSONField(default=dict, help_text="choices of appearance, by name")
    rests_since = models.DateTimeField(null=True, help_text="frozen by the member's own wish")
    leaving_since = models.DateTimeField(null=True, db_index=True)
    gone_since = models.DateTimeField(null=True, db_index=True)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    class Meta:
        db_table = "member"


class Purpose(models.TextChoices):
    """What a link sent by mail is for."""

    CONFIRM = "confirm"
    CHANGE = "change"
    RESET = "reset"


class AddressKey(models.Model):
    """A link sent to an address, as SHA-256. The newest of a purpose voids the one before."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    email = models.CharField(max_length=254)
    key_hash = models.CharField(max_length=64, null=True, unique=True, help_text="null: not sent")
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "member_address_key"
        constraints = (
            models.UniqueConstraint(fields=["member", "purpose"], name="member_address_key_one"),
        )
