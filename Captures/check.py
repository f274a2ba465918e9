#!/usr/bin/env python3
"""Reads captures without wscope, and compares what it found with an expected.jsonl.

usage: check.py CAPTURE                      prints the messages of each connection and direction
       check.py CAPTURE EXPECTED.jsonl       compares them with JSON lines of `wscope read`; exit code 1 where they differ
       check.py --all [FOLDER]               compares every FOLDER/*/capture.pcap* with the expected.jsonl beside it

An independent reader of pcap and pcapng, IPv4 and IPv6, TCP, HTTP/1.1, RFC 6455 and RFC 7692, of the standard library only. It
is made for clean captures: no lost segments, no fragmented IP, no TLS, no HTTP/2; --all passes over folders with a
sent.jsonl, in which the senders' own lines are what is compared. Of overlapping TCP data the first copy counts. Compared
are: connections (ends, URL, status, subprotocol, extensions, handshake time, how they end), messages (order, `seq`,
opcode, lengths, frames, compression, payload bytes, Close code and reason, time to the nanosecond, which ping a pong
answers and after how long), and frames where there are frame lines. Findings are not.
"""

from __future__ import annotations

import argparse
import base64
import collections
import dataclasses
import ipaddress
import json
import pathlib
import struct
import sys
import zlib
from collections.abc import Iterator
from decimal import Decimal

CLIENT, SERVER = "client", "server"
OPCODES = {0: "continuation", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}


# Savefiles: (link type, nanoseconds, bytes)


def packets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    return pcapng_packets(data) if data[:4] == b"\x0a\x0d\x0d\x0a" else pcap_packets(data)


def pcap_packets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    magic, link = struct.unpack_from(order + "I", data)[0], struct.unpack_from(order + "I", data, 20)[0]
    unit = {0xA1B2C3D4: 1000, 0xA1B23C4D: 1}[magic]
    at = 24
    while at + 16 <= len(data):
        seconds, fraction, kept, _ = struct.unpack_from(order + "IIII", data, at)
        yield link & 0xFFFF, seconds * 10**9 + fraction * unit, data[at + 16:at + 16 + kept]
        at += 16 + kept


def pcapng_packets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    order, interfaces, at = "<", [], 0
    while at + 12 <= len(data):
        if data[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order, interfaces = "<" if data[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">", []
        kind, length = struct.unpack_from(order + "II", data, at)
        body = data[at + 8:at + length - 4]
        if kind == 1:
            interfaces.append((struct.unpack_from(order + "H", body)[0], *resolution(body[8:], order)))
        elif kind == 6:
            interface, high, low, kept = struct.unpack_from(order + "IIII", body)
            link, units, offset = interfaces[interface]
            yield link, (high << 32 | low) * 10**9 // units + offset * 10**9, body[20:20 + kept]
        at += length


def resolution(options: bytes, order: str) -> tuple[int, int]:
    """Units a second, and seconds to add, of an interface's options."""
    units, offset, at = 10**6, 0, 0
    while at + 4 <= len(options):
        code, length = struct.unpack_from(order + "HH", options, at)
        value = options[at + 4:at + 4 + length]
        if code == 0:
            break
        if code == 9:
            units = 2 ** (value[0] & 127) if value[0] & 128 else 10 ** value[0]
        elif code == 14:
            offset = struct.unpack(order + "q", value)[0]
        at += 4 + (length + 3) // 4 * 4
    return units, offset


# Packets: (source, target, TCP segment)


def internet(link: int, packet: bytes) -> bytes | None:
    if link == 0:
        return packet[4:]
    if link in (12, 101, 228, 229):
        return packet
    at = {1: 12, 113: 14, 276: 0}.get(link)
    if at is None:
        return None
    kind, start = packet[at:at + 2], at + 2 if link != 276 else 20
    while kind in (b"\x81\x00", b"\x88\xa8"):
        kind, start = packet[start + 2:start + 4], start + 4
    return packet[start:] if kind in (b"\x08\x00", b"\x86\xdd") else None


def segment(packet: bytes) -> tuple[str, str, bytes] | None:
    if packet[0] >> 4 == 4:
        size = (packet[0] & 15) * 4
        if packet[9] != 6:
            return None
        source, target = (str(ipaddress.IPv4Address(packet[x:x + 4])) for x in (12, 16))
        tcp = packet[size:struct.unpack_from(">H", packet, 2)[0] or None]
    else:
        if packet[6] != 6:
            return None
        source, target = (f"[{ipaddress.IPv6Address(packet[x:x + 16])}]" for x in (8, 24))
        tcp = packet[40:40 + struct.unpack_from(">H", packet, 4)[0]]
    ports = struct.unpack_from(">HH", tcp)
    return f"{source}:{ports[0]}", f"{target}:{ports[1]}", tcp


# What is told


@dataclasses.dataclass(eq=False)
class Message:
    sender: str
    seq: int
    opcode: str
    time: int = 0
    frames: list[dict] = dataclasses.field(default_factory=list)
    wire: bytearray = dataclasses.field(default_factory=bytearray)
    payload: bytes = b""
    compressed: bool = False
    foreign_rsv1: bool = False
    answers: int | None = None
    rtt: int | None = None
    ended: bool = False

    @property
    def wire_length(self) -> int:
        return sum(frame["header_length"] + frame["arrived"] for frame in self.frames)


@dataclasses.dataclass
class Connection:
    client: str
    server: str
    time: int
    midstream: bool = False
    status: int | None = None
    url: str | None = None
    subprotocol: str | None = None
    extensions: str | None = None
    handshake: int | None = None
    messages: list[Message] = dataclasses.field(default_factory=list)  # in the order in which they end
    begun: int = 0
    pings: dict[str, list[Message]] = dataclasses.field(default_factory=lambda: {CLIENT: [], SERVER: []})
    how: str = "open"
    by: str | None = None
    code: int | None = None

    def told_by(self, sender: str) -> list[Message]:
        return [message for message in self.messages if message.sender == sender]


# RFC 6455 and RFC 7692: one direction's bytes to messages


class FrameReader:
    def __init__(self, connection: Connection, sender: str, window: int | None, takeover: bool) -> None:
        self.connection, self.sender, self.deflate, self.takeover = connection, sender, window is not None, takeover
        self.inflater = zlib.decompressobj(-15) if self.deflate else None
        self.head = bytearray()
        self.frame: dict | None = None
        self.data: Message | None = None
        self.current: Message | None = None

    def feed(self, data: bytes, time: int) -> None:
        at = 0
        while at < len(data) or self.frame and self.frame["length"] == self.frame["arrived"]:
            if self.frame is None:
                self.head.append(data[at])
                at += 1
                if len(self.head) >= 2 and len(self.head) == self.head_length():
                    self.begin(time)
                continue
            part = data[at:at + self.frame["length"] - self.frame["arrived"]]
            mask, offset = self.frame["mask_bytes"], self.frame["arrived"]
            self.current.wire += bytes(byte ^ mask[(offset + index) % 4] for index, byte in enumerate(part)) if any(mask) else part
            self.frame["arrived"] += len(part)
            at += len(part)
            if self.frame["arrived"] == self.frame["length"]:
                self.end(time)

    def head_length(self) -> int:
        return 2 + {126: 2, 127: 8}.get(self.head[1] & 127, 0) + (4 if self.head[1] & 128 else 0)

    def begin(self, time: int) -> None:
        first, second = self.head[:2]
        masked, code = second >> 7 == 1, first & 15
        body = self.head[2:-4] if masked else self.head[2:]
        mask = bytes(self.head[-4:]) if masked else bytes(4)
        self.frame = {"fin": first >> 7 == 1, "rsv": first >> 4 & 7, "opcode": name(code), "masked": masked, "time": time,
                      "header_length": len(self.head), "length": int.from_bytes(body, "big") if body else second & 127,
                      "mask_bytes": mask, "arrived": 0}
        if masked:
            self.frame["mask"] = mask.hex()
        self.head.clear()
        if code == 0 and self.data:
            self.current = self.data
        else:
            self.connection.begun += 1
            self.current = Message(self.sender, self.connection.begun, name(code))
            rsv1 = self.frame["rsv"] & 4 != 0 and code < 8
            self.current.compressed, self.current.foreign_rsv1 = rsv1 and self.deflate, rsv1 and not self.deflate
            if code < 8 and code in (0, 1, 2):
                self.data = self.current
        self.current.frames.append(self.frame)

    def end(self, time: int) -> None:
        message, final = self.current, self.frame["fin"]
        self.frame = None
        if not final and message is self.data:
            return
        message.time, message.ended, message.payload = time, True, bytes(message.wire)
        if message is self.data:
            self.data = None
        if message.compressed:
            if not self.takeover:
                self.inflater = zlib.decompressobj(-15)
            message.payload = self.inflater.decompress(message.payload + b"\0\0\xff\xff")
        self.connection.messages.append(message)
        other = SERVER if self.sender == CLIENT else CLIENT
        if message.opcode == "ping":
            self.connection.pings[self.sender].append(message)
        elif message.opcode == "pong":
            asked = [ping for ping in self.connection.pings[other] if ping.payload == message.payload]
            if asked:
                self.connection.pings[other].remove(asked[0])
                message.answers, message.rtt = asked[0].seq, time - asked[0].time

    def finish(self) -> None:
        """What began and never ended."""
        for message in dict.fromkeys(filter(None, (self.data, self.current if self.frame else None))):
            message.payload = bytes(message.wire)
            self.connection.messages.append(message)


def name(code: int) -> str:
    return OPCODES.get(code, f"0x{code:x}")


# HTTP/1.1 until the upgrade


class Incoming:
    """A direction's bytes that are not yet understood, each with the time at which it arrived."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self.marks: list[tuple[int, int]] = []  # (bytes up to here, arrived at)
        self.taken = 0

    def add(self, data: bytes, time: int) -> None:
        self.bytes += data
        self.marks.append((self.taken + len(self.bytes), time))

    def take(self, count: int) -> bytes:
        data = bytes(self.bytes[:count])
        del self.bytes[:count]
        self.taken += count
        return data

    def time(self, offset: int = 0) -> int:
        """When the byte at an offset from the first that is left arrived."""
        return next(time for end, time in self.marks if end > self.taken + offset)


@dataclasses.dataclass
class Head:
    start: str
    fields: list[tuple[str, str]]
    size: int

    def all(self, wanted: str) -> list[str]:
        return [value for key, value in self.fields if key.lower() == wanted]

    def one(self, wanted: str) -> str | None:
        return next(iter(self.all(wanted)), None)

    def words(self, wanted: str) -> list[str]:
        return [word.strip().lower() for word in ",".join(self.all(wanted)).split(",")]


def read_head(data: bytearray) -> Head | None:
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    start, *lines = data[:end].decode("latin-1").split("\r\n")
    fields = [(key, value.strip()) for key, _, value in (line.partition(":") for line in lines)]
    return Head(start, fields, end + 4)


def body_size(data: bytearray, head: Head) -> int | None:
    """How long the head and its body are; nothing while the body is incomplete."""
    at = head.size
    if "chunked" not in head.words("transfer-encoding"):
        size = at + int(head.one("content-length") or 0)
        return size if len(data) >= size else None
    while True:
        end = data.find(b"\r\n", at)
        if end < 0:
            return None
        chunk = int(data[at:end].split(b";")[0], 16)
        at = end + 2 + chunk + 2
        if len(data) < at:
            return None
        if chunk == 0:
            return at


class Story:
    """A TCP connection: what was asked, and what became of it."""

    def __init__(self, client: str, server: str, time: int, midstream: bool) -> None:
        self.client, self.server = client, server
        self.incoming = {CLIENT: Incoming(), SERVER: Incoming()}
        self.asked: list[tuple[Head, int]] = []
        self.connections: list[Connection] = []
        self.readers: dict[str, FrameReader] = {}
        self.closed: list[str] = []
        self.reset: str | None = None
        if midstream:
            self.upgrade(Connection(client, server, time, midstream=True), "")

    def accept(self, sender: str, data: bytes, time: int) -> None:
        self.incoming[sender].add(data, time)
        while not self.readers and (self.read_request() or self.read_response()):
            pass
        for side, reader in self.readers.items():
            self.drain(side, reader)

    def drain(self, side: str, reader: FrameReader) -> None:
        incoming = self.incoming[side]
        while incoming.bytes:
            end, time = next(mark for mark in incoming.marks if mark[0] > incoming.taken)
            reader.feed(incoming.take(end - incoming.taken), time)

    def read_request(self) -> bool:
        incoming = self.incoming[CLIENT]
        head = read_head(incoming.bytes)
        if head is None or any("websocket" in asked.words("upgrade") for asked, _ in self.asked):
            return False
        size = body_size(incoming.bytes, head)
        if size is None:
            return False
        self.asked.append((head, incoming.time()))
        incoming.take(size)
        return True

    def read_response(self) -> bool:
        incoming = self.incoming[SERVER]
        head = read_head(incoming.bytes)
        if head is None or not self.asked:
            return False
        status = int(head.start.split()[1])
        request, began = self.asked[0]
        bodyless = status < 200 or status in (204, 304) or request.start.startswith("HEAD ")
        size = head.size if bodyless else body_size(incoming.bytes, head)
        if size is None:
            return False
        ended = incoming.time(head.size - 1)
        incoming.take(size)
        if 100 <= status < 200 and status != 101:
            return True
        self.asked.pop(0)
        if "websocket" in request.words("upgrade"):
            self.answer(request, head, status, began, ended)
        return True

    def answer(self, request: Head, head: Head, status: int, began: int, ended: int) -> None:
        connection = Connection(self.client, self.server, ended, status=status, handshake=ended - began)
        connection.url = f"ws://{request.one('host')}{request.start.split()[1]}"
        connection.subprotocol = head.one("sec-websocket-protocol")
        connection.extensions = ", ".join(head.all("sec-websocket-extensions")) or None
        if status == 101:
            self.upgrade(connection, connection.extensions or "")
        else:
            connection.how = "refused"
            self.connections.append(connection)

    def upgrade(self, connection: Connection, extensions: str) -> None:
        words = [word.strip().lower() for word in extensions.split(";")]
        deflate = words[0] == "permessage-deflate"
        self.connections.append(connection)
        for side in (CLIENT, SERVER):
            window = next((int(word.split("=")[1].strip('" ')) for word in words if word.startswith(f"{side}_max_window_bits=")), 15)
            self.readers[side] = FrameReader(connection, side, window if deflate else None, f"{side}_no_context_takeover" not in words)

    def finish(self) -> None:
        for reader in self.readers.values():
            reader.finish()
        if not self.readers:
            return
        connection = self.connections[-1]
        closes = [message for message in connection.messages if message.opcode == "close" and message.ended]
        if closes:
            first = closes[0]
            connection.how = "clean" if {CLIENT, SERVER} == {close.sender for close in closes} else "one-sided"
            connection.by = first.sender
            connection.code = struct.unpack(">H", first.payload[:2])[0] if len(first.payload) > 1 else None
        elif self.reset:
            connection.how, connection.by = "reset", self.reset
        elif self.closed:
            connection.how, connection.by = "fin", self.closed[0]


# TCP: the first copy of each byte, in order


class Flow:
    def __init__(self) -> None:
        self.next: int | None = None
        self.waiting: dict[int, bytes] = {}
        self.fin: int | None = None

    def accept(self, sequence: int, data: bytes) -> bytes:
        """What is new and in order now."""
        if self.next is None:
            self.next = sequence
        ready = bytearray()
        if data:
            self.waiting.setdefault(sequence, data)
        progress = True
        while progress:
            progress = False
            for at in sorted(self.waiting, key=lambda x: (x - self.next + 2**31) % 2**32):
                known = (self.next - at) % 2**32
                if known < 2**31:
                    fresh = self.waiting.pop(at)[known:]
                    ready += fresh
                    self.next = (self.next + len(fresh)) % 2**32
                    progress = True
                    break
        return bytes(ready)


def read(path: pathlib.Path) -> list[Connection]:
    stories: dict[frozenset, Story] = {}
    flows: dict[tuple[str, str], Flow] = collections.defaultdict(Flow)
    finished: list[Story] = []
    for link, time, packet in packets(path.read_bytes()):
        inner = internet(link, packet)
        parts = segment(inner) if inner else None
        if parts is None:
            continue
        source, target, tcp = parts
        sequence, flags, data = struct.unpack_from(">I", tcp, 4)[0], tcp[13], tcp[(tcp[12] >> 4) * 4:]
        ends = frozenset((source, target))
        if flags & 2:
            if not flags & 16:
                if ends in stories:
                    finished.append(stories.pop(ends))
                flows.pop((target, source), None)
                stories[ends] = Story(source, target, time, False)
            flows[source, target] = Flow()
            flows[source, target].accept(sequence + 1 & 0xFFFFFFFF, b"")
            continue
        if ends not in stories:
            stories[ends] = first_seen(source, target, data, time)
        story = stories[ends]
        sender = CLIENT if source == story.client else SERVER
        if flags & 4:
            story.reset = story.reset or sender
            continue
        if ready := flows[source, target].accept(sequence, data):
            story.accept(sender, ready, time)
        if flags & 1 and sender not in story.closed:
            story.closed.append(sender)
    finished += stories.values()
    for story in finished:
        story.finish()
    return sorted((connection for story in finished for connection in story.connections), key=lambda found: found.time)


def first_seen(source: str, target: str, data: bytes, time: int) -> Story:
    """A connection whose SYN is missing: who masks is the client; without data, the lower port is the server's."""
    asks = data[1:2] and data[1] & 128 or data[:4] in (b"GET ", b"POST")
    if not data:
        asks = int(source.rpartition(":")[2]) > int(target.rpartition(":")[2])
    return Story(*(source, target) if asks else (target, source), time, data[:4] not in (b"GET ", b"POST", b"HTTP"))


# Comparing


def nanoseconds(value: Decimal | int | str) -> int:
    return int(Decimal(value).scaleb(9))


def body(record: dict) -> bytes:
    if "text" in record:
        return record["text"].encode()
    if "base64" in record:
        return base64.b64decode(record["base64"])
    return struct.pack(">H", record["code"]) + record.get("reason", "").encode() if "code" in record else b""


class Comparison:
    def __init__(self, found: list[Connection], lines: list[dict]) -> None:
        self.found, self.faults = found, []
        self.by_kind: dict[str, dict[int, list[dict]]] = collections.defaultdict(lambda: collections.defaultdict(list))
        for line in lines:
            self.by_kind[line["type"]][line["conn"]].append(line)
        self.messages = 0

    def check(self, where: str, what: str, found: object, told: object) -> None:
        if found != told:
            self.faults.append(f"{where}: {what}: the capture says {found!r}, the file says {told!r}")

    def run(self) -> list[str]:
        opened = [line for lines in self.by_kind["open"].values() for line in lines]
        waiting = collections.defaultdict(list)
        for connection in self.found:
            waiting[connection.client, connection.server].append(connection)
        for told in opened:
            ends = (told.get("client"), told.get("server"))
            where = f"connection {told['conn']} ({ends[0]} > {ends[1]})"
            if not waiting[ends]:
                self.faults.append(f"{where}: not in the capture")
                continue
            self.connection(where, waiting[ends].pop(0), told)
        self.faults += [f"{left.client} > {left.server} ({left.url}): not told" for rest in waiting.values() for left in rest]
        return self.faults

    def connection(self, where: str, found: Connection, told: dict) -> None:
        for key in ("status", "url", "subprotocol", "extensions"):
            self.check(where, key, getattr(found, key), told.get(key))
        self.check(where, "midstream", found.midstream, told.get("midstream", False))
        self.check(where, "time", found.time, nanoseconds(told["time"]))
        if found.handshake is not None:
            self.near(where, "handshake_ms", found.handshake, told.get("handshake_ms"))
        endings = self.by_kind["close"][told["conn"]]
        self.check(where, "close lines", 1, len(endings))
        if endings:
            ending = endings[0]
            self.check(where, "how", found.how, ending.get("how"))
            if found.how in ("clean", "one-sided"):
                self.check(where, "by", found.by, ending.get("by"))
                self.check(where, "code", found.code, ending.get("code"))
            for side in (CLIENT, SERVER):
                self.check(where, f"messages of the {side}", len(found.told_by(side)), ending.get("messages", {}).get(side, 0))
        for side in (CLIENT, SERVER):
            told_messages = [line for line in self.by_kind["message"][told["conn"]] if line["from"] == side]
            self.check(where, f"message lines of the {side}", len(found.told_by(side)), len(told_messages))
            for message, line in zip(found.told_by(side), told_messages):
                self.message(f"{where}, {side} message {message.seq}", message, line)
        if self.by_kind["frame"]:
            self.frames(where, found, self.by_kind["frame"][told["conn"]])

    def near(self, where: str, what: str, found: int, told: Decimal | None) -> None:
        """Milliseconds, which may be rounded to a microsecond."""
        if told is None or abs(Decimal(found) / 10**6 - told) > Decimal("0.001"):
            self.check(where, what, str(Decimal(found) / 10**6), str(told))

    def message(self, where: str, found: Message, told: dict) -> None:
        self.messages += 1
        self.check(where, "opcode", found.opcode, told["opcode"])
        self.check(where, "seq", found.seq, told["seq"])
        self.check(where, "frames", len(found.frames), told["frames"])
        self.check(where, "incomplete", not found.ended, told.get("incomplete", False))
        self.check(where, "wire_length", found.wire_length, told["wire_length"])
        if not found.ended or found.foreign_rsv1:
            return
        self.check(where, "time", found.time, nanoseconds(told["time"]))
        self.check(where, "compressed", found.compressed, told.get("compressed", False))
        self.check(where, "length", len(found.payload), told.get("length"))
        self.check(where, "payload", found.payload[:told.get("kept", len(found.payload))], body(told))
        self.check(where, "answers", found.answers, told.get("answers"))
        if found.rtt is not None:
            self.near(where, "rtt_ms", found.rtt, told.get("rtt_ms"))
        for doubt in ("missing", "doubt"):
            self.check(where, doubt, None, told.get(doubt))

    def frames(self, where: str, found: Connection, told: list[dict]) -> None:
        lines = {(line["seq"], line["frame"]): line for line in told}
        for message in found.messages:
            for number, frame in enumerate(message.frames, 1):
                line = lines.pop((message.seq, number), None)
                place = f"{where}, message {message.seq}, frame {number}"
                if line is None:
                    self.faults.append(f"{place}: not told")
                    continue
                for key in ("fin", "rsv", "opcode", "masked", "mask", "header_length", "length"):
                    self.check(place, key, frame.get(key), line.get(key))
                self.check(place, "from", message.sender, line["from"])
                self.check(place, "time", frame["time"], nanoseconds(line["time"]))
        self.faults += [f"{where}: frame {number} of message {seq} is not in the capture" for seq, number in lines]


def show(connections: list[Connection]) -> None:
    for number, connection in enumerate(connections, 1):
        print(f"{number} {connection.client} > {connection.server} {connection.url or 'mid-connection'} {connection.status or ''} "
              f"{connection.how} {connection.by or ''} {connection.code or ''} [{connection.extensions or ''}]")
        for side in (CLIENT, SERVER):
            for message in connection.told_by(side):
                answers = f" answers {message.answers} after {message.rtt / 10**6:.6f} ms" if message.answers else ""
                print(f"  {side} {message.seq} {message.time // 10**9}.{message.time % 10**9:09} {message.opcode} {len(message.payload)} bytes, "
                      f"{len(message.frames)} frames of {message.wire_length}{', compressed' if message.compressed else ''}"
                      f"{answers}{'' if message.ended else ', incomplete'} {message.payload[:40]!r}")


def compare(capture: pathlib.Path, expected: pathlib.Path) -> bool:
    lines = [json.loads(line, parse_float=Decimal) for line in expected.read_text("utf-8").splitlines()]
    comparison = Comparison(read(capture), lines)
    faults = comparison.run()
    print(f"{'differs' if faults else 'agrees '} {capture} ({len(comparison.found)} connections, {comparison.messages} messages)")
    for fault in faults[:10]:
        print(f"    {fault[:300]}")
    if len(faults) > 10:
        print(f"    and {len(faults) - 10} more")
    return not faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="compare every capture of a folder")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    if options.all:
        folder = options.paths[0] if options.paths else pathlib.Path(__file__).resolve().parent
        pairs = [(capture, capture.with_name("expected.jsonl")) for capture in sorted(folder.glob("*/capture.pcap*"))
                 if not capture.with_name("sent.jsonl").exists()]
        missing = [capture for capture, expected in pairs if not expected.exists()]
        for capture in missing:
            print(f"differs {capture} (no expected.jsonl beside it)")
        agree = [compare(*pair) for pair in pairs if pair[0] not in missing]
        print(f"{sum(agree)} agree, {len(pairs) - sum(agree)} differ")
        return 0 if pairs and sum(agree) == len(pairs) else 1
    if len(options.paths) == 1:
        show(read(options.paths[0]))
        return 0
    if len(options.paths) == 2:
        return 0 if compare(*options.paths) else 1
    parser.error("one capture, or a capture and the expected lines")


if __name__ == "__main__":
    sys.exit(main())
