import ByteStreams
import Dissection
import WebSocketWire

@testable import DemoTraffic

/// What the dissector says of the demonstration's beginning.
struct PlayedDemo {
    /// A message and what it means.
    struct Told {
        let message: Message
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// A connection as it was told.
    struct Story {
        let opening: ConnectionOpening
        var messages: [Told] = []
        var findings: [Finding] = []
        var closing: ConnectionClosing?

        var host: String { opening.handshake?.upgrade.host ?? "" }
        var rules: [String] { findings.map(\.violation.rule.id) }
        func texts(_ direction: Direction) -> [String] {
            messages.filter { $0.message.from == direction && $0.message.opcode == .text }.map(\.text)
        }
    }

    static let start = Timestamp(nanoseconds: 1_760_000_000_000_000_000)

    private(set) var stories: [Int: Story] = [:]
    private(set) var events = 0
    private(set) var wentBack = false

    /// The first seconds of a seed.
    init(seed: UInt64 = 1, seconds: Int = 120) {
        var traffic = DemoTraffic(seed: seed, start: Self.start)
        var dissector = Dissector()
        var batch = TrafficBatch()
        let end = Timestamp(nanoseconds: Self.start.nanoseconds + Int64(seconds) * 1_000_000_000)
        var last = Self.start
        while traffic.nextTime < end {
            let promised = traffic.nextTime
            traffic.next { id, time, event in
                wentBack = wentBack || time < last || time != promised
                last = time
                events += 1
                dissector.accept(event, of: id, at: time, into: &batch)
            }
            take(batch)
            batch.clear()
        }
    }

    private mutating func take(_ batch: borrowing TrafficBatch) {
        for index in 0..<batch.count {
            switch batch[index] {
            case .opened(let opening): stories[opening.connection] = Story(opening: opening)
            case .message(let message):
                let bytes = batch.withBytes(of: message) { $0.copied }
                stories[message.connection]?.messages.append(Told(message: message, bytes: bytes))
            case .finding(let finding): stories[finding.connection]?.findings.append(finding)
            case .closed(let closing): stories[closing.connection]?.closing = closing
            case .frame: break
            }
        }
    }

    /// The connections to a host, in order.
    func stories(of host: String) -> [Story] {
        stories.keys.sorted().compactMap { stories[$0] }.filter { $0.host.hasPrefix(host) }
    }

    /// What the demonstration shows in its first two minutes; played once for all tests.
    static let twoMinutes = PlayedDemo()
}
