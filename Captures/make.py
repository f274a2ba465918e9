#!/usr/bin/env python3
"""Makes the captures of this folder again, with real WebSocket clients and servers on loopback.

usage: make.py [NAME...]        all captures without a name; --list prints the names

Needs tcpdump, editcap, the right to capture on `lo` (root, or CAP_NET_RAW), and the packages of requirements.txt:

    python3 -m venv /tmp/captures && /tmp/captures/bin/pip install -r Captures/requirements.txt
    sudo /tmp/captures/bin/python Captures/make.py

Every capture is NAME/capture.pcapng (or capture.pcap) beside an ORIGIN.md written here. A new recording has new times,
client ports and masks, so its expected.jsonl must be recorded again too; check.py reads both and compares them.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import dataclasses
import hashlib
import http.client
import importlib.metadata
import json
import logging
import pathlib
import platform
import random
import secrets
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import aiohttp.web
import websocket
import wsproto
import wsproto.events
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, ServerPerMessageDeflateFactory

HERE = pathlib.Path(__file__).resolve().parent
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
PATIENCE = 20  # seconds until something awaited counts as broken
TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10


# What a capture is, and how it is recorded


@dataclasses.dataclass
class Scenario:
    name: str
    play: Callable[[Stage], Awaitable[None]]
    talkers: str
    look_for: str
    first_port: int
    as_pcap: bool = False  # plain pcap with nanoseconds, not pcapng
    late: bool = False  # the scenario itself says when the recording begins
    left_open: bool = False  # the recording ends before the connections do


SCENARIOS: dict[str, Scenario] = {}


def scenario(talkers: str, **options: bool):
    """Registers a coroutine as a capture: its name with hyphens, its doc string as what to look for."""

    def register(play: Callable[[Stage], Awaitable[None]]):
        name = play.__name__.replace("_", "-")
        look_for = "\n".join(line.strip() for line in (play.__doc__ or "").strip().splitlines())
        SCENARIOS[name] = Scenario(name, play, talkers, look_for, 8700 + 10 * len(SCENARIOS), **options)
        return play

    return register


class Recording:
    """tcpdump on loopback: its packets, and which TCP connections among them have ended."""

    def __init__(self, first_port: int) -> None:
        self.port = first_port
        self.file_header = b""
        self.records: list[bytes] = []
        self.news = threading.Condition()
        self.unfinished: dict[frozenset, set] = {}
        self.last_word = secrets.token_bytes(16)
        self.heard_last_word = False

    def start(self) -> None:
        wanted = f"tcp portrange {self.port}-{self.port + 9} or udp port {self.port}"
        self.process = subprocess.Popen(
            ["tcpdump", "-i", "lo", "-w", "-", "-U", "--immediate-mode", "-B", "65536", "--nano", wanted],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said = b""
        while b"listening on" not in said:
            line = self.process.stderr.readline()
            if not line:
                sys.exit(f"tcpdump cannot record on lo: {said.decode(errors='replace').strip()}")
            said += line
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        stream = self.process.stdout
        self.file_header = stream.read(24)
        while len(header := stream.read(16)) == 16:
            packet = stream.read(struct.unpack("<I", header[8:12])[0])
            with self.news:
                self.note(header, packet)
                self.news.notify_all()

    def note(self, header: bytes, packet: bytes) -> None:
        six = packet[12:14] == b"\x86\xdd"
        start = 14 + (40 if six else (packet[14] & 15) * 4)
        if packet[20 if six else 23] == 17:
            self.heard_last_word |= self.last_word in packet
            return
        self.records.append(header + packet)
        source, target, flags = *struct.unpack_from(">HH", packet, start), packet[start + 13]
        ends = frozenset((source, target))
        if flags & 0x12 == 0x02:
            self.unfinished[ends] = set()
        elif flags & 0x04:
            self.unfinished.pop(ends, None)
        elif flags & 0x01 and ends in self.unfinished:
            self.unfinished[ends].add(source)
        elif len(self.unfinished.get(ends, ())) == 2:
            self.unfinished.pop(ends)  # the acknowledgement of the second FIN

    def finish(self, left_open: bool) -> None:
        """Waits until every connection has ended and tcpdump has written all of it, a datagram being the last word."""
        deadline = time.monotonic() + PATIENCE
        with self.news, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as messenger:
            while not self.heard_last_word or self.unfinished and not left_open:
                if time.monotonic() > deadline:
                    sys.exit(f"connections were left open: {[sorted(ends) for ends in self.unfinished]}")
                with contextlib.suppress(ConnectionRefusedError):
                    messenger.sendto(self.last_word, ("127.0.0.1", self.port))
                self.news.wait_for(lambda: not self.unfinished and self.heard_last_word, 0.05)
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        if b"\n0 packets dropped by kernel" not in (said := self.process.stderr.read()):
            sys.exit(f"tcpdump lost packets: {said.decode(errors='replace').strip()}")
        self.reader.join(PATIENCE)

    def save(self, path: pathlib.Path, as_pcap: bool) -> None:
        content = self.file_header + b"".join(self.records)
        if as_pcap:
            path.write_bytes(content)
            return
        with tempfile.TemporaryDirectory() as folder:
            plain = pathlib.Path(folder, "recorded.pcap")
            plain.write_bytes(content)
            subprocess.run(["editcap", "-F", "pcapng", plain, path], check=True, stderr=subprocess.PIPE)


class Stage:
    """Where a scenario plays: listening sockets on loopback ports that are all recorded."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.recording = Recording(scenario.first_port)
        self.next_port = scenario.first_port
        self.cleanup = contextlib.AsyncExitStack()
        self.random = random.Random(scenario.name)

    def listen(self, host: str = "127.0.0.1") -> socket.socket:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, self.next_port), family=family)
        self.next_port += 1
        listener.setblocking(False)
        return listener

    async def websockets_server(self, handler, host: str = "127.0.0.1", **options) -> str:
        """Starts a server of the `websockets` package: its ws:// address."""
        listener = self.listen(host)
        address = url(listener)
        server = serve(handler, sock=listener, **{"ping_interval": None, "compression": None} | options)
        await self.cleanup.enter_async_context(server)
        return address

    async def aiohttp_server(self, *routes: aiohttp.web.RouteDef) -> str:
        """Starts a server of `aiohttp`: its ws:// address."""
        listener = self.listen()
        application = aiohttp.web.Application()
        application.add_routes(routes)
        runner = aiohttp.web.AppRunner(application)
        await runner.setup()
        self.cleanup.push_async_callback(runner.cleanup)
        await aiohttp.web.SockSite(runner, listener).start()
        return url(listener)

    async def plain_server(self, handler: Callable[[Peer], Awaitable[None]]) -> str:
        """Starts a server that obeys only its script: the handler speaks after the 101 has been sent."""

        async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            peer = Peer(reader, writer)
            try:
                await peer.answer_handshake()
                await handler(peer)
            except (ConnectionError, asyncio.IncompleteReadError):
                pass
            finally:
                await peer.leave()

        listener = self.listen()
        address = url(listener)
        server = await asyncio.start_server(serve_one, sock=listener)
        self.cleanup.push_async_callback(server.wait_closed)
        self.cleanup.callback(server.close)
        return address


def url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"ws://[{host}]:{port}" if ":" in host else f"ws://{host}:{port}"


# A peer that obeys only its script


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, mask: bytes | None = None,
          length_form: int | None = None) -> bytes:
    """One frame, as wrong as one likes: `length_form` is 7, 16 or 64 bits, the shortest unless given."""
    form = length_form or (7 if len(payload) < 126 else 16 if len(payload) < 65536 else 64)
    short = {7: len(payload), 16: 126, 64: 127}[form]
    head = bytes((fin << 7 | rsv << 4 | opcode, (mask is not None) << 7 | short))
    head += {7: b"", 16: struct.pack(">H", len(payload) & 0xFFFF), 64: struct.pack(">Q", len(payload))}[form]
    if mask is None:
        return head + payload
    return head + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))


class Peer:
    """One end of a connection, client or server, over asyncio streams."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.key = b""

    @classmethod
    async def join(cls, address: str) -> Peer:
        host, port = address.removeprefix("ws://").rsplit(":", 1)
        return cls(*await asyncio.open_connection(host, int(port)))

    def request(self, path: str = "/", extra: str = "") -> bytes:
        host, port = self.writer.get_extra_info("peername")[:2]
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        return (f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{extra}\r\n").encode()

    async def ask_handshake(self, path: str = "/", extra: str = "", behind: bytes = b"") -> bytes:
        """Sends the request, with bytes behind it in the same segment, and reads the answer's head."""
        self.writer.write(self.request(path, extra) + behind)
        return await self.reader.readuntil(b"\r\n\r\n")

    def response(self, request: bytes, extra: str = "") -> bytes:
        fields = dict(line.split(b": ", 1) for line in request.split(b"\r\n")[1:] if b": " in line)
        key = {name.lower(): value for name, value in fields.items()}[b"sec-websocket-key"]
        accept = base64.b64encode(hashlib.sha1(key + GUID.encode()).digest()).decode()
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Accept: {accept}\r\n{extra}\r\n").encode()

    async def answer_handshake(self, extra: str = "", behind: bytes = b"") -> bytes:
        request = await self.reader.readuntil(b"\r\n\r\n")
        self.writer.write(self.response(request, extra) + behind)
        return request

    async def send(self, *parts: bytes) -> None:
        """Each part in a write, and so a segment, of its own."""
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()

    async def read_frame(self) -> tuple[int, bytes]:
        first, second = await self.reader.readexactly(2)
        length = second & 127
        if length == 126:
            length = struct.unpack(">H", await self.reader.readexactly(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", await self.reader.readexactly(8))[0]
        mask = await self.reader.readexactly(4) if second & 128 else bytes(4)
        payload = await self.reader.readexactly(length)
        return first & 15, bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))

    async def read_to_end(self) -> bytes:
        with contextlib.suppress(ConnectionError):
            return await self.reader.read()
        return b""

    async def leave(self) -> None:
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()

    def reset(self) -> None:
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


MASK = bytes.fromhex("37fa213d")


def close_body(code: int, reason: str = "") -> bytes:
    return struct.pack(">H", code) + reason.encode()


async def echo(connection) -> None:
    """The handler of a `websockets` server that says everything again."""
    async for message in connection:
        await connection.send(message)


@contextlib.asynccontextmanager
async def client(address: str, **options) -> AsyncIterator:
    """A client of the `websockets` package."""
    async with connect(address, **{"proxy": None, "ping_interval": None, "compression": None} | options) as connection:
        yield connection


def orders(generator: random.Random, count: int) -> list[str]:
    """JSON messages that resemble each other, as a market's do."""
    return [json.dumps({"type": generator.choice(["order", "trade", "quote"]), "seq": number,
                        "symbol": generator.choice(["ACME", "GLOBEX", "INITECH"]),
                        "price": round(generator.uniform(10, 99), 2), "note": "prix élevé, 価格"}, ensure_ascii=False)
            for number in range(count)]


# The captures


@scenario("client: websockets {websockets}; server: websockets {websockets}")
async def text(stage: Stage) -> None:
    """One connection with the subprotocol `chat.v1`, path and query in its URL, uncompressed. Ten texts, each echoed: an
    empty one, one to four bytes a character, a NUL, line breaks, and lengths on both sides of 125/126."""
    address = await stage.websockets_server(echo, subprotocols=["chat.v1", "chat.v2"])
    async with client(address + "/room/7?user=J%C3%BCrgen", subprotocols=["chat.v2", "chat.v1"]) as ws:
        for message in ["Hello, world!", "", "a", "Grüße aus Köln", "価格は上がった", "🦉🦉", "nul \0 inside", "two\r\nlines\n",
                        "x" * 125, "y" * 126]:
            await ws.send(message)
            await ws.recv()


@scenario("client: aiohttp {aiohttp}; server: aiohttp {aiohttp}")
async def binary(stage: Stage) -> None:
    """One connection, uncompressed, binary messages echoed: 0, 1, 125, 126, 127, 1,000 and 20,000 bytes, so that the 7-bit
    and the 16-bit length forms occur in both directions; and one that looks like text but is not."""

    async def answer(request: aiohttp.web.Request) -> aiohttp.web.WebSocketResponse:
        ws = aiohttp.web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        async for message in ws:
            await ws.send_bytes(message.data)
        return ws

    address = await stage.aiohttp_server(aiohttp.web.get("/bytes", answer))
    async with aiohttp.ClientSession() as session, session.ws_connect(address + "/bytes") as ws:
        for message in [*map(stage.random.randbytes, (0, 1, 125, 126, 127, 1000, 20000)), b'{"looks": "like text"}']:
            await ws.send_bytes(message)
            await ws.receive_bytes()


@scenario("client: websockets {websockets}; server: websockets {websockets}")
async def fragments(stage: Stage) -> None:
    """Messages in fragments, in both directions, with pings between the fragments (and so pongs between the fragments of
    the other side). Characters are cut by fragment borders; there are empty fragments at the start, in the middle and
    at the end; while the client is in the middle of a message, the server begins and ends one."""
    received: asyncio.Queue = asyncio.Queue()

    async def answer(ws) -> None:
        async for message in ws:
            whole = message if isinstance(message, bytes) else message.encode()

            async def pieces():
                yield whole[: len(whole) // 2]
                await (await ws.ping(b"server " + whole[:4].hex().encode()))
                yield b""
                yield whole[len(whole) // 2:]

            await ws.send(pieces(), text=isinstance(message, str))
            if message == "meanwhile?":
                await received.get()

    async def cut(ws, whole: bytes, *borders: int):
        """Fragments of `whole`, a ping that is waited for before each but the first."""
        for number, (start, end) in enumerate(zip((0, *borders), (*borders, len(whole)))):
            if number:
                await (await ws.ping(f"between {number}".encode()))
            yield whole[start:end]

    address = await stage.websockets_server(answer)
    async with client(address + "/fragments") as ws:
        word = "Grüße, 再见, 🦉".encode()
        await ws.send(cut(ws, word, 3, 10, 18), text=True)
        await ws.recv()
        await ws.send(cut(ws, stage.random.randbytes(600), 0, 126, 126, 400))
        await ws.recv()
        await ws.send(cut(ws, b"ends with nothing", 5, 17), text=True)
        await ws.recv()

        async def both_at_once():
            yield "the client is "
            await ws.ping(b"not waited for")
            yield "in the middle, "
            received.put_nowait(None)
            yield "and so is the server"

        await ws.send("meanwhile?")
        await ws.send(both_at_once())
        await ws.recv()
        await ws.recv()


@scenario("client: websockets {websockets}; server: websockets {websockets}")
async def deflate_takeover(stage: Stage) -> None:
    """permessage-deflate with context takeover in both directions and windows of 15 bits: every message refers to the
    ones before it. Thirty JSON texts and their echoes, a binary message of zeros, an empty message, and one message
    that is compressed and fragmented, with a ping inside."""
    address = await stage.websockets_server(echo, extensions=[ServerPerMessageDeflateFactory()])
    async with client(address + "/market", extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)]) as ws:
        for message in [*orders(stage.random, 30), bytes(5000), ""]:
            await ws.send(message)
            await ws.recv()

        async def pieces():
            for piece in orders(random.Random(1), 4):
                yield piece
                await (await ws.ping(b"inside"))

        await ws.send(pieces())
        await ws.recv()


@scenario("client: websockets {websockets}; server: websockets {websockets}; and client: aiohttp {aiohttp}")
async def deflate_no_takeover(stage: Stage) -> None:
    """permessage-deflate with client_no_context_takeover and server_no_context_takeover: each message stands alone. The
    second connection has takeover in the direction from the client only (server_no_context_takeover)."""
    strict = ServerPerMessageDeflateFactory(server_no_context_takeover=True, client_no_context_takeover=True)
    address = await stage.websockets_server(echo, extensions=[strict])
    offer = ClientPerMessageDeflateFactory(server_no_context_takeover=True, client_no_context_takeover=True)
    half = await stage.websockets_server(echo, extensions=[ServerPerMessageDeflateFactory(server_no_context_takeover=True)])
    async with client(address + "/alone", extensions=[offer]) as ws:
        for message in orders(stage.random, 12):
            await ws.send(message)
            await ws.recv()
    async with aiohttp.ClientSession() as session, session.ws_connect(half + "/half", compress=15) as ws:
        for message in orders(stage.random, 12):
            await ws.send_str(message)
            await ws.receive_str()


@scenario("client: websockets {websockets}; server: websockets {websockets}")
async def deflate_windows(stage: Stage) -> None:
    """permessage-deflate with small windows: four connections, whose server and client windows are 9 and 12, 10 and 11, 11
    and 10, 12 and 9 bits. The messages are longer than the windows and repeat at distances inside and outside of them."""
    for bits in (9, 10, 11, 12):
        other = 21 - bits
        address = await stage.websockets_server(
            echo, extensions=[ServerPerMessageDeflateFactory(server_max_window_bits=bits, client_max_window_bits=other)])
        offer = ClientPerMessageDeflateFactory(server_max_window_bits=bits, client_max_window_bits=other)
        async with client(f"{address}/window/{bits}", extensions=[offer]) as ws:
            far = "".join(orders(stage.random, 60))
            for message in [far[:300], far, far[2000:2600], far[:4500]]:
                await ws.send(message)
                await ws.recv()


@scenario("client: a script of sockets and zlib; server: websockets {websockets}")
async def deflate_mixed(stage: Stage) -> None:
    """permessage-deflate where the client compresses some messages and others not, in one shared context: the uncompressed
    ones leave it alone. Also an empty compressed message of the single byte 00, a compressed message cut into
    frames of one byte, and a stored block."""
    address = await stage.websockets_server(echo, extensions=[ServerPerMessageDeflateFactory()])
    peer = await Peer.join(address)
    await peer.ask_handshake("/mixed", "Sec-WebSocket-Extensions: permessage-deflate\r\n")
    shared = zlib.compressobj(9, zlib.DEFLATED, -15)

    def compressed(message: str) -> bytes:
        return (shared.compress(message.encode()) + shared.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\0\0\xff\xff")

    stored = zlib.compressobj(0, zlib.DEFLATED, -15)
    stored_block = (stored.compress(b"stored as it is") + stored.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\0\0\xff\xff")
    first, second, third, fourth = map(compressed, orders(stage.random, 4))
    for wire in [frame(TEXT, first, rsv=4, mask=MASK), frame(TEXT, b"plain between", mask=MASK),
                 frame(TEXT, second, rsv=4, mask=MASK), frame(TEXT, b"\0", rsv=4, mask=MASK),
                 frame(TEXT, third, rsv=4, mask=MASK),
                 b"".join(frame(TEXT if at == 0 else CONTINUATION, fourth[at:at + 1], fin=at == len(fourth) - 1,
                                rsv=4 if at == 0 else 0, mask=MASK) for at in range(len(fourth))),
                 frame(BINARY, stored_block, rsv=4, mask=MASK)]:
        await peer.send(wire)
        await peer.read_frame()
    await peer.send(frame(CLOSE, close_body(1000), mask=MASK))
    await peer.read_to_end()
    await peer.leave()


@scenario("client: wsproto {wsproto} over sockets, answering pings when it likes; server: websockets {websockets}", as_pcap=True)
async def pings(stage: Stage) -> None:
    """Heartbeats with a changing round-trip time: the server pings, the client answers after 0, 2, 10, 30, 5 and 0 ms. Then
    a ping that is never answered, two pings of which only the second is answered, an unsolicited pong, an empty
    ping, and pings by the client that are answered at once. Recorded as pcap with nanoseconds."""
    done = asyncio.Event()

    async def heartbeat(ws) -> None:
        for number in range(6):
            await (await ws.ping(f"beat {number}".encode()))
        await ws.ping(b"into the void")
        await ws.ping(b"skipped")
        await (await ws.ping(b"answered"))
        await (await ws.ping(b""))
        await ws.send("your turn")
        with contextlib.suppress(ConnectionClosed):
            async for _ in ws:
                pass
        done.set()

    address = await stage.websockets_server(heartbeat)
    machine = wsproto.WSConnection(wsproto.ConnectionType.CLIENT)
    peer = await Peer.join(address)
    host = address.removeprefix("ws://")
    peer.writer.write(machine.send(wsproto.events.Request(host=host, target="/heartbeat")))
    delays = iter((0, 0.002, 0.010, 0.030, 0.005, 0))
    answered = 0
    open_still = True
    while open_still:
        machine.receive_data(await peer.reader.read(65536) or None)
        for event in machine.events():
            if isinstance(event, wsproto.events.Ping):
                if bytes(event.payload) in (b"into the void", b"skipped"):
                    continue
                if delay := next(delays, 0):
                    await asyncio.sleep(delay)
                peer.writer.write(machine.send(event.response()))
            elif isinstance(event, wsproto.events.TextMessage):
                peer.writer.write(machine.send(wsproto.events.Pong(payload=b"nobody asked")))
                peer.writer.write(machine.send(wsproto.events.Ping(payload=b"client 0")))
            elif isinstance(event, wsproto.events.Pong):
                answered += 1
                peer.writer.write(machine.send(wsproto.events.Ping(payload=f"client {answered}".encode())
                                               if answered < 3 else wsproto.events.CloseConnection(code=1000, reason="enough")))
            elif isinstance(event, wsproto.events.CloseConnection):
                open_still = False
    await peer.leave()
    await done.wait()


@scenario("clients: websockets {websockets}, and a script of sockets; servers: websockets {websockets}, and a script of sockets")
async def closes(stage: Stage) -> None:
    """One connection for each end, in this order: 1000 by the client; 1001 by the server; 4321 with a reason in UTF-8; an
    empty Close body; 1011 after an error of the server; a Close that only the client sends; a Close that only the server
    sends; RST; FIN without Close; a message after the client's Close; both sides close at once. The path names each."""

    async def answer(ws) -> None:
        path = ws.request.path
        await ws.send(f"welcome to {path}")
        if path == "/server-1001":
            await ws.close(1001, "going away")
        elif path == "/server-error":
            raise RuntimeError("an error on purpose")
        else:
            with contextlib.suppress(ConnectionClosed):
                await echo(ws)

    address = await stage.websockets_server(answer)
    for path, code, reason in [("/client-1000", 1000, ""), ("/server-1001", None, ""), ("/client-4321", 4321, "Grüße, 再见")]:
        async with client(address + path) as ws:
            await ws.recv()
            if code:
                await ws.close(code, reason)
            await ws.wait_closed()

    async def scripted(path: str, *last: bytes, at: str = address) -> Peer:
        peer = await Peer.join(at)
        await peer.ask_handshake(path)
        await peer.read_frame()
        await peer.send(*last)
        return peer

    peer = await scripted("/empty-close", frame(CLOSE, mask=MASK))
    await peer.read_to_end()
    await peer.leave()
    async with client(address + "/server-error") as ws:
        await ws.recv()
        await ws.wait_closed()

    async def rude(peer: Peer) -> None:
        await peer.send(frame(TEXT, b"welcome to a rude server"))
        _, wish = await peer.read_frame()
        if wish == b"close first":
            await peer.send(frame(CLOSE, close_body(1000, "closing alone")))
            await peer.read_to_end()
        elif wish == b"close together":
            await peer.send(frame(CLOSE, close_body(1000, "server")))
            await peer.read_frame()

    other = await stage.plain_server(rude)
    peer = await scripted("/only-client", frame(CLOSE, close_body(1000, "leaving alone"), mask=MASK), at=other)
    await peer.read_to_end()
    await peer.leave()
    peer = await scripted("/only-server", frame(TEXT, b"close first", mask=MASK), at=other)
    await peer.read_frame()
    await peer.leave()
    peer = await scripted("/reset", frame(TEXT, b"before the reset", mask=MASK))
    await peer.read_frame()
    peer.reset()
    peer = await scripted("/fin", frame(TEXT, b"before the end", mask=MASK))
    await peer.read_frame()
    await peer.leave()
    peer = await scripted("/after-close", frame(CLOSE, close_body(1000), mask=MASK) + frame(TEXT, b"too late", mask=MASK))
    await peer.read_to_end()
    await peer.leave()
    peer = await scripted("/together", frame(TEXT, b"close together", mask=MASK) + frame(CLOSE, close_body(1001, "client"), mask=MASK), at=other)
    await peer.read_to_end()
    await peer.leave()


@scenario("client: websocket-client {websocket-client}; server: websockets {websockets}", as_pcap=True)
async def ipv6(stage: Stage) -> None:
    """A connection over ::1, its Host in brackets. Recorded as pcap with nanoseconds."""
    address = await stage.websockets_server(echo, host="::1")

    def talk() -> None:
        ws = websocket.create_connection(address + "/six", timeout=PATIENCE)
        for message in ("over six", "über sechs"):
            ws.send(message)
            ws.recv()
        ws.send_binary(stage.random.randbytes(300))
        ws.recv()
        ws.close(1000, b"done")

    await asyncio.to_thread(talk)


@scenario("clients: http.client of Python {python} with wsproto {wsproto}, websocket-client {websocket-client}; server: aiohttp {aiohttp}")
async def refused(stage: Stage) -> None:
    """One TCP connection with three attempts to upgrade: 403 with a body, 426 for a version that does not exist, then 101 and
    messages. A second TCP connection with a 403 alone, by another client."""

    async def answer(request: aiohttp.web.Request) -> aiohttp.web.StreamResponse:
        if "token" not in request.query:
            return aiohttp.web.Response(status=403, text="a token is needed\n")
        if request.headers.get("Sec-WebSocket-Version") != "13":
            return aiohttp.web.Response(status=426, headers={"Sec-WebSocket-Version": "13"}, text="speak version 13\n")
        ws = aiohttp.web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        async for message in ws:
            await ws.send_str(message.data)
        return ws

    address = await stage.aiohttp_server(aiohttp.web.get("/door", answer))
    host, port = address.removeprefix("ws://").split(":")

    def talk() -> None:
        connection = http.client.HTTPConnection(host, int(port), timeout=PATIENCE)
        fields = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": base64.b64encode(b"sixteen bytes ok").decode()}
        for path, version in (("/door", "13"), ("/door?token=7", "99")):
            connection.request("GET", path, headers=fields | {"Sec-WebSocket-Version": version})
            connection.getresponse().read()
        machine = wsproto.WSConnection(wsproto.ConnectionType.CLIENT)
        connection.sock.sendall(machine.send(wsproto.events.Request(host=f"{host}:{port}", target="/door?token=7")))
        replies = iter([wsproto.events.TextMessage("in at last"), wsproto.events.CloseConnection(1000, "and out")])
        over = False
        while not over:
            machine.receive_data(connection.sock.recv(65536) or None)
            for event in machine.events():
                if isinstance(event, wsproto.events.CloseConnection):
                    over = True
                else:
                    connection.sock.sendall(machine.send(next(replies)))
        connection.close()
        with contextlib.suppress(websocket.WebSocketBadStatusException):
            websocket.create_connection(address + "/door", timeout=PATIENCE)

    await asyncio.to_thread(talk)


@scenario("clients: websockets {websockets} and aiohttp {aiohttp}; server: websockets {websockets}")
async def many(stage: Stage) -> None:
    """Thirty connections open at the same time, their messages interleaved: every third compressed, every fifth by aiohttp.
    They begin and end in different orders."""
    address = await stage.websockets_server(echo, extensions=[ServerPerMessageDeflateFactory()])
    async with contextlib.AsyncExitStack() as everything:
        session = await everything.enter_async_context(aiohttp.ClientSession())
        talkers = []
        for number in range(30):
            path = f"{address}/client/{number}"
            if number % 5 == 4:
                ws = await session.ws_connect(path, compress=15 if number % 3 == 0 else 0)
                talkers.append((number, ws.send_str, ws.receive_str, ws.close))
            else:
                offers = [ClientPerMessageDeflateFactory()] if number % 3 == 0 else None
                ws = await connect(path, proxy=None, ping_interval=None, compression=None, extensions=offers)
                talkers.append((number, ws.send, ws.recv, ws.close))
        for turn in range(6):
            stage.random.shuffle(talkers)
            for number, send, _, _ in talkers:
                await send(f"client {number}, turn {turn}, " + "tick " * (number % 4))
            for _, _, receive, _ in talkers:
                await receive()
        stage.random.shuffle(talkers)
        for *_, close in talkers:
            await close()


@scenario("client: aiohttp {aiohttp}; server: aiohttp {aiohttp}")
async def polling(stage: Stage) -> None:
    """HTTP long polling in the manner of Socket.IO, and then the upgrade, all on one TCP connection: GET answered with
    Content-Length, POST with a body, a chunked answer, a 304 without a body, a HEAD; then 101 and Engine.IO packets as
    texts. Only the upgrade is a WebSocket connection."""

    async def poll(request: aiohttp.web.Request) -> aiohttp.web.StreamResponse:
        if request.query["transport"] == "websocket":
            ws = aiohttp.web.WebSocketResponse(compress=False)
            await ws.prepare(request)
            async for message in ws:
                await ws.send_str({"2probe": "3probe"}.get(message.data, "42" + json.dumps(["echo", message.data])))
            return ws
        if request.headers.get("If-None-Match"):
            return aiohttp.web.Response(status=304)
        if "sid" not in request.query:
            return aiohttp.web.Response(text='0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}')
        response = aiohttp.web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        for piece in (b'40{"sid":"wZX3oN0bSVIhsaknAAAI"}', b"\x1e", b'42["hello"]'):
            await response.write(piece)
        await response.write_eof()
        return response

    async def post(request: aiohttp.web.Request) -> aiohttp.web.Response:
        await request.read()
        return aiohttp.web.Response(text="ok")

    address = await stage.aiohttp_server(aiohttp.web.get("/socket.io/", poll), aiohttp.web.post("/socket.io/", post))
    base = address.replace("ws://", "http://") + "/socket.io/?EIO=4&transport="
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session:
        async def ask(method: str, more: str = "", **options) -> None:
            async with session.request(method, base + "polling" + more, **options) as response:
                await response.read()

        sid = "&sid=lv_VI97HAXpY6yYWAAAC"
        await ask("GET")
        await ask("POST", sid, data=b"40")
        await ask("GET", sid)
        await ask("GET", headers={"If-None-Match": '"7"'})
        await ask("HEAD")
        async with session.ws_connect(base.replace("http://", "ws://") + "websocket" + sid, compress=0) as ws:
            for packet in ("2probe", '42["message","hello"]'):
                await ws.send_str(packet)
                await ws.receive_str()
            await ws.send_str("5")
            await ws.receive_str()


@scenario("client: websockets {websockets}; server: websockets {websockets}")
async def big(stage: Stage) -> None:
    """A text of 70,000 bytes from the client and a binary message of 66,000 from the server, each in one frame, so that the
    64-bit length form occurs masked and unmasked, over several segments."""

    async def answer(ws) -> None:
        await ws.recv()
        await ws.send(stage.random.randbytes(66000))
        await ws.wait_closed()

    address = await stage.websockets_server(answer)
    async with client(address + "/big") as ws:
        await ws.send("0123456789 grün " * 4117 + "the end ok.")
        await ws.recv()


@scenario("client and server: scripts of sockets that validate nothing")
async def violations(stage: Stage) -> None:
    """One connection for each broken law, named by its path. From the client: an unmasked frame, a reserved opcode (data and
    control), RSV2, RSV1 without an extension, a Close body of one byte, a Close code that must not be sent, a Close reason
    that is not UTF-8, lengths in 16 and 64 bits that 7 bits would hold, a ping of 130 bytes, a ping without FIN, text
    that is not UTF-8, text whose last character is cut, a continuation of nothing, a mask of zeros (allowed, but seen).
    From the server: a masked frame. After each, both sides still close cleanly, except where Close is what is wrong."""

    async def listener(peer: Peer) -> None:
        await peer.send(frame(TEXT, b"go on", mask=b"\x01\x02\x03\x04" if b" /masked-server " in peer.key else None))
        while True:
            opcode, payload = await peer.read_frame()
            if opcode == CLOSE:
                await peer.send(frame(CLOSE, payload if len(payload) > 1 else b""))
                return

    listening = stage.listen()
    address = url(listening)

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, writer)
        peer.key = await peer.answer_handshake()
        await listener(peer)
        await peer.leave()

    server = await asyncio.start_server(accept, sock=listening)
    stage.cleanup.push_async_callback(server.wait_closed)
    stage.cleanup.callback(server.close)
    goodbye = frame(CLOSE, close_body(1000), mask=MASK)
    for path, wire in {
        "/unmasked-client": frame(TEXT, b"no mask") + goodbye,
        "/reserved-data-opcode": frame(3, b"what is three?", mask=MASK) + goodbye,
        "/reserved-control-opcode": frame(11, b"what is eleven?", mask=MASK) + goodbye,
        "/rsv2": frame(TEXT, b"second bit", rsv=2, mask=MASK) + goodbye,
        "/rsv1": frame(BINARY, b"first bit, nothing agreed", rsv=4, mask=MASK) + goodbye,
        "/close-of-one-byte": frame(CLOSE, b"\x03", mask=MASK),
        "/close-1006": frame(CLOSE, close_body(1006, "never on the wire"), mask=MASK),
        "/close-reason-not-utf8": frame(CLOSE, close_body(1000) + b"caf\xe9", mask=MASK),
        "/length-16-for-5": frame(TEXT, b"short", length_form=16, mask=MASK) + goodbye,
        "/length-64-for-5": frame(TEXT, b"short", length_form=64, mask=MASK) + goodbye,
        "/length-64-for-200": frame(BINARY, bytes(200), length_form=64, mask=MASK) + goodbye,
        "/ping-of-130": frame(PING, b"p" * 130, mask=MASK) + goodbye,
        "/ping-without-fin": frame(PING, b"unfinished", fin=False, mask=MASK) + goodbye,
        "/text-not-utf8": frame(TEXT, b"caf\xe9 au lait", mask=MASK) + goodbye,
        "/text-cut": frame(TEXT, "Grüß".encode()[:-1], mask=MASK) + goodbye,
        "/continuation-of-nothing": frame(CONTINUATION, b"and then?", mask=MASK) + goodbye,
        "/mask-of-zeros": frame(TEXT, b"plain to see", mask=bytes(4)) + goodbye,
        "/masked-server": goodbye,
    }.items():
        peer = await Peer.join(address)
        await peer.ask_handshake(path)
        await peer.read_frame()
        await peer.send(wire)
        await peer.read_to_end()
        await peer.leave()


@scenario("clients: scripts of sockets; servers: websockets {websockets}, and a script of sockets")
async def segments(stage: Stage) -> None:
    """Frames and segments that do not match. First connection: the client sends two frames in the segment of its request,
    before any answer. Second: the server's first frame is in the segment of its 101. Third: the client's request and
    frames come byte by byte. Fourth: twenty frames in one segment, the last of which ends in the next one."""
    address = await stage.websockets_server(echo)

    async def finish(peer: Peer, count: int) -> None:
        for _ in range(count):
            await peer.read_frame()
        await peer.send(frame(CLOSE, close_body(1000), mask=MASK))
        await peer.read_to_end()
        await peer.leave()

    early = await Peer.join(address)
    await early.ask_handshake("/early", behind=frame(TEXT, b"cannot wait", mask=MASK) + frame(TEXT, b"nor this", mask=MASK))
    await finish(early, 2)

    async def hasty(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, writer)
        await peer.answer_handshake(behind=frame(TEXT, b"here already") + frame(PING, b"and a ping"))
        await peer.read_frame()
        await peer.read_frame()
        await peer.send(frame(CLOSE, close_body(1000)))
        await peer.leave()

    listening = stage.listen()
    server = await asyncio.start_server(hasty, sock=listening)
    stage.cleanup.push_async_callback(server.wait_closed)
    stage.cleanup.callback(server.close)
    peer = await Peer.join(url(listening))
    await peer.ask_handshake("/hasty")
    _, question = await peer.read_frame(), await peer.read_frame()
    await peer.send(frame(PONG, question[1], mask=MASK), frame(CLOSE, close_body(1000), mask=MASK))
    await peer.read_to_end()
    await peer.leave()

    slow = await Peer.join(address)
    request = slow.request("/slow")
    await slow.send(*(request[at:at + 1] for at in range(len(request))))
    await slow.reader.readuntil(b"\r\n\r\n")
    wire = frame(TEXT, b"drop by drop", mask=MASK) + frame(BINARY, bytes(130), mask=MASK)
    await slow.send(*(wire[at:at + 1] for at in range(len(wire))))
    await finish(slow, 2)

    packed = await Peer.join(address)
    await packed.ask_handshake("/packed")
    wire = b"".join(frame(TEXT, f"number {number}".encode(), mask=MASK) for number in range(20))
    await packed.send(wire[:-3], wire[-3:])
    await finish(packed, 20)


@scenario("clients: a script of sockets; server: websockets {websockets}", left_open=True)
async def unfinished(stage: Stage) -> None:
    """The recording ends while both connections are open. On the first nothing is missing; on the second the client is in
    the middle of a fragmented message, and in the middle of a frame."""
    address = await stage.websockets_server(echo)
    for path, wire in (("/quiet", b""), ("/speaking", frame(TEXT, b"never ", fin=False, mask=MASK) + frame(CONTINUATION, b"finished", mask=MASK)[:9])):
        peer = await Peer.join(address)
        await peer.ask_handshake(path)
        await peer.send(frame(TEXT, b"hello", mask=MASK))
        await peer.read_frame()
        await peer.send(wire)
        stage.cleanup.push_async_callback(peer.leave)


@scenario("client: websockets {websockets}; server: websockets {websockets}", late=True)
async def midstream(stage: Stage) -> None:
    """The recording begins when the connection is already open: no SYN, no handshake, only frames, uncompressed."""
    address = await stage.websockets_server(echo)
    async with client(address + "/late") as ws:
        await ws.send("not recorded")
        await ws.recv()
        await asyncio.to_thread(stage.recording.start)
        for message in [*orders(stage.random, 8), stage.random.randbytes(200)]:
            await ws.send(message)
            await ws.recv()
        await (await ws.ping(b"still there?"))


# Making them


async def play(entry: Scenario) -> Recording:
    stage = Stage(entry)
    if not entry.late:
        stage.recording.start()
    async with asyncio.timeout(60):
        await entry.play(stage)
        if entry.left_open:
            await asyncio.to_thread(stage.recording.finish, True)
            await stage.cleanup.aclose()
            return stage.recording
        await stage.cleanup.aclose()
        await asyncio.to_thread(stage.recording.finish, False)
    return stage.recording


def versions() -> dict[str, str]:
    packages = ("aiohttp", "websocket-client", "websockets", "wsproto")
    return {name: importlib.metadata.version(name) for name in packages} | {"python": platform.python_version()}


def origin(entry: Scenario, recording: Recording, file: pathlib.Path) -> str:
    tool = subprocess.run(["tcpdump", "--version"], capture_output=True, text=True)
    tcpdump = (tool.stdout + tool.stderr).splitlines()[0].removeprefix("tcpdump version ")
    talkers = entry.talkers.format_map(versions())
    kept = "kept as it is (pcap, nanoseconds)" if entry.as_pcap else "converted with `editcap -F pcapng`"
    return (f"# {entry.name}\n\nWho talked: {talkers}; Python {platform.python_version()}, on loopback.\n\n"
            f"How it was made: `python3 Captures/make.py {entry.name}` (see there), which records with tcpdump {tcpdump} on `lo`, "
            f"then {kept}. {len(recording.records)} packets in `{file.name}`.\n\n## What to look for\n\n{entry.look_for}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print the names of the captures")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    if options.list:
        print("\n".join(SCENARIOS))
        return
    if unknown := set(options.names) - set(SCENARIOS):
        parser.error(f"no such capture: {', '.join(sorted(unknown))}; --list prints the names")
    logging.getLogger("websockets").setLevel(logging.CRITICAL)  # its servers meet errors on purpose
    for name in options.names or SCENARIOS:
        entry = SCENARIOS[name]
        recording = asyncio.run(play(entry))
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        file = folder / ("capture.pcap" if entry.as_pcap else "capture.pcapng")
        recording.save(file, entry.as_pcap)
        (folder / "ORIGIN.md").write_text(origin(entry, recording, file))
        print(f"{name}: {len(recording.records)} packets, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
