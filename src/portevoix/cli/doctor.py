"""`portevoix doctor`: looks the house over and says in sentences what it finds."""

import argparse
import os
import shutil
import stat

from portevoix.cli.opening import open_house

_LEAST_FREE = 500 * 2**20


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    parser = verbs.add_parser("doctor", help="say how the house is")
    add_data(parser)
    parser.add_argument(
        "--retry-dead", action="store_true", help="try again every job that failed for good"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prints a sentence for each check. Returns 0 when nothing is wrong, else 1."""
    open_house(arguments.data)
    if arguments.retry_dead:
        _retry_dead()
    wrong = 0
    for check in (_disk, _secrets, _address, _mail, _database, _outbox, _stumbling, _dead_jobs):
        is_well, sentence = check()
        print(("  " if is_well else "! ") + sentence)
        wrong += not is_well
    return 1 if wrong else 0


def _disk() -> tuple[bool, str]:
    from portevoix.kernel import config

    free = shutil.disk_usage(config.current().data).free
    return free > _LEAST_FREE, f"There are {free // 2**20:,} MiB free where the data is."


def _secrets() -> tuple[bool, str]:
    from portevoix.kernel import config

    path = config.current().secrets_file
    mode = stat.S_IMODE(os.stat(path).st_mode)
    if mode & 0o077:
        return False, f"Others on this machine can read {path}; run: chmod 600 {path}"
    return True, "The secrets are readable by their owner alone."


def _address() -> tuple[bool, str]:
    from portevoix.kernel import config

    current = config.current()
    if current.is_loopback:
        return True, f"The house is for this machine alone, at {current.origin}."
    if current.is_https and not current.trusted_proxies:
        return False, (
            f"{current.origin} is reached by https, so through a proxy, but TRUSTED_PROXIES names"
            " none: everybody seems to come from one address."
        )
    return True, f"The house is at {current.origin}."


def _mail() -> tuple[bool, str]:
    from portevoix.gateways import mailer

    if not mailer.is_configured():
        return True, "No mail is sent: MAIL_URL is not given."
    try:
        mailer.check()
    except mailer.NotSent as fault:
        return False, f"Mail cannot be sent ({fault})."
    return True, f"Mail can be sent, from {mailer.sender()}."


def _database() -> tuple[bool, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT 1")
            return True, "The database answers."
        cursor.execute("PRAGMA quick_check")
        verdict = str(cursor.fetchone()[0])
    if verdict == "ok":
        return True, "The database is in order."
    return False, f"The database is damaged ({verdict}); restore the last backup."


def _outbox() -> tuple[bool, str]:
    from portevoix.kernel import cursors, database
    from portevoix.site import consumers

    names = {consumer.name for consumer in consumers.all_consumers()}
    rows = database.rows("SELECT consumer, position FROM outbox_cursor")
    behind = max((cursors.head() - place for name, place in rows if name in names), default=0)
    if behind > 10_000:
        return False, f"What happened is worked off late: {behind:,} events wait."
    return True, f"What happened is worked off: {behind:,} events wait."


def _stumbling() -> tuple[bool, str]:
    from portevoix.kernel import database

    found = database.rows(
        "SELECT consumer, failing_position, last_error FROM outbox_cursor WHERE tries > 0"
    )
    if not found:
        return True, "Every consumer goes on."
    told = [f"{name} stumbles over event {position} ({fault})" for name, position, fault in found]
    return False, "; ".join(told) + "."


def _dead_jobs() -> tuple[bool, str]:
    from portevoix.kernel import jobs

    dead = jobs.dead_letters()
    if not dead:
        return True, "No job has failed for good."
    told = "".join(f"\n    {job_id} {kind}: {fault}" for job_id, kind, _, fault, _ in dead[:10])
    return False, f"{len(dead)} jobs failed for good; --retry-dead tries them again.{told}"


def _retry_dead() -> None:
    from portevoix.kernel import jobs

    tried = sum(jobs.retry_dead(job_id) for job_id, *_ in jobs.dead_letters())
    print(f"  {tried} jobs will be tried again.")
