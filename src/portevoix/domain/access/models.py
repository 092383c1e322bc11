"""Tables of what lets someone in: apps, codes, tokens, browsers, second keys, passkeys."""

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
    used_on = models.DateField(null=True, help_text="the last day on which it was shown")

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


class Attempt(models.Model):
    """One try to sign in, kept for ninety days. Without a member: the name was nobody's."""

    id = Identifier(primary_key=True)
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, null=True)
    at = models.DateTimeField(db_index=True)
    means = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12)
    device = models.CharField(max_length=300, default="")
    device_hash = models.CharField(max_length=64, default="", help_text="of the browser's cookie")
    address = models.CharField(max_length=64, default="", help_text="its network only")

    class Meta:
        db_table = "access_attempt"


class Codes(models.Model):
    """A member's one-time codes (RFC 6238). Until confirmed nothing is asked of anybody."""

    member = models.OneToOneField(
        "accounts.Member", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    secret_sealed = models.TextField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0, help_text="of the last code that was taken")

    class Meta:
        db_table = "access_codes"


class RecoveryCode(models.Model):
    """One of the ten codes for a lost telephone, as SHA-256; each is good once."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_recovery_code"


class Passkey(models.Model):
    """A passkey (WebAuthn): its public half. Ids and keys are base64url."""

    id = Identifier(primary_key=True)
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE)
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    transports = models.JSONField(default=list)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_passkey"
