#!/usr/bin/env python3
"""Writes the same WebSocket traffic in clear and inside TLS 1.3, to measure what decryption costs.

usage: make_secured_load.py FOLDER [--messages N] [--large N]

FOLDER gets `small-clear.pcapng` and `small-tls.pcapng` (frames of 64 bytes, each in a record and a packet of its own),
`large-clear.pcapng` and `large-tls.pcapng` (frames that fill records of 16 KiB, in segments of 1,448 bytes), and the
key logs `small.log` and `large.log`. The TLS captures carry no secrets themselves. Needs OpenSSL 3 (see wire.py).
"""

from __future__ import annotations

import argparse
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Captures"))

from wire import CLIENT, SERVER, Capture, Connection, Context, Identity, Secured  # noqa: E402


class Plain:
    """A connection in clear, with the interface of one in TLS."""

    def __init__(self, wire: Connection) -> None:
        self.wire, self.send, self.finish = wire, wire.send, wire.finish


def text(content: bytes, size: int, side: str) -> bytes:
    """A frame of `size` bytes, at least 12 and at most 65,535; a client's mask is 0."""
    is_long = size > 125 + 6
    mask = bytes(4 if side == CLIENT else 0)
    length = size - len(mask) - (4 if is_long else 2)
    head = bytes((0x81, (0x80 if mask else 0) | (126 if is_long else length)))
    return head + (struct.pack(">H", length) if is_long else b"") + mask + content.ljust(length)


def play(transport, messages: int, length: int) -> None:
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    transport.send(CLIENT, (f"GET /load HTTP/1.1\r\nHost: wscope.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
    transport.send(SERVER, b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
    for number in range(messages):
        content = f'{{"number": {number}, "price": {number * 7 % 1000}}}'.encode()
        side = CLIENT if number % 2 else SERVER
        transport.send(side, text(content, length, side))
    transport.finish()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--large", type=int, default=10_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, messages, length in (("small", options.messages, 64), ("large", options.large, 16_384)):
        for kind in ("clear", "tls"):
            capture, context = Capture(), Context(Identity(), 0x0304, "TLS_AES_128_GCM_SHA256")
            wire = Connection(capture, port=80 if kind == "clear" else 443, cut=1_448)
            play(Plain(wire) if kind == "clear" else Secured(wire, context), messages, length)
            capture.save(options.folder / f"{name}-{kind}.pcapng")
            if kind == "tls":
                (options.folder / f"{name}.log").write_text(context.key_log)
    return 0


if __name__ == "__main__":
    sys.exit(main())
