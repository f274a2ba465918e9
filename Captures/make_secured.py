#!/usr/bin/env python3
"""Makes the captures with TLS and HTTP/2 of this folder again, without a network (see wire.py).

usage: make_secured.py [NAME...]        all of them without a name; --list prints the names

Needs OpenSSL 3 (libssl and the `openssl` command), and the package h2 of requirements.txt.

Every capture is NAME/capture.pcapng beside its keys.log, an ORIGIN.md, and sent.jsonl: what the peers sent and should be
seen, message by message, which expected.jsonl is tested against. Keys, randoms and so ciphertexts are new each time.
"""

from __future__ import annotations

import argparse
import base64
import ctypes
import json
import pathlib
import ssl
import struct
import zlib
from collections.abc import Callable

import h2.config
import h2.connection
import h2.settings

from wire import (CLIENT, CLIENT_RENEGOTIATION, DIRECTIONS, NO_ENCRYPT_THEN_MAC, NO_EXTENDED_MASTER_SECRET, NO_TICKET,
                  SERVER, Capture, Connection, Context, Identity, Secured, library)

HERE = pathlib.Path(__file__).resolve().parent
MASK = bytes.fromhex("37fa213d")
NAMES = {1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
TLS12, TLS13 = 0x0303, 0x0304
SCENARIOS: dict[str, Callable[[Stage], None]] = {}


def scenario(play: Callable[[Stage], None]) -> Callable[[Stage], None]:
    SCENARIOS[play.__name__.replace("_", "-")] = play
    return play


class Stage:
    """A capture in the making, its key logs, and what was sent."""

    def __init__(self) -> None:
        self.capture, self.identity = Capture(), Identity()
        self.contexts: list[Context] = []
        self.sent: list[dict] = []

    def context(self, *arguments, **options) -> Context:
        self.contexts.append(Context(self.identity, *arguments, **options))
        return self.contexts[-1]

    def connect(self, context: Context, cut: int = 1_400, **options) -> Secured:
        return Secured(Connection(self.capture, cut=cut), context, **options)

    def talk(self, transport, path: str, **options) -> Conversation:
        return Conversation(self, transport, path, **options)


def frame(opcode: int, payload: bytes, side: str, fin: bool = True, rsv: int = 0) -> bytes:
    size = len(payload)
    short = size if size < 126 else 126 if size < 65_536 else 127
    head = bytes((fin << 7 | rsv << 4 | opcode, (side == CLIENT) << 7 | short))
    head += {126: struct.pack(">H", size & 0xFFFF), 127: struct.pack(">Q", size)}.get(short, b"")
    if side == SERVER:
        return head + payload
    return head + MASK + bytes(byte ^ MASK[index % 4] for index, byte in enumerate(payload))


class Conversation:
    """A WebSocket connection over whatever has `send`. What is said is noted as sent, unless it is `unseen`."""

    def __init__(self, stage: Stage, transport, path: str, deflate: bool = False, upgrade: bool = True) -> None:
        self.stage, self.transport, self.path = stage, transport, path
        self.deflaters = {side: zlib.compressobj(wbits=-15) for side in DIRECTIONS} if deflate else None
        if upgrade:
            extension = "Sec-WebSocket-Extensions: permessage-deflate\r\n" if deflate else ""
            transport.send(CLIENT, self.request(path, extension))
            transport.send(SERVER, self.response(extension))

    @staticmethod
    def request(path: str, extension: str = "") -> bytes:
        return (f"GET {path} HTTP/1.1\r\nHost: wscope.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{extension}\r\n").encode()

    @staticmethod
    def response(extension: str = "") -> bytes:
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n{extension}\r\n").encode()

    def note(self, side: str, opcode: int, payload: bytes) -> None:
        self.stage.sent.append({"path": self.path, "from": side, "opcode": NAMES[opcode],
                                "base64": base64.b64encode(payload).decode()})

    def say(self, side: str, payload: bytes | str, opcode: int | None = None, unseen: bool = False) -> None:
        opcode = opcode or (1 if isinstance(payload, str) else 2)
        payload = payload.encode() if isinstance(payload, str) else payload
        if not unseen:
            self.note(side, opcode, payload)
        if self.deflaters and opcode < 8:
            packed = self.deflaters[side].compress(payload) + self.deflaters[side].flush(zlib.Z_SYNC_FLUSH)
            self.transport.send(side, frame(opcode, packed[:-4], side, rsv=4))
        else:
            self.transport.send(side, frame(opcode, payload, side))

    def fragments(self, side: str, *parts: bytes) -> None:
        self.note(side, 2, b"".join(parts))
        for index, part in enumerate(parts):
            self.transport.send(side, frame(0 if index else 2, part, side, fin=index + 1 == len(parts)))

    def beat(self, side: str, payload: bytes) -> None:
        self.say(side, payload, 9)
        self.say(SERVER if side == CLIENT else CLIENT, payload, 10)

    def chat(self, count: int = 3) -> None:
        for number in range(count):
            self.say(CLIENT, f"question {number} of {self.path}")
            self.say(SERVER, json.dumps({"answer": number, "text": "é" * number}, ensure_ascii=False))

    def close(self, code: int = 1000) -> None:
        for side in DIRECTIONS:
            self.say(side, struct.pack(">H", code), 8)
        self.transport.finish()

    def whole(self, largest: int = 1_000) -> None:
        """A bit of everything."""
        self.chat()
        self.say(CLIENT, bytes(range(256)))
        self.say(SERVER, b"z" * largest)
        self.fragments(CLIENT, b"one ", b"", b"two")
        self.beat(SERVER, b"still there?")
        self.close()


# The captures


@scenario
def tls13(stage: Stage) -> None:
    """TLS 1.3 with each of its cipher suites, ALPN http/1.1; the second connection is compressed."""
    for number, suite in enumerate(("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")):
        context = stage.context(TLS13, suite, protocol=b"http/1.1")
        stage.talk(stage.connect(context), f"/{suite}", deflate=number == 1).whole(20_000)


@scenario
def tls12(stage: Stage) -> None:
    """TLS 1.2 with GCM and ChaCha20-Poly1305, the last connection without extended master secret."""
    for suite, options in (("ECDHE-RSA-AES128-GCM-SHA256", 0), ("ECDHE-RSA-AES256-GCM-SHA384", 0),
                           ("ECDHE-RSA-CHACHA20-POLY1305", 0), ("AES128-GCM-SHA256", NO_EXTENDED_MASTER_SECRET)):
        stage.talk(stage.connect(stage.context(TLS12, suite, options)), f"/{suite}").whole()


@scenario
def tls12_cbc(stage: Stage) -> None:
    """TLS 1.2 with AES in CBC mode: with each MAC, once encrypted behind the MAC and once before it."""
    for suite in ("ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384", "AES256-SHA256"):
        for options in (0, NO_ENCRYPT_THEN_MAC):
            stage.talk(stage.connect(stage.context(TLS12, suite, options)), f"/{suite}/{options}").whole()


@scenario
def tls_resumption(stage: Stage) -> None:
    """Sessions that are resumed: TLS 1.2 by ticket and by session id, TLS 1.3 by PSK. Then TLS 1.3 with early data that
    holds the upgrade request, a HelloRetryRequest, and early data that the server refuses since it asks to retry."""
    for version, options, path in ((TLS12, 0, "ticket"), (TLS12, NO_TICKET, "id"), (TLS13, 0, "psk")):
        context = stage.context(version, "", options)
        first = stage.connect(context)
        stage.talk(first, f"/{path}/first").whole()
        second = stage.connect(context, session=first.session())
        assert library.SSL_session_reused(second.peers[CLIENT]) == 1, path
        stage.talk(second, f"/{path}/second").whole()
    context = stage.context(TLS13, early_data=16_384)
    first = stage.connect(context)
    stage.talk(first, "/early/first").whole()
    second = stage.connect(context, session=first.session(), handshake=False)
    early(second, Conversation.request("/early/second"), is_taken=True)
    talk = stage.talk(second, "/early/second", upgrade=False)
    second.send(SERVER, Conversation.response())
    talk.whole()
    retried = stage.context(TLS13, server_groups=b"P-521")
    stage.talk(stage.connect(retried), "/retry").whole()
    refusing = stage.context(TLS13, early_data=16_384)
    first = stage.connect(refusing)
    stage.talk(first, "/refused/first").whole()
    assert library.SSL_CTX_ctrl(refusing.server, 92, 0, b"P-521") == 1
    second = stage.connect(refusing, session=first.session(), handshake=False)
    early(second, Conversation.request("/refused/second"), is_taken=False)
    stage.talk(second, "/refused/second").whole()


def early(connection: Secured, data: bytes, is_taken: bool) -> None:
    """Sends early data, and ends the handshake."""
    written, read = ctypes.c_size_t(), ctypes.c_size_t()
    peers = connection.peers
    assert library.SSL_write_early_data(peers[CLIENT], data, ctypes.c_size_t(len(data)), ctypes.byref(written)) == 1
    connection.flush(CLIENT)
    buffer = ctypes.create_string_buffer(16_384)
    result = library.SSL_read_early_data(peers[SERVER], buffer, ctypes.c_size_t(len(buffer)), ctypes.byref(read))
    assert (result == 1 and buffer.raw[:read.value] == data) == is_taken, result
    connection.flush(SERVER)
    if is_taken:
        library.SSL_do_handshake(peers[CLIENT])
        connection.flush(CLIENT)
        library.SSL_read_early_data(peers[SERVER], buffer, ctypes.c_size_t(len(buffer)), ctypes.byref(read))
    connection.handshake()


@scenario
def tls13_key_update(stage: Stage) -> None:
    """KeyUpdate by either side, asked for and not, and many of them."""
    connection = stage.connect(stage.context(TLS13))
    talk = stage.talk(connection, "/updates")
    for side in DIRECTIONS:
        for requested in (False, True):
            talk.chat(2)
            connection.update_keys(side, requested)
    for _ in range(5):
        connection.update_keys(CLIENT, True)
    talk.whole()


@scenario
def tls_records(stage: Stage) -> None:
    """Records over many segments, a byte each in the first connection; records of 512 bytes, so that handshake messages lie
    over several; padded records; and a segment with many records."""
    stage.talk(stage.connect(stage.context(TLS13), cut=37), "/cut").chat()
    talk = stage.talk(stage.connect(stage.context(TLS12, fragment=512), cut=53), "/tiny")
    talk.whole()
    stage.talk(stage.connect(stage.context(TLS13, fragment=512)), "/tiny13").whole()
    stage.talk(stage.connect(stage.context(TLS13, padding=512)), "/padded").whole()
    connection = stage.connect(stage.context(TLS13))
    talk = stage.talk(connection, "/many")
    held = bytearray()
    wire, connection.wire = connection.wire, Holding(held)
    for number in range(8):
        talk.say(CLIENT, f"record {number}")
    connection.wire = wire
    wire.cut = 60_000
    wire.send(CLIENT, bytes(held))
    talk.close()


class Holding:
    """A wire that gathers what one side sends."""

    def __init__(self, held: bytearray) -> None:
        self.held = held

    def send(self, _: str, data: bytes) -> None:
        self.held += data


@scenario
def tls_lost(stage: Stage) -> None:
    """Segments that were not captured: a whole record, three records, the middle of a large one, and one that hides a
    KeyUpdate, in TLS 1.3; a whole record in TLS 1.2 with GCM, ChaCha20-Poly1305 and CBC. What is lost is not in
    sent.jsonl, and what is found again is."""
    connection = stage.connect(stage.context(TLS13))
    talk = stage.talk(connection, "/one")
    talk.chat()
    lose(talk, connection, 1)
    talk.chat()
    lose(talk, connection, 3)
    talk.whole()
    connection = stage.connect(stage.context(TLS13))
    talk = stage.talk(connection, "/update")
    talk.chat()
    connection.wire.losing = True
    connection.update_keys(CLIENT, False)
    talk.say(CLIENT, "behind the update", unseen=True)
    connection.wire.losing = False
    for number in range(12):
        talk.say(CLIENT, f"number {number} under the new key")
    talk.close()
    for suite in ("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-SHA256"):
        connection = stage.connect(stage.context(TLS12, suite))
        talk = stage.talk(connection, f"/{suite}")
        talk.chat()
        lose(talk, connection, 1)
        for number in range(12):
            talk.say(CLIENT, f"number {number} of twelve")
        talk.close()


def lose(talk: Conversation, connection: Secured, count: int) -> None:
    connection.wire.losing = True
    for number in range(count):
        talk.say(CLIENT, f"nobody saw number {number}", unseen=True)
    connection.wire.losing = False


@scenario
def tls_closed(stage: Stage) -> None:
    """TLS that stays closed, each for its reason: no secret, secrets that do not fit, a handshake that was not captured, a
    handshake that the client refused with an alert, and a cipher suite that is not supported. The last connection
    negotiates anew in its middle, and what is said before is seen."""
    stage.talk(stage.connect(stage.context(TLS13)), "/no-secret").chat()
    stage.contexts.pop()
    context = stage.context(TLS13)
    stage.talk(stage.connect(context), "/wrong-secret").chat()
    context.lines = [line[:-8] + ("00000000" if line[-8:] != "00000000" else "11111111") for line in context.lines]
    context = stage.context(TLS13)
    wire = Connection(stage.capture, is_late=True)
    connection = Secured(wire, context)
    talk = stage.talk(connection, "/late")
    wire.is_late = False
    for number in range(6):
        talk.say(CLIENT, f"late {number}")
    stage.talk(stage.connect(stage.context(TLS12, "AES128-CCM")), "/ccm").chat()
    stage.sent.clear()
    context = stage.context(TLS12, options=CLIENT_RENEGOTIATION)
    connection = stage.connect(context)
    talk = stage.talk(connection, "/anew")
    talk.chat()
    library.SSL_renegotiate(connection.peers[CLIENT])
    for _ in range(3):
        for side in DIRECTIONS:
            library.SSL_do_handshake(connection.peers[side])
            connection.flush(side)
            connection.receive(side)
    seen = list(stage.sent)
    talk.chat()
    stage.sent[:] = seen


# HTTP/2


class Multiplexed:
    """An HTTP/2 connection over a transport, by two state machines of h2."""

    def __init__(self, transport, upgraded: bool = False) -> None:
        self.transport = transport
        self.peers = {}
        for side in DIRECTIONS:
            config = h2.config.H2Configuration(client_side=side == CLIENT, header_encoding=None,
                                               validate_inbound_headers=False)
            self.peers[side] = h2.connection.H2Connection(config)
        self.peers[SERVER].local_settings = h2.settings.Settings(
            client=False, initial_values={h2.settings.SettingCodes.ENABLE_CONNECT_PROTOCOL: 1,
                                          h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: 100})
        if upgraded:
            value = self.peers[CLIENT].initiate_upgrade_connection()
            transport.send(CLIENT, b"GET /plain HTTP/1.1\r\nHost: wscope.example\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                           b"Upgrade: h2c\r\nHTTP2-Settings: " + value + b"\r\n\r\n")
            self.peers[SERVER].initiate_upgrade_connection(value)
            transport.send(SERVER, b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
                           + self.peers[SERVER].data_to_send())
        else:
            for peer in self.peers.values():
                peer.initiate_connection()
        for _ in range(2):
            for side in (SERVER, CLIENT):
                self.flush(side)

    def flush(self, side: str) -> None:
        data = self.peers[side].data_to_send()
        if data:
            self.transport.send(side, data)
            self.peers[SERVER if side == CLIENT else CLIENT].receive_data(data)

    def get(self, path: str, answer: bytes) -> None:
        """An ordinary request."""
        number = self.peers[CLIENT].get_next_available_stream_id()
        self.headers(CLIENT, number, [(":method", "GET"), (":scheme", "https"), (":authority", "wscope.example"),
                                      (":path", path), ("user-agent", "wire")], end=True)
        self.headers(SERVER, number, [(":status", "200"), ("content-type", "text/plain")])
        self.peers[SERVER].send_data(number, answer, end_stream=True)
        self.flush(SERVER)

    def headers(self, side: str, number: int, fields: list, end: bool = False) -> None:
        self.peers[side].send_headers(number, fields, end_stream=end)
        self.flush(side)

    def websocket(self, path: str, status: str = "200", scheme: str = "https", **fields: str) -> Stream:
        number = self.peers[CLIENT].get_next_available_stream_id()
        self.headers(CLIENT, number, [
            (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", scheme), (":path", path),
            (":authority", "wscope.example"), ("sec-websocket-version", "13"),
            *((name.replace("_", "-"), value) for name, value in fields.items())], end=False)
        extra = [(name.replace("_", "-"), value) for name, value in fields.items()] if status == "200" else []
        self.headers(SERVER, number, [(":status", status), *extra], end=status != "200")
        return Stream(self, number)


class Stream:
    """One stream, as a transport."""

    def __init__(self, connection: Multiplexed, number: int) -> None:
        self.connection, self.number = connection, number

    def send(self, side: str, data: bytes, cut: int = 9_000, padding: int | None = None) -> None:
        for start in range(0, len(data), cut):
            self.connection.peers[side].send_data(self.number, data[start:start + cut], pad_length=padding)
            self.connection.flush(side)

    def finish(self) -> None:
        for side in DIRECTIONS:
            self.connection.peers[side].end_stream(self.number)
            self.connection.flush(side)


def multiplex(stage: Stage, connection: Multiplexed, scheme: str) -> None:
    """Two WebSocket streams, interleaved, one of them compressed, beside ordinary requests; a refused one; one that is
    reset; frames of WebSocket cut over DATA frames, and padded ones."""
    connection.get("/before", b"hello")
    chat = stage.talk(connection.websocket("/chat", scheme=scheme), "/chat", upgrade=False)
    market = stage.talk(connection.websocket(
        "/market", scheme=scheme, sec_websocket_extensions="permessage-deflate"), "/market", deflate=True, upgrade=False)
    for number in range(4):
        for talk in (chat, market):
            talk.say(CLIENT, f"question {number} of {talk.path}")
            talk.say(SERVER, json.dumps({"answer": number, "text": "again and again"}))
    connection.get("/between", b"x" * 3_000)
    connection.websocket("/refused", "403", scheme)
    chat.note(CLIENT, 1, b"cut over frames, and padded")
    chat.transport.send(CLIENT, frame(1, b"cut over frames, and padded", CLIENT), cut=5, padding=7)
    chat.say(SERVER, b"z" * 30_000)
    market.beat(SERVER, b"alive")
    gone = stage.talk(connection.websocket("/gone", scheme=scheme), "/gone", upgrade=False)
    gone.say(CLIENT, "soon over")
    connection.peers[SERVER].reset_stream(gone.transport.number)
    connection.flush(SERVER)
    market.close(1001)
    chat.close()
    connection.get("/after", b"bye")


@scenario
def http2(stage: Stage) -> None:
    """HTTP/2 in clear, with prior knowledge."""
    wire = Connection(stage.capture, 80)
    multiplex(stage, Multiplexed(wire), "http")
    wire.finish()


@scenario
def http2_upgrade(stage: Stage) -> None:
    """HTTP/2 in clear, begun by `Upgrade: h2c` of HTTP/1.1."""
    wire = Connection(stage.capture, 80)
    connection = Multiplexed(wire, upgraded=True)
    connection.peers[SERVER].send_headers(1, [(":status", "200")], end_stream=True)
    connection.flush(SERVER)
    multiplex(stage, connection, "http")
    wire.finish()


@scenario
def http2_tls(stage: Stage) -> None:
    """HTTP/2 over TLS 1.3 with ALPN h2. The key log stands in the capture itself, as a Decryption Secrets Block."""
    secured = stage.connect(stage.context(TLS13, protocol=b"h2"))
    multiplex(stage, Multiplexed(secured), "https")
    secured.finish()


@scenario
def http2_lost(stage: Stage) -> None:
    """HTTP/2 in clear with segments that were not captured: a message of one stream, and a request's headers. Streams that
    begin behind it are recognised by their frames."""
    wire = Connection(stage.capture, 80)
    connection = Multiplexed(wire)
    chat = stage.talk(connection.websocket("/chat", scheme="http"), "/chat", upgrade=False)
    chat.chat()
    wire.losing = True
    chat.say(CLIENT, "nobody saw this", unseen=True)
    wire.losing = False
    for number in range(12):
        chat.say(CLIENT, f"number {number} of twelve")
    wire.losing = True
    connection.get("/lost", b"")
    wire.losing = False
    late = stage.talk(connection.websocket("/late", scheme="http"), "/late", upgrade=False)
    late.path = "?"
    for number in range(12):
        late.say(CLIENT, f"unknown {number} of twelve")
        late.say(SERVER, f"unknown answer {number} of twelve")
    chat.close()
    wire.finish()


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
    for name in options.names or SCENARIOS:
        stage = Stage()
        SCENARIOS[name](stage)
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        file = folder / "capture.pcapng"
        key_log = "".join(context.key_log for context in stage.contexts)
        is_inside = name == "http2-tls"
        stage.capture.save(file, key_log if is_inside else "")
        if key_log:
            (folder / "keys.log").write_text(key_log)
        (folder / "sent.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in stage.sent))
        look_for = "\n".join(line.strip() for line in (SCENARIOS[name].__doc__ or "").strip().splitlines())
        (folder / "ORIGIN.md").write_text(
            f"# {name}\n\nWho talked: the state machines of {ssl.OPENSSL_VERSION} and of h2 {h2.__version__}, "
            f"and frames written by a script.\n\nHow it was made: `python3 Captures/make_secured.py {name}` (see there), over "
            f"a wire that exists in the script alone. {len(stage.capture.packets)} packets in `{file.name}`.\n\n"
            f"## What to look for\n\n{look_for}\n")
        print(f"{name}: {len(stage.capture.packets)} packets, {file.stat().st_size} bytes, {len(stage.sent)} messages")


if __name__ == "__main__":
    main()
