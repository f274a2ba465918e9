#!/usr/bin/env python3
"""Measures the terminal interface in a pseudo-terminal: time from start to the first screen, from keys to what they change,
processor time of an idle screen, memory.

    screen_figures.py [--wscope PATH] [--keys N] -- ARGUMENTS OF WSCOPE

Example: screen_figures.py --wscope .build/release/wscope -- trace.wscope
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

# Keys in an order in which each of them changes the screen, and what they are called.
WALK = [
    ("j", b"j"), ("j", b"j"), ("k", b"k"), ("Enter", b"\r"), ("j", b"j"), ("j", b"j"), ("PgDn", b"\x1b[6~"),
    ("PgDn", b"\x1b[6~"), ("G", b"G"), ("k", b"k"), ("PgUp", b"\x1b[5~"), ("g", b"g"), ("j", b"j"), ("Tab", b"\t"),
    ("Tab", b"\t"), ("t", b"t"), ("3", b"3"), ("j", b"j"), ("G", b"G"), ("g", b"g"), ("5", b"5"), ("6", b"6"),
    ("4", b"4"), ("7", b"7"), ("?", b"?"), ("Esc", b"\x1b"), ("1", b"1"),
]


class Screen:
    """A program behind a pseudo-terminal of 120x40."""

    def __init__(self, command):
        self.started = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ["TERM"] = "xterm-256color"
            os.environ["LC_ALL"] = "C.UTF-8"
            os.execvp(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def read(self, limit, until=None, quiet=0.003):
        """Reads until `until` was written or, without it, until a burst of output is over. Gives when its last part
        came, and the bytes; None for the time where nothing came within `limit` seconds."""
        seen = b""
        last = None
        end = time.perf_counter() + limit
        while True:
            now = time.perf_counter()
            patience = end - now if last is None or until else min(quiet, end - now)
            if patience <= 0 or not select.select([self.terminal], [], [], patience)[0]:
                return (last if until is None or until in seen else None), seen
            try:
                part = os.read(self.terminal, 1 << 16)
            except OSError:
                return last, seen
            seen += part
            if until is None or until in seen:
                last = time.perf_counter()
                if until:
                    return last, seen

    def settle(self, quiet, limit):
        """Waits until nothing is written for `quiet` seconds."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and select.select([self.terminal], [], [], quiet)[0]:
            try:
                os.read(self.terminal, 1 << 16)
            except OSError:
                return

    def write(self, keys):
        os.write(self.terminal, keys)

    def processor_seconds(self):
        with open(f"/proc/{self.process}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, name):
        with open(f"/proc/{self.process}/status") as file:
            for line in file:
                if line.startswith(name + ":"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def end(self):
        os.kill(self.process, signal.SIGTERM)
        self.settle(0.2, 5)
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def share(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def told(name, values):
    milliseconds = [value * 1000 for value in values]
    print(
        f"{name:24} n {len(values):5}  p50 {share(milliseconds, 0.5):7.2f}  p99 {share(milliseconds, 0.99):7.2f}"
        f"  max {max(milliseconds):7.2f} ms", flush=True)


def starts(command, count):
    times = []
    for _ in range(count):
        screen = Screen(command)
        came, _ = screen.read(10, quiet=0.01)
        first, _ = (came, None)
        if first is not None:
            times.append(first - screen.started)
        screen.end()
    told("start to first screen", times)


def walk(screen, rounds):
    times = {}
    missed = 0
    for _ in range(rounds):
        for name, key in WALK:
            sent = time.perf_counter()
            screen.write(key)
            came, _ = screen.read(2)
            if came is None:
                missed += 1
            else:
                times.setdefault(name, []).append(came - sent)
            time.sleep(0.05 if key == b"\x1b" else 0.01)
    for name, values in times.items():
        told(f"key {name}", values)
    if times:
        told("all keys", [value for values in times.values() for value in values])
    print(f"keys without an answer within 2 s: {missed}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wscope", default=".build/release/wscope")
    parser.add_argument("--keys", type=int, default=10, help="rounds of keys (default 10)")
    parser.add_argument("--starts", type=int, default=10, help="starts to be measured (default 10)")
    parser.add_argument("--settle", type=float, default=0, help="seconds to let it count before keys are pressed")
    parser.add_argument("arguments", nargs="*", help="what wscope is called with, behind --")
    options = parser.parse_args()
    command = [options.wscope] + options.arguments
    if options.starts:
        starts(command, options.starts)
    screen = Screen(command)
    screen.read(5, quiet=0.05)
    walk(screen, options.keys)
    end = time.perf_counter() + options.settle
    while time.perf_counter() < end:
        screen.settle(0.5, 0.5)
    screen.settle(1, 60)
    before = screen.processor_seconds()
    time.sleep(10)
    print(f"idle: {(screen.processor_seconds() - before) * 10:.2f} % of a core over 10 s")
    print(f"memory: {screen.memory('VmRSS'):.1f} MiB now, {screen.memory('VmHWM'):.1f} MiB at most")
    screen.end()


if __name__ == "__main__":
    sys.exit(main())
