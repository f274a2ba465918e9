#!/usr/bin/env python3
"""Compares what `wscope read` says about generated captures with the generator's truth.

usage: compare_generated.py [--wscope PATH] CAPTURE TRUTH [--loss] [--frames] [--unmasked] [--how clean]
       compare_generated.py [--wscope PATH] [--generator PATH] --suite [--frames]

Compared, for each connection and direction, in the order in which messages end: opcode, length, frames, compression, CRC-32
of the payload, wire length, time (1 us), control payloads, which ping a pong answers and its round-trip time (2 us), Close
code and reason; the URL's path; with --how, how each connection ends; with --frames, the frame lines of each message.

--loss is for captures with missing segments. Before the first loss of a direction all must agree. After it, told messages
are aligned with the truth by their content: what is told but never was sent must carry `missing`, `doubt` or `incomplete`;
where sent messages are not told, a told message of that stretch must carry one of these, or a finding speak of the loss.

--suite makes captures with many options of the generator, compares each, and prints a line each. The generator is not part
of this project (--generator says where it is); without it the suite is skipped, with a message. Exit code 1 on a difference.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from comparison import Comparison

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUITE = """

--frag .5 --ctl-in-frag .5
--deflate 1 --frag .3
--deflate 1 --nct --wbits 10 --json --text 1 --size exp:400
--split .5 --coalesce 5 --ping .1
--ooo .3 --retrans .2
--overlap .3 --keepalive .2
--ipv6 .5 --vlan 7 --checksums --ping .2
--linktype sll --pcapng
--linktype sll2 --nano --ipv6 .5 --ping .1
--linktype null --ipv6 .5
--linktype raw --pcapng --nano --size mix
--midstream .5
--midstream .5 --close rst
--loss .002
--loss .002 --size mix
--loss .01
--loss .01 --deflate .5 --frag .3 --size mix --ping .05
--preset hostile --msgs 5000
--unmasked --acks 0 --size 65536 --msgs 50
--ping .3 --acks 0 --rtt 1-5
--subproto chat.v1 --close fin --c2s .9 --text 1
--close none --deflate .5
""".splitlines()[1:]


def report(comparison: Comparison, name: str) -> bool:
    agrees = not comparison.differences
    lost = f", {comparison.recovered} of {comparison.after_loss} after a loss told exactly" if comparison.after_loss else ""
    print(f"{'agree' if agrees else 'DIFFER'}  {name or '(defaults)'}: {comparison.messages} messages{lost}"
          + ("" if agrees else f", {len(comparison.differences)} differences"), flush=True)
    for difference in comparison.differences[:10]:
        print(f"    {difference[:400]}")
    return agrees


def suite(options: argparse.Namespace) -> int:
    if not options.generator.exists():
        print(f"skipped: no generator at {options.generator} (--generator PATH)")
        return 0
    agree = differ = 0
    with tempfile.TemporaryDirectory() as folder:
        capture, truth = f"{folder}/generated", f"{folder}/truth.jsonl"
        for words in SUITE:
            command = [sys.executable, options.generator, "-o", capture, "-t", truth, "--conns", "8", "--msgs", "1000", *shlex.split(words)]
            made = subprocess.run(command, capture_output=True, text=True)
            if made.returncode:
                print(f"DIFFER  {words}: the generator fails: {made.stderr[-300:].strip()}")
                differ += 1
                continue
            options.loss, options.unmasked = "--loss" in words, "--unmasked" in words
            close = re.search(r"--close (\w+)", words)
            options.how = None if options.loss else {"rst": "reset", "fin": "fin", "none": "open"}.get(close and close[1], "clean")
            comparison = Comparison(options)
            comparison.run(capture, truth)
            good = report(comparison, words)
            agree, differ = agree + good, differ + (not good)
    print(f"{agree} agree, {differ} differ")
    return 1 if differ else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wscope", default=str(ROOT / ".build/release/wscope"), help="the program under test")
    parser.add_argument("--generator", type=pathlib.Path, default=ROOT / "../shared/tools/gen/wspcapgen.py")
    parser.add_argument("--suite", action="store_true", help="make and compare many captures")
    parser.add_argument("--loss", action="store_true", help="segments are missing from the capture")
    parser.add_argument("--frames", action="store_true", help="compare frame lines too")
    parser.add_argument("--unmasked", action="store_true", help="client frames carry no mask")
    parser.add_argument("--how", help="how every connection must end")
    parser.add_argument("capture", nargs="?")
    parser.add_argument("truth", nargs="?")
    options = parser.parse_args()
    if options.suite:
        return suite(options)
    if options.truth is None:
        parser.error("a capture and its truth, or --suite")
    comparison = Comparison(options)
    comparison.run(options.capture, options.truth)
    return 0 if report(comparison, options.capture) else 1


if __name__ == "__main__":
    sys.exit(main())
