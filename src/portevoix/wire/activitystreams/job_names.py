"""Names of the jobs that the wire asks for; who runs them stands above it (doors, consumers)."""

DELIVER = "deliver"
DELIVER_LASTING = "deliver_lasting"
RECEIVE_ACTIVITY = "receive_activity"
FETCH_PARENT = "fetch_parent"
VERIFY_QUOTE = "verify_quote"
REFRESH_ACTOR = "refresh_actor"
RESOLVE_MENTIONS = "resolve_mentions"
