"""The two stories that compare_generated.py compares: what was sent, and what was told."""

from __future__ import annotations

import base64
import bisect
import collections
import dataclasses
import re
import zlib
from decimal import Decimal

CODES = {"text": 1, "binary": 2, "close": 8, "ping": 9, "pong": 10}
SPEAKS_OF_LOSS = re.compile(r"lost|loss|missing|gap|hole|not captured", re.IGNORECASE)


def payload(line: dict) -> bytes:
    if "text" in line:
        return line["text"].encode()
    if "base64" in line:
        return base64.b64decode(line["base64"])
    if "code" in line:
        return int(line["code"]).to_bytes(2, "big") + line.get("reason", "").encode()
    return b""


@dataclasses.dataclass(eq=False)
class Told:
    """A message line, its payload reduced to what is compared."""

    line: dict
    key: tuple
    wire_length: int
    time: Decimal
    payload: bytes  # of control frames only

    @classmethod
    def of(cls, line: dict) -> Told:
        content, code = payload(line), CODES.get(line["opcode"], -1)
        if code >= 8:
            key, kept = (code, content.hex()), content
        else:
            key, kept = (code, line.get("length"), line["frames"], bool(line.get("compressed")), zlib.crc32(content)), b""
        line = {name: value for name, value in line.items() if name not in ("text", "base64", "reason")}
        return cls(line, key, line["wire_length"], Decimal(line["time"]), kept)

    @property
    def admits(self) -> bool:
        return any(self.line.get(word) for word in ("missing", "doubt", "incomplete"))

    def __str__(self) -> str:
        words = " ".join(f"{word}={self.line[word]}" for word in ("missing", "doubt", "incomplete", "kept") if word in self.line)
        return f"{self.key} seq {self.line['seq']} at {self.time} {words}".rstrip()


@dataclasses.dataclass(eq=False)
class Sent:
    """A message of the truth."""

    record: dict
    key: tuple
    time: Decimal

    @classmethod
    def of(cls, record: dict) -> Sent:
        if record["k"] == "close":
            key = (8, (record["code"].to_bytes(2, "big") + record["reason"].encode()).hex())
        elif record["k"] == "ctl":
            key = (record["op"], record["hex"])
        else:
            key = (record["op"], record["len"], record["fr"], bool(record["z"]), record["crc"])
        return cls(record, key, Decimal(record["t"]))

    @property
    def whole(self) -> bool:
        """Nothing of its direction is missing up to its end."""
        return not (self.record.get("lost") or self.record.get("gap"))

    def __str__(self) -> str:
        return f"{self.key} at {self.time}{'' if self.whole else ' (lost)' if self.record.get('lost') else ' (after a gap)'}"


@dataclasses.dataclass
class ToldConnection:
    opened: dict
    closed: dict | None = None
    sides: dict[str, list[Told]] = dataclasses.field(default_factory=lambda: {"client": [], "server": []})
    pings: dict[int, tuple[str, Told]] = dataclasses.field(default_factory=dict)
    losses: dict[str, list[int]] = dataclasses.field(default_factory=lambda: {"client": [], "server": []})
    frames: dict[int, list[dict]] = dataclasses.field(default_factory=lambda: collections.defaultdict(list))

    def accept(self, line: dict) -> None:
        match line["type"]:
            case "message":
                told = Told.of(line)
                self.sides[line["from"]].append(told)
                if line["opcode"] == "ping":
                    self.pings[line["seq"]] = (line["from"], told)
            case "finding" if SPEAKS_OF_LOSS.search(line["rule"] + " " + line.get("detail", "")):
                for side in [line["from"]] if "from" in line else self.losses:
                    self.losses[side].append(len(self.sides[side]))
            case "frame":
                self.frames[line["seq"]].append(line)
            case "close":
                self.closed = line


def common(expected: list[Sent], actual: list[Told]) -> list[tuple[int, int]]:
    """The longest common subsequence by content (Hunt and Szymanski), as pairs of indices."""
    places = collections.defaultdict(list)
    for index, message in enumerate(actual):
        places[message.key].append(index)
    ends: list[int] = []
    chains: list[tuple] = []
    for sent, message in enumerate(expected):
        for place in reversed(places.get(message.key, ())):
            length = bisect.bisect_left(ends, place)
            chain = (sent, place, chains[length - 1] if length else None)
            if length == len(ends):
                ends.append(place)
                chains.append(chain)
            else:
                ends[length], chains[length] = place, chain
    pairs, chain = [], chains[-1] if chains else None
    while chain:
        pairs.append(chain[:2])
        chain = chain[2]
    return pairs[::-1]
