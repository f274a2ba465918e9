#!/usr/bin/env python3
"""A WebSocket client and server of the package `websockets`, which talk over TLS 1.3 on 127.0.0.1.

usage: secured_talk.py FOLDER

Prints `port N`, and waits for a line on standard input. Then client and server talk; the client's secrets go to the file
SSLKEYLOGFILE as they are agreed on. At the end every message is printed as a JSON line, as the client sent or got it:
`path`, `from`, `opcode`, and `text` or `base64`. FOLDER is for the server's certificate, which the command `openssl` makes.
"""

from __future__ import annotations

import asyncio
import base64
import json
import pathlib
import ssl
import subprocess
import sys

import websockets

WORDS = [f'{{"number": {number}, "word": "{"é" * (number % 7)}"}}' for number in range(40)]
BLOCK = bytes(range(256)) * 300


def line(sender: str, message: str | bytes) -> dict:
    if isinstance(message, str):
        return {"from": sender, "opcode": "text", "text": message}
    return {"from": sender, "opcode": "binary", "base64": base64.b64encode(message).decode()}


def certificate(folder: pathlib.Path) -> tuple[str, str]:
    paths = str(folder / "cert.pem"), str(folder / "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-out", paths[0], "-keyout", paths[1]], check=True, stderr=subprocess.PIPE)
    return paths


async def main(folder: pathlib.Path) -> None:

    async def serve(connection) -> None:
        async for message in connection:
            await connection.send(message)
            if await connection.recv() == "pong me":
                await (await connection.ping(b"are you there"))

    paths = certificate(folder)
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.minimum_version = ssl.TLSVersion.TLSv1_3
    secured.load_cert_chain(*paths)
    async with websockets.serve(serve, "127.0.0.1", 0, ssl=secured) as server:
        port = list(server.sockets)[0].getsockname()[1]
        print(f"port {port}", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        trusting = ssl.create_default_context(cafile=paths[0])
        told: list[dict] = []
        for number in range(3):
            async with websockets.connect(f"wss://localhost:{port}/talk/{number}", ssl=trusting) as connection:
                for word in WORDS:
                    message = BLOCK if word == WORDS[20] else word
                    await connection.send(message)
                    told.append({"path": f"/talk/{number}", **line("client", message)})
                    told.append({"path": f"/talk/{number}", **line("server", await connection.recv())})
                    reply = "pong me" if word == WORDS[10] else "noted"
                    await connection.send(reply)
                    told.append({"path": f"/talk/{number}", **line("client", reply)})
    for entry in told:
        print(json.dumps(entry))


if __name__ == "__main__":
    asyncio.run(main(pathlib.Path(sys.argv[1])))
