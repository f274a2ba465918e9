"""Compares the messages that wscope tells of a generated capture with those that were sent."""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import tempfile
from decimal import Decimal

from story import Sent, Told, ToldConnection, common

SIDES = {"c": "client", "s": "server"}
MICROSECOND = Decimal("0.000001")


class Comparison:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.differences: list[str] = []
        self.messages = self.after_loss = self.recovered = 0

    def say(self, where: str, what: str) -> None:
        self.differences.append(f"{where}: {what}")

    # What wscope says

    def read(self, capture: str) -> dict[tuple, list[ToldConnection]]:
        command = [self.options.wscope, "read", capture, "--format", "jsonl", "--max-payload", "0"]
        if self.options.frames:
            command += [word for kind in ("connections", "messages", "findings", "frames") for word in ("--only", kind)]
        connections: dict[int, ToldConnection] = {}
        with tempfile.TemporaryFile() as complaints, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints) as process:
            for raw in process.stdout:
                try:
                    line = json.loads(raw, parse_float=Decimal)
                    if line["type"] == "open":
                        connections[line["conn"]] = ToldConnection(line)
                    elif line["conn"] in connections:
                        connections[line["conn"]].accept(line)
                    else:
                        self.say(f"connection {line['conn']}", f"a {line['type']} line before its open line")
                except (ValueError, KeyError) as error:
                    self.say("output", f"{type(error).__name__} {error} in {raw[:200]!r}")
            code = process.wait()
            complaints.seek(0)
            if code != 0:
                self.say("exit code", f"{code}: {complaints.read().decode(errors='replace')[-300:].strip()}")
        ends = collections.defaultdict(list)
        for connection in connections.values():
            ends[connection.opened.get("client"), connection.opened.get("server")].append(connection)
        return ends

    # Against what is true

    def run(self, capture: str, truth: str) -> None:
        opened, story = {}, collections.defaultdict(lambda: {"client": [], "server": []})
        with open(truth, encoding="utf-8") as lines:
            for record in (json.loads(line, parse_float=Decimal) for line in lines):
                if record["k"] == "conn":
                    opened[record["c"]] = record
                elif record["k"] in ("msg", "ctl", "close"):
                    story[record["c"]][SIDES[record["d"]]].append(Sent.of(record))
        told = self.read(capture)
        for number, record in opened.items():
            where = f"connection {number} ({record['cl']} > {record['sv']})"
            found = told.pop((record["cl"], record["sv"]), [])
            if len(found) != 1:
                if found or any(story[number].values()):
                    self.say(where, f"told {len(found)} times")
                continue
            self.connection(where, record, story[number], found[0])
        for (client, server), extra in told.items():
            self.say(f"{client} > {server}", f"told {len(extra)} times, but no such connection was made")

    def connection(self, where: str, record: dict, story: dict[str, list[Sent]], told: ToldConnection) -> None:
        midstream = bool(record["mid"])
        if bool(told.opened.get("midstream")) != midstream:
            self.say(where, f"midstream is {told.opened.get('midstream', False)}")
        if not midstream and not told.opened.get("url", "").endswith(record["path"]):
            self.say(where, f"url {told.opened.get('url')} for the path {record['path']}")
        if told.closed is None:
            self.say(where, "no close line")
        elif self.options.how and told.closed.get("how") != self.options.how:
            self.say(where, f"ends {told.closed.get('how')}, not {self.options.how}")
        for side, expected in story.items():
            self.direction(f"{where}, {side}", side, expected, story, told, midstream)

    def direction(self, where: str, side: str, expected: list[Sent], story: dict, told: ToldConnection, midstream: bool) -> None:
        actual = told.sides[side]
        clean = next((index for index, message in enumerate(expected) if not message.whole), len(expected))
        if clean < len(expected) and not self.options.loss:
            self.say(where, "the truth speaks of loss; say --loss")
        for index, message in enumerate(expected[:clean]):
            self.messages += 1
            if index >= len(actual):
                return self.say(where, f"message {index + 1} of {len(expected)} is not told: {message}")
            if actual[index].key != message.key:
                return self.say(where, f"message {index + 1} of {len(expected)}: sent {message}, told {actual[index]}")
            self.pair(f"{where}, message {index + 1}", side, message, actual[index], story, told)
            if any(word in actual[index].line for word in ("missing", "incomplete", "kept")) or \
                    "doubt" in actual[index].line and not midstream:
                self.say(where, f"message {index + 1} is in doubt without a reason: {actual[index]}")
        if clean == len(expected):
            for extra in actual[clean:][:1]:
                self.say(where, f"{len(actual) - clean} messages more than sent, the first: {extra}")
            return
        self.align(where, side, expected[clean:], actual[clean:], clean, told)

    def align(self, where: str, side: str, expected: list[Sent], actual: list[Told], offset: int, told: ToldConnection) -> None:
        """What follows a loss: every difference must be admitted near its place."""
        anchors = common(expected, actual)
        self.messages += len(expected)
        self.after_loss += len(expected)
        self.recovered += len(anchors)
        borders = [(-1, -1), *anchors, (len(expected), len(actual))]
        for (sent_before, told_before), (sent_after, told_after) in zip(borders, borders[1:]):
            for stranger in actual[told_before + 1:told_after]:
                if not stranger.admits:
                    self.say(where, f"told, but never sent, and no doubt admitted: {stranger}")
            silent = expected[sent_before + 1:sent_after]
            if not silent:
                continue
            near = actual[max(told_before, 0):told_after + 1]
            said = any(message.admits for message in near) or any(
                told_before <= place - offset <= told_after + 1 for place in told.losses[side])
            if not said:
                self.say(where, f"{len(silent)} messages disappeared unsaid, the first: {silent[0]}")

    def pair(self, where: str, side: str, expected: Sent, actual: Told, story: dict, told: ToldConnection) -> None:
        """The facts beyond the content, of a message that nothing was lost before."""
        if abs(expected.time - actual.time) > MICROSECOND:
            self.say(where, f"time {actual.time}, not {expected.time}")
        record, code = expected.record, expected.key[0]
        mask = 4 if side == "client" and not self.options.unmasked else 0
        wire = record["wire"] if code < 8 else len(expected.key[1]) // 2
        fields = record["fr"] if code < 8 else 1
        least = wire + fields * (2 + mask)
        most = wire + header(wire, mask) if fields == 1 else least + 8 * fields
        if fields == 1:
            least = most
        if not least <= actual.wire_length <= most:
            self.say(where, f"wire length {actual.wire_length}, not {least}{'' if least == most else f' to {most}'}")
        if self.options.frames:
            self.frames(where, wire, fields, actual, told.frames[actual.line["seq"]])
        if code == 10:
            self.pong(where, side, expected, actual, story, told)

    def frames(self, where: str, wire: int, count: int, actual: Told, lines: list[dict]) -> None:
        if len(lines) != count or [line["frame"] for line in lines] != list(range(1, count + 1)):
            self.say(where, f"frame lines {[line['frame'] for line in lines]} for {count} frames")
        if sum(line["length"] for line in lines) != wire:
            self.say(where, f"its frames hold {sum(line['length'] for line in lines)} bytes, not {wire}")
        if sum(line["length"] + line["header_length"] for line in lines) != actual.wire_length:
            self.say(where, "its frames and headers do not add up to its wire length")
        if lines and [line["fin"] for line in lines] != [False] * (len(lines) - 1) + [True]:
            self.say(where, "FIN is not on the last frame alone")

    def pong(self, where: str, side: str, expected: Sent, actual: Told, story: dict, told: ToldConnection) -> None:
        other = "server" if side == "client" else "client"
        answers, rtt = actual.line.get("answers"), expected.record.get("rtt_us")
        if rtt is None:
            if answers is not None:
                self.say(where, f"an unsolicited pong answers {answers}")
            return
        if answers is None:
            asked = [ping for ping in story[other] if ping.key == (9, expected.key[1])]
            if not self.options.loss or any(ping.whole for ping in asked):
                self.say(where, f"answers no ping, but one of {rtt} us before")
            return
        sender, ping = told.pings.get(answers, ("nobody", actual))
        if sender != other or ping.payload != actual.payload:
            return self.say(where, f"answers {answers}, which is no such ping of the {other}")
        milliseconds = actual.line.get("rtt_ms")
        if milliseconds is None or abs(milliseconds * 1000 - (actual.time - ping.time) * 10**6) > 2:
            self.say(where, f"rtt_ms {milliseconds}, but the ping was {(actual.time - ping.time) * 1000} ms before")
        if ping.payload and milliseconds is not None and abs(milliseconds * 1000 - rtt) > 2:
            self.say(where, f"rtt_ms {milliseconds}, not {rtt / 1000}")


def header(wire: int, mask: int) -> int:
    return 2 + mask + (0 if wire < 126 else 2 if wire < 65536 else 8)
