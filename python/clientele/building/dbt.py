"""Runs dbt, and writes each event that a user may see as a line of JSON.

    python -m clientele.building.dbt build --target demo

dbt can write JSON itself. It then formats each of its thousands of debug events too, before it
drops them, which takes 5 % of a build of the demo. Without a log of debug events, it also makes a
message of each of them that nobody reads.
"""

from __future__ import annotations

import gc
import json
import sys

from dbt.cli.main import cli
from dbt_common.events.base_types import BaseEvent, EventLevel, EventMsg
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager
from dbt_common.events.functions import env_scrubber, msg_to_dict

SHOWN = ("info", "warn", "error")
HIDDEN = (EventLevel.DEBUG, EventLevel.TEST)


class Events(EventManager):
    """The events of dbt, without those that nobody reads: debug events, unless a log has them."""

    def fire_event(
        self,
        e: BaseEvent,
        level: EventLevel | None = None,
        node: object = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        """Hand an event to the logs and to the callbacks."""
        is_hidden = (level or e.level_tag()) in HIDDEN
        if not is_hidden or any(logger.level in HIDDEN for logger in self.loggers):
            super().fire_event(e, level, node, force_warn_or_error_handling)


def start() -> None:
    """Run dbt on the arguments of this process.

    The project that dbt reads stays in memory until the end, and Python searches it for garbage
    again and again, which takes a tenth of a build. After it is read, Python searches only what
    came later, and not as often.
    """
    gc.disable()
    ctx_set_event_manager(Events())
    cli(obj={"callbacks": [search_from_here, write_event]})


def search_from_here(event: EventMsg) -> None:
    """Start the search for garbage when the project is read."""
    if event.info.name == "ConcurrencyLine":
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


def write_event(event: EventMsg) -> None:
    """Write an event as a line of JSON, without the secrets of the environment."""
    if event.info.level in SHOWN:
        line = json.dumps(msg_to_dict(event), default=str)
        # One call per line, because events come from several threads.
        sys.stdout.write(env_scrubber(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    start()
