import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct UpgradeWatchTests {
    private static let time = Timestamp(nanoseconds: 5)

    /// Feeds text up to the next step.
    private static func step(_ watch: inout UpgradeWatch, _ direction: Direction, _ text: String) -> UpgradeWatch.Step?
    {
        var offset = 0
        return watch.accept(Array(text.utf8).span.bytes, from: &offset, direction, at: time)
    }

    @Test func `an attempt makes the client's bytes wait for the answer`() {
        var watch = UpgradeWatch()
        guard case .attempted? = Self.step(&watch, .fromClient, HTTPText.request()) else {
            Issue.record("no attempt")
            return
        }
        #expect(watch.isWaiting)
        #expect(watch.openAttempt?.began == Self.time)
        #expect(Self.step(&watch, .fromClient, "waiting") == nil)
        #expect(watch.early.bytes == Array("waiting".utf8))
        guard case .accepted(let request, let response)? = Self.step(&watch, .fromServer, HTTPText.response()) else {
            Issue.record("not accepted")
            return
        }
        #expect(request?.head.target == "/chat")
        #expect(response.status == 101)
        #expect(watch.takeEarly().bytes.count == 7)
        #expect(!watch.isWaiting)
    }

    @Test func `a gap among waiting bytes is kept with them, and gaps in a row are one`() {
        var watch = UpgradeWatch()
        _ = Self.step(&watch, .fromClient, HTTPText.request())
        _ = Self.step(&watch, .fromClient, "ab")
        for count in [3, .max, 4] {
            let survives = watch.skip(count, .fromClient, at: Self.time)
            #expect(survives)
        }
        _ = Self.step(&watch, .fromClient, "c")
        #expect(watch.early.countBeforeGap == 2)
        #expect(watch.early.pieces.map(\.missing) == [0, .max, 0])
        #expect(!watch.isLost(.fromClient))
    }

    @Test func `a gap outside of bodies loses the place`() {
        for direction in Direction.allCases {
            var watch = UpgradeWatch()
            let survives = watch.skip(1, direction, at: Self.time)
            #expect(!survives)
            #expect(watch.isLost(direction))
            #expect(!watch.isLost(direction.opposite))
        }
    }

    @Test(arguments: [
        ("GET /a HTTP/1.1\r\nHost: a\r\n\r\n", false), ("HTTP/1.1 200 OK\r\n", false), ("OPTIONS /long/target", false),
        ("get /a HTTP/1.1\r\n", false), ("words without an end of the line", true), ("two words\r\n", true),
        ("GET /a", true), ("{\"a\":1}", true),
    ])
    func `behind a gap a head is looked for where a packet begins`(_ packet: String, _ isLost: Bool) {
        var watch = UpgradeWatch()
        _ = watch.skip(1, .fromClient, at: Self.time)
        _ = Self.step(&watch, .fromClient, packet)
        #expect(watch.isLost(.fromClient) == isLost)
    }

    @Test func `a head from the wrong side tells the sides apart`() {
        for (direction, text) in [(Direction.fromClient, HTTPText.response()), (.fromServer, HTTPText.request())] {
            var watch = UpgradeWatch()
            guard case .swapped(let head, let began)? = Self.step(&watch, direction, text) else {
                Issue.record("not swapped")
                continue
            }
            #expect(head.raw == Array(text.utf8))
            #expect(began == Self.time)
        }
    }

    @Test func `what is no head is foreign, and can be looked at`() {
        var watch = UpgradeWatch()
        guard case .foreign? = Self.step(&watch, .fromServer, "\u{16}\u{3}\u{1}") else {
            Issue.record("not foreign")
            return
        }
        #expect(watch.unreadable(.fromServer) == [0x16])
        #expect(watch.unreadable(.fromClient).isEmpty)
    }
}
