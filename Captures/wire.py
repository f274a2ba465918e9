"""A wire without a network: TCP segments with times of their own, written as a capture; and TLS peers that talk over it.

The peers are OpenSSL's own state machines over memory BIOs, so that everything a capture needs can be asked of them: key
updates, early data, renegotiation, tiny records. What they say is theirs; when, and in which segments, is the script's.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import pathlib
import struct
import subprocess
import tempfile

CLIENT, SERVER = "client", "server"
DIRECTIONS = (CLIENT, SERVER)
START = 1_790_000_000_000_000_000  # nanoseconds since 1970


# TCP


class Capture:
    """Packets in the order of their times."""

    def __init__(self) -> None:
        self.clock = START
        self.packets: list[tuple[int, bytes]] = []
        self.connections = 0

    def tick(self, microseconds: int = 250) -> None:
        self.clock += microseconds * 1_000

    def add(self, packet: bytes) -> None:
        self.tick()
        self.packets.append((self.clock, packet))

    def save(self, path: pathlib.Path, key_log: str = "") -> None:
        """Writes a pcapng file, with the key log inside where there is one."""
        blocks = [block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)),
                  block(1, struct.pack("<HHI", 1, 0, 262_144) + struct.pack("<HHB3xHH", 9, 1, 9, 0, 0))]
        if key_log:
            blocks.append(block(10, struct.pack("<II", 0x544C534B, len(key_log)) + padded(key_log.encode())))
        for time, packet in self.packets:
            blocks.append(block(6, struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(packet), len(packet))
                                + padded(packet)))
        path.write_bytes(b"".join(blocks))


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def block(kind: int, body: bytes) -> bytes:
    length = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + length + body + length


def checksum(data: bytes) -> int:
    total = sum(struct.unpack(f">{(len(data) + 1) // 2}H", data + bytes(len(data) % 2)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Connection:
    """One TCP connection between 10.0.0.1 and 10.0.0.2. `cut` is the size of its segments; `lose` names segments of a
    direction, counted from 1, that are sent and not captured."""

    def __init__(self, capture: Capture, port: int = 443, cut: int = 1_400, is_late: bool = False) -> None:
        capture.connections += 1
        self.capture, self.cut = capture, cut
        self.ports = {CLIENT: 40_000 + capture.connections, SERVER: port}
        self.next = {CLIENT: 1_000_000 * capture.connections, SERVER: 0xFFFF_F000 + capture.connections}
        self.is_late, self.losing = is_late, False
        self.segment(CLIENT, 0x02, b"")
        self.segment(SERVER, 0x12, b"")
        self.segment(CLIENT, 0x10, b"")

    def segment(self, side: str, flags: int, data: bytes) -> None:
        other = SERVER if side == CLIENT else CLIENT
        ends = [bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2))]
        source, target = ends if side == CLIENT else reversed(ends)
        acknowledged = self.next[other] if flags & 0x10 else 0
        tcp = struct.pack(">HHIIBBHHH", self.ports[side], self.ports[other], self.next[side] & 0xFFFFFFFF,
                          acknowledged & 0xFFFFFFFF, 0x50, flags, 0xFFFF, 0, 0) + data
        pseudo = source + target + struct.pack(">HH", 6, len(tcp))
        tcp = tcp[:16] + struct.pack(">H", checksum(pseudo + tcp)) + tcp[18:]
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, 6, 0, source, target)
        ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
        if self.losing or self.is_late:
            self.capture.tick()
        else:
            self.capture.add(bytes(12) + b"\x08\x00" + ip + tcp)
        self.next[side] += len(data) + bool(flags & 0x03)

    def send(self, side: str, data: bytes) -> None:
        for start in range(0, len(data), self.cut):
            self.segment(side, 0x18, data[start:start + self.cut])

    def finish(self, *sides: str) -> None:
        for side in sides or DIRECTIONS:
            self.segment(side, 0x11, b"")

    def reset(self, side: str) -> None:
        self.segment(side, 0x14, b"")


# TLS

library = ctypes.CDLL(ctypes.util.find_library("ssl"))
crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
for owner, names in ((library, ("TLS_client_method", "TLS_server_method", "SSL_CTX_new", "SSL_new", "SSL_get1_session")),
                     (crypto, ("BIO_new", "BIO_s_mem"))):
    for name in names:
        getattr(owner, name).restype = ctypes.c_void_p
POINTERS = {"SSL_CTX_new": 1, "SSL_new": 1, "SSL_set_bio": 3, "SSL_do_handshake": 1, "SSL_get1_session": 1}
KEY_LOG_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p)
ALPN_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p),
                                 ctypes.POINTER(ctypes.c_ubyte), ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p)

NO_EXTENDED_MASTER_SECRET, NO_TICKET, NO_ENCRYPT_THEN_MAC = 1 << 0, 1 << 14, 1 << 19
CLIENT_RENEGOTIATION = 1 << 8


def pointer(value):
    return ctypes.c_void_p(value)


class Identity:
    """A certificate for `wscope.example`, and its key."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.certificate, self.key = (str(pathlib.Path(self.folder.name, name)) for name in ("cert.pem", "key.pem"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=not this name",
             "-addext", "subjectAltName=DNS:wscope.example,DNS:*.wscope.example,IP:10.0.0.2", "-keyout", self.key,
             "-out", self.certificate], check=True, stderr=subprocess.PIPE)


class Context:
    """How the peers of connections speak TLS, and the key log that they leave."""

    def __init__(self, identity: Identity, version: int = 0x0304, suites: str = "", options: int = 0,
                 protocol: bytes = b"", early_data: int = 0, padding: int = 0, fragment: int = 0,
                 server_groups: bytes = b"") -> None:
        self.lines: list[str] = []
        self.protocol = protocol
        self.callback = KEY_LOG_CALLBACK(lambda _, line: self.lines.append(line.decode()))
        self.select = ALPN_CALLBACK(self.choose)
        self.client = pointer(library.SSL_CTX_new(pointer(library.TLS_client_method())))
        self.server = pointer(library.SSL_CTX_new(pointer(library.TLS_server_method())))
        for context in (self.client, self.server):
            library.SSL_CTX_ctrl(context, 123, ctypes.c_long(version), None)
            library.SSL_CTX_ctrl(context, 124, ctypes.c_long(version), None)
            library.SSL_CTX_set_options(context, ctypes.c_uint64(options))
            library.SSL_CTX_set_keylog_callback(context, self.callback if context is self.client else None)
            if fragment:
                library.SSL_CTX_ctrl(context, 52, ctypes.c_long(fragment), None)
            if padding:
                library.SSL_CTX_set_block_padding(context, ctypes.c_size_t(padding))
            if suites:
                setter = library.SSL_CTX_set_ciphersuites if version == 0x0304 else library.SSL_CTX_set_cipher_list
                assert setter(context, suites.encode()) == 1, suites
        assert library.SSL_CTX_use_certificate_file(self.server, identity.certificate.encode(), 1) == 1
        assert library.SSL_CTX_use_PrivateKey_file(self.server, identity.key.encode(), 1) == 1
        library.SSL_CTX_set_alpn_select_cb(self.server, self.select, None)
        library.SSL_CTX_set_session_id_context(self.server, b"wire", 4)
        if early_data:
            library.SSL_CTX_set_max_early_data(self.server, ctypes.c_uint32(early_data))
        if server_groups:
            assert library.SSL_CTX_ctrl(self.server, 92, 0, server_groups) == 1

    def choose(self, _, output, length, offered, count, __) -> int:
        if not self.protocol:
            return 3
        self.chosen = ctypes.create_string_buffer(self.protocol)
        output[0] = ctypes.addressof(self.chosen)
        length[0] = len(self.protocol)
        return 0

    @property
    def key_log(self) -> str:
        return "".join(line + "\n" for line in self.lines)


class Secured:
    """A TLS connection over a TCP connection: `send` writes through the state machines and onto the wire."""

    def __init__(self, wire: Connection, context: Context, name: bytes = b"wscope.example", session=None,
                 handshake: bool = True) -> None:
        self.wire, self.context = wire, context
        self.peers = {}
        self.bios = {}
        for side, made in ((CLIENT, context.client), (SERVER, context.server)):
            peer = pointer(library.SSL_new(made))
            bios = [pointer(crypto.BIO_new(pointer(crypto.BIO_s_mem()))) for _ in range(2)]
            library.SSL_set_bio(peer, *bios)
            self.peers[side], self.bios[side] = peer, bios
        client = self.peers[CLIENT]
        if name:
            library.SSL_ctrl(client, 55, 0, name)
        if context.protocol:
            offer = bytes((len(context.protocol),)) + context.protocol
            library.SSL_set_alpn_protos(client, offer, len(offer))
        if session:
            assert library.SSL_set_session(client, session) == 1
        library.SSL_set_connect_state(client)
        library.SSL_set_accept_state(self.peers[SERVER])
        if handshake:
            self.handshake()

    def flush(self, side: str) -> int:
        """Carries what a peer has written over the wire to the other."""
        data = b""
        buffer = ctypes.create_string_buffer(1 << 16)
        while (count := crypto.BIO_read(self.bios[side][1], buffer, len(buffer))) > 0:
            data += buffer.raw[:count]
        if data:
            self.wire.send(side, data)
            other = SERVER if side == CLIENT else CLIENT
            crypto.BIO_write(self.bios[other][0], data, len(data))
        return len(data)

    def handshake(self) -> None:
        while True:
            done = [library.SSL_do_handshake(self.peers[side]) + 0 * self.flush(side) for side in DIRECTIONS]
            if all(result == 1 for result in done):
                break
        for side in DIRECTIONS:  # tickets behind the handshake
            self.flush(side)
            self.receive(side)

    def receive(self, side: str) -> bytes:
        data, buffer = b"", ctypes.create_string_buffer(1 << 16)
        while (count := library.SSL_read(self.peers[side], buffer, len(buffer))) > 0:
            data += buffer.raw[:count]
        self.flush(side)
        return data

    def send(self, side: str, data: bytes) -> None:
        assert library.SSL_write(self.peers[side], data, len(data)) == len(data)
        self.flush(side)
        other = SERVER if side == CLIENT else CLIENT
        self.receive(other)

    def update_keys(self, side: str, requested: bool) -> None:
        assert library.SSL_key_update(self.peers[side], 1 if requested else 0) == 1
        library.SSL_do_handshake(self.peers[side])
        self.flush(side)
        self.receive(SERVER if side == CLIENT else CLIENT)

    def session(self):
        return pointer(library.SSL_get1_session(self.peers[CLIENT]))

    def finish(self, *sides: str) -> None:
        for side in sides or DIRECTIONS:
            library.SSL_shutdown(self.peers[side])
            self.flush(side)
            self.wire.finish(side)
