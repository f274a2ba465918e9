#!/usr/bin/env python3
"""Measures the terminal interface while it captures messages at a rate: time from keys to the screens they ask for, and
whether a message is lost. Peers of its own talk over the loopback interface, which needs the permission to capture.

    live_screen_figures.py [--wscope PATH] [--rate N] [--seconds S] [--batch N] -- MORE ARGUMENTS OF WSCOPE
"""

import argparse
import base64
import hashlib
import os
import random
import socket
import sqlite3
import struct
import sys
import tempfile
import time

from screen_figures import Screen, told

# Keys, and a word that only the screen they ask for has. Esc leaves the help; nothing tells when it did.
WALK = [
    ("?", "Help"), ("\x1b", None), ("2", "Messages"), ("4", "Heartbeat"), ("3", "Ladder"), ("7", "Statistics"),
    ("5", "Handshake"), ("6", "Findings"), ("1", "Connections"),
]
UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n"


def frame(payload, is_client):
    """A whole message in a frame (RFC 6455, 5.2)."""
    mask = 0x80 if is_client else 0
    assert len(payload) < 126
    head = bytes([0x81, mask | len(payload)])
    if not is_client:
        return head + payload
    key = random.randbytes(4)
    return head + key + bytes(byte ^ key[index & 3] for index, byte in enumerate(payload))


def connect(listener):
    """A WebSocket connection: the client's and the server's end."""
    client = socket.create_connection(listener.getsockname())
    server, _ = listener.accept()
    key = base64.b64encode(random.randbytes(16))
    host = "127.0.0.1:%d" % listener.getsockname()[1]
    client.sendall(
        f"GET /live HTTP/1.1\r\nHost: {host}\r\n{UPGRADE}Sec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key.decode()}\r\n\r\n".encode())
    server.recv(4096)
    accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()).decode()
    server.sendall(f"HTTP/1.1 101 Switching Protocols\r\n{UPGRADE}Sec-WebSocket-Accept: {accept}\r\n\r\n".encode())
    client.recv(4096)
    for end in (client, server):
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end.setblocking(False)
    return client, server


def drain(end):
    try:
        end.recv(1 << 20)
    except BlockingIOError:
        pass


def talk(listener, rate, seconds, batch, count=8):
    """Sends messages in batches, both ways in turn, at a rate; gives how many were sent, and in how many seconds."""
    pairs = [connect(listener) for _ in range(count)]
    texts = [('{"type":"tick","symbol":"S%d","price":%d.%d}' % (i % 40, i, i * 7 % 100)).encode() for i in range(200)]
    blocks = {
        is_client: [b"".join(frame(texts[(i * batch + j) % 200], is_client) for j in range(batch)) for i in range(50)]
        for is_client in (True, False)
    }
    begin = time.perf_counter()
    sent = turn = 0
    while (now := time.perf_counter() - begin) < seconds:
        while sent + batch <= now * rate:
            turn += 1
            client, server = pairs[turn % count]
            is_client = (turn // count) % 2 == 0
            source, target = (client, server) if is_client else (server, client)
            block = blocks[is_client][turn % 50]
            while True:
                try:
                    assert source.send(block) == len(block)
                    break
                except BlockingIOError:
                    drain(target)
            drain(target)
            sent += batch
        time.sleep(0.001)
    took = time.perf_counter() - begin
    for client, server in pairs:
        drain(client), drain(server)
        client.close(), server.close()
    return sent, took


def walk(screen, seconds):
    """Presses keys for a time, faster than hands do; gives the seconds of each until its screen was there."""
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for key, word in WALK:
            screen.settle(0.02, 0.02)
            sent = time.perf_counter()
            screen.write(key.encode())
            if word is None:
                time.sleep(0.06)
                continue
            came, _ = screen.read(2, until=word.encode())
            if came is None:
                sys.exit(f"no {word} within 2 s of {key}")
            times.append((key, came - sent))
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wscope", default=".build/release/wscope")
    parser.add_argument("--rate", type=int, default=100_000, help="messages a second (default 100000)")
    parser.add_argument("--seconds", type=float, default=20, help="how long (default 20)")
    parser.add_argument("--batch", type=int, default=10, help="messages in a packet (default 10)")
    parser.add_argument("arguments", nargs="*", help="what wscope is called with besides, behind --")
    options = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", 0))
    with tempfile.TemporaryDirectory() as folder:
        session = f"{folder}/live.wscope"
        screen = Screen([
            options.wscope, "capture", "-i", "lo", "-f", f"tcp port {listener.getsockname()[1]}", "-w", session,
            *options.arguments])
        screen.read(5, quiet=0.2)
        time.sleep(1)
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            sent, took = talk(listener, options.rate, options.seconds, options.batch)
            os.write(theirs, f"{sent} {took}".encode())
            os._exit(0)
        os.close(theirs)
        time.sleep(1)
        before, begin = screen.processor_seconds(), time.perf_counter()
        times = walk(screen, options.seconds - 2)
        share = (screen.processor_seconds() - before) / (time.perf_counter() - begin)
        sent, took = os.read(ours, 100).decode().split()
        os.waitpid(child, 0)
        time.sleep(2)
        for name in dict(times):
            told(f"key {name}", [value for key, value in times if key == name])
        told("all keys", [value for _, value in times])
        print(f"processor: {share:.2f} of a core; memory: {screen.memory('VmHWM'):.1f} MiB at most")
        screen.end()
        with sqlite3.connect(session) as database:
            recorded = database.execute("select count(*) from message").fetchone()[0]
        print(f"messages: {sent} sent in {float(took):.1f} s, {recorded} recorded")
        return int(int(sent) != recorded)


if __name__ == "__main__":
    sys.exit(main())
