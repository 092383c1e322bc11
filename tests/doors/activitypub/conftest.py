"""The door's tests stand in the same small world as those of federation."""

from tests.federation.conftest import alice, bob, configure, home, new_peer, peer, settle

__all__ = ["alice", "bob", "configure", "home", "new_peer", "peer", "settle"]
