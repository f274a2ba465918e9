import ByteStreams
import Dissection
import NIOCore
import NIOEmbedded
import Testing

@testable import ProxyServer

struct ProxyTapTests {
    private let loop = EmbeddedEventLoop()
    private let queue = TrafficQueue {}
    private let end = Endpoint(address: IPAddress(v4: 1), port: 1)

    private func tap() -> ProxyTap {
        ProxyTap(
            options: DissectionOptions(), queue: queue, on: loop, clock: { Timestamp(nanoseconds: 7) })
    }

    private func begin(_ tap: ProxyTap) -> StreamID {
        let stream = tap.open(client: end, server: end)
        for (direction, text) in [
            (Direction.fromClient, SampleUpgrade.request), (.fromServer, SampleUpgrade.response),
        ] {
            let bytes = Array(text.utf8)
            tap.accept(.bytes(direction, bytes.span.bytes), of: stream)
        }
        return stream
    }

    private func drained() -> [TrafficEvent] {
        var events: [TrafficEvent] = []
        _ = queue.drain { events += $0.events }
        return events
    }

    @Test func `traffic is handed over after a moment`() {
        let tap = tap()
        _ = begin(tap)
        #expect(drained().isEmpty)
        loop.advanceTime(by: .milliseconds(5))
        guard case .opened(let opening) = drained().first else {
            Issue.record("nothing came")
            return
        }
        #expect(opening.time == Timestamp(nanoseconds: 7))
    }

    @Test func `a full batch is handed over at once`() {
        let tap = tap()
        let stream = begin(tap)
        let frames = (0..<600).flatMap { _ in SampleUpgrade.text }
        tap.accept(.bytes(.fromServer, frames.span.bytes), of: stream)
        #expect(drained().count > 600)
    }

    @Test func `the place of a connection that ended is used for another one`() {
        let tap = tap()
        let first = tap.open(client: end, server: end)
        let second = tap.open(client: end, server: end)
        tap.end(first, .complete)
        let third = tap.open(client: end, server: end)
        #expect(third.slot == first.slot)
        #expect(Set([first, second, third].map(\.serial)).count == 3)
    }
}
