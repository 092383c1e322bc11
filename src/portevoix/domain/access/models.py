"""Tables of what lets someone in: apps, codes, tokens, sessions."""

from django.db import models

from portevoix.kernel.fields import Identifier


class App(models.Model):
    """A program that members may let in. Its secret is kept as SHA-256."""

    id = Identifier(primary_key=True)
    client_id = models.CharField(max_length=64, unique=True)
    secret_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    website = models.CharField(max_length=2048, default="")
    redirect_uris = models.JSONField(default=list)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "access_app"


class Code(models.Model):
    """An authorisation code (RFC 6749 4.1.2): one use, ten minutes, bound to app and redirect."""

    id = Identifier(primary_key=True)
    code_hash = models.CharField(max_length=64, unique=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE)
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE)
    redirect_uri = models.CharField(max_length=2048)
    scopes = models.JSONField(default=list)
    challenge = models.CharField(max_length=128, default="")
    challenge_method = models.CharField(max_length=8, default="")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_code"


class Token(models.Model):
    """A bearer token, kept as SHA-256. Without a member it is the app's own.

    Without an app it was made by the keeper, on the command line.
    """

    id = Identifier(primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, null=True)
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, null=True)
    code = models.ForeignKey(Code, on_delete=models.SET_NULL, null=True)
    scopes = models.TextField(help_text="separated by spaces")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_token"


class SignIn(models.Model):
    """One signed-in browser of a member; ending it ends its session."""

    id = Identifier(primary_key=True)
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE)
    session_key = models.CharField(max_length=64, unique=True)
    device = models.CharField(max_length=300, default="")
    address = models.CharField(max_length=64, default="")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "access_sign_in"
