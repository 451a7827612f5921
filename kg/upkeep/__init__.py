"""A graph folder over time: add reports, take them back, redo what is out of date, back up, verify."""

from __future__ import annotations

from kg.upkeep.backups import backup, restore
from kg.upkeep.change import Changes, add, refresh, retract
from kg.upkeep.faults import Fault, verify
from kg.upkeep.state import Status, status

__all__ = ["Changes", "Fault", "Status", "add", "backup", "refresh", "restore", "retract", "status", "verify"]
