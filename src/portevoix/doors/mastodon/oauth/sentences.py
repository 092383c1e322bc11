"""What an app asks, in sentences grouped by what it means to whoever reads them."""


def wishes(scopes: tuple[str, ...]) -> dict[str, list[str]]:
    """Returns the scopes by group, in the order in which the page shows them."""
    groups: dict[str, list[str]] = {"read": [], "write": [], "messages": [], "house": []}
    for scope in scopes:
        groups[_group(scope)].append(scope)
    return {name: found for name, found in groups.items() if found}


def _group(scope: str) -> str:
    if scope.startswith("admin:"):
        return "house"
    if scope in ("push", "read:notifications", "write:notifications", "write:conversations"):
        return "messages"
    return "read" if scope == "profile" or scope.split(":")[0] == "read" else "write"
