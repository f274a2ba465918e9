import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import DemoTraffic

struct DemoTrafficTests {
    private static let demo = PlayedDemo.twoMinutes

    /// All bytes and events of a stretch, in one number.
    private static func digest(seed: UInt64, events: Int) -> UInt64 {
        var traffic = DemoTraffic(seed: seed, start: PlayedDemo.start)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }
        for _ in 0..<events {
            traffic.next { id, time, event in
                add(UInt64(id.serial) << 8 | UInt64(id.slot))
                add(UInt64(bitPattern: time.nanoseconds))
                switch event {
                case .bytes(_, let bytes): for byte in bytes.copied { add(UInt64(byte)) }
                case .opened(let opening): add(UInt64(opening.client.port))
                case .gap, .lost, .secured, .noted, .conflict, .finished, .aborted, .ended: add(7)
                }
            }
        }
        return hash
    }

    @Test
    func `the same seed gives the same bytes, and another seed others`() {
        let first = Self.digest(seed: 3, events: 4_000)
        #expect(Self.digest(seed: 3, events: 4_000) == first)
        #expect(Self.digest(seed: 4, events: 4_000) != first)
    }

    @Test
    func `times never go back, and every event comes when it was promised`() {
        #expect(!Self.demo.wentBack)
        #expect(Self.demo.events > 2_000)
    }

    @Test
    func `a list of messages moves and can be read`() {
        let count = Self.demo.stories.values.reduce(0) { $0 + $1.messages.count }
        #expect((20...60).contains(count / 120), "\(count / 120) messages a second")
    }

    @Test(arguments: [Int64.max - 2_000_000_000, Int64.min, -5, 0])
    func `a start at the edge of time neither traps nor goes back`(_ start: Int64) {
        var traffic = DemoTraffic(seed: 1, start: Timestamp(nanoseconds: start))
        var last = Timestamp(nanoseconds: start)
        for _ in 0..<2_000 {
            traffic.next { _, time, _ in
                #expect(time >= last)
                last = time
            }
        }
    }

    @Test
    func `every stream begins with its opening and nothing follows its end`() {
        var traffic = DemoTraffic(seed: 2, start: PlayedDemo.start)
        var open: [Int: Int] = [:]
        var serials = 0
        for _ in 0..<20_000 {
            traffic.next { id, _, event in
                switch event {
                case .opened:
                    #expect(open[id.slot] == nil && id.serial == serials)
                    serials += 1
                    open[id.slot] = id.serial
                case .ended:
                    #expect(open.removeValue(forKey: id.slot) == id.serial)
                case .bytes, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted:
                    #expect(open[id.slot] == id.serial)
                }
            }
        }
        #expect(serials > 40)
    }

    @Test
    func `what is played as history is what comes step by step`() {
        var played = DemoTraffic(seed: 6, start: PlayedDemo.start)
        var stepped = played
        let end = Timestamp(nanoseconds: PlayedDemo.start.nanoseconds + 20_000_000_000)
        var times: [Timestamp] = []
        played.play(until: end) { _, time, _ in times.append(time) }
        var expected: [Timestamp] = []
        while stepped.nextTime < end { stepped.next { _, time, _ in expected.append(time) } }
        #expect(times == expected && !times.isEmpty)
        #expect(played.nextTime >= end && played.nextTime == stepped.nextTime)
    }

    @Test
    func `an hour of traffic takes bounded memory and much less than an hour`() {
        var traffic = DemoTraffic(seed: 5, start: PlayedDemo.start)
        let end = Timestamp(nanoseconds: PlayedDemo.start.nanoseconds + 3_600_000_000_000)
        var most = 0
        var bytes = 0
        var count = 0
        let clock = ContinuousClock()
        let begin = clock.now
        while traffic.nextTime < end {
            traffic.next { _, _, event in
                count += 1
                if case .bytes(_, let said) = event { bytes += said.byteCount }
            }
            if count % 64 == 0 { most = max(most, traffic.memory) }
        }
        #expect((70_000...220_000).contains(count), "\(count) events")
        #expect(most < 4_000_000, "\(most) bytes")
        #expect(bytes > 10_000_000)
        #expect(clock.now - begin < .seconds(300))
    }
}
