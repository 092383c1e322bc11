"""`portevoix account list`: the members, one a line."""

import argparse


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verb."""
    parser = verbs.add_parser("list", parents=[common], help="list the members")
    parser.add_argument("--waiting", action="store_true", help="only those who wait for approval")
    parser.add_argument("--json", action="store_true", help="print a list of JSON objects")
    parser.set_defaults(act=show)


def show(arguments: argparse.Namespace) -> None:
    """Prints name, role and standing; with --json also id, e-mail, dates and reason."""
    import json

    from portevoix.domain.accounts.models import Standing
    from portevoix.domain.accounts.queries import members

    found = members(standing=Standing.PENDING if arguments.waiting else None)
    rows = [
        {
            "id": str(member.pk),
            "name": member.name,
            "email": member.email,
            "role": member.role,
            "standing": Standing(member.account.standing).name.lower(),
            "joined_at": member.joined_at.isoformat(),
            "seen_on": member.seen_on.isoformat() if member.seen_on else None,
            "reason": member.reason,
        }
        for member in found
    ]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max((len(member.name) for member in found), default=0)
    for row in rows:
        reason = f"  {row['reason']}" if row["standing"] == "pending" else ""
        print(f"{row['name']:<{width}}  {row['role']:<9}  {row['standing']}{reason}")
