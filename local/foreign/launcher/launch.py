"""Starts ministack with the gaps filled that this application would fall into.

Each gap is something that AWS documents and ministack 1.5.33 lacks. None of them knows this application. A gap that no
longer fits (another version of ministack) ends the start with an AttributeError, because every one takes the original
function away by its name.
"""

from gaps import alarms, payload, pipes, rights, schedules, tables

for gap in (alarms, payload, pipes, schedules, tables, rights):
    gap.fill()

from ministack.app import main  # noqa: E402  (after the gaps: it takes references)

main()
