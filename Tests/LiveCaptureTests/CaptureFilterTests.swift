import Packets
import TestKit
import Testing

@testable import LiveCapture

struct CaptureFilterTests {
    static let headers: [(linkType: UInt32, bytes: @Sendable (PacketSample) -> [UInt8])] = [
        (1, { $0.ethernet }), (101, { $0.internet }), (228, { $0.internet }), (12, { $0.internet }),
        (113, { $0.cooked }), (0, { $0.loopback }),
    ]

    static let expressions: [(text: String, isAccepted: Bool)] = [
        ("", true), ("tcp", true), ("udp", false), ("tcp port 8080", true), ("tcp port 8081", false),
        ("src host 10.0.0.1 and dst port 8080", true), ("net 192.0.2.0/24", false),
        ("tcp[tcpflags] & tcp-syn != 0", true), ("not tcp", false), ("less 10", false), ("portrange 8000-9000", true),
    ]

    @Test(arguments: headers.indices, expressions)
    func `a filter accepts and rejects whatever the link type`(
        _ header: Int, _ expression: (text: String, isAccepted: Bool)
    ) throws {
        let (number, bytes) = Self.headers[header]
        let filter = try CaptureFilter(expression.text, linkType: LinkType(rawValue: number))
        let packet = bytes(PacketSample())
        let isAccepted = withSpan(packet) { filter.accepts($0, originalLength: packet.count) }
        #expect(isAccepted == expression.isAccepted)
    }

    @Test(arguments: ["tcp prot 80", "(", "port 99999999", "frobnicate", "tcp and"])
    func `a wrong expression is refused with the words of libpcap`(_ expression: String) {
        let error = #expect(throws: CaptureError.self) {
            _ = try CaptureFilter(expression, linkType: LinkType(rawValue: 1))
        }
        guard case .wrongFilter(expression, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test
    func `lengths speak of the wire, not of what was captured`() throws {
        let filter = try CaptureFilter("greater 1000", linkType: LinkType(rawValue: 1))
        let verdicts = withSpan(PacketSample().ethernet) { bytes in
            [1_500, 1_000, 999, 0, -1].map { filter.accepts(bytes, originalLength: $0) }
        }
        #expect(verdicts == [true, true, false, false, false])
    }

    @Test
    func `a packet cut anywhere, or changed anywhere, is judged without harm`() throws {
        let filter = try CaptureFilter("tcp port 8080 or ip6 protochain 6", linkType: LinkType(rawValue: 1))
        var random = SeededRandom(seed: 4)
        let whole = PacketSample().ethernet
        var accepted = 0
        for length in 0...whole.count {
            for _ in 0..<100 {
                var bytes = Array(whole[..<length])
                if !bytes.isEmpty {
                    bytes[Int.random(in: 0..<length, using: &random)] = .random(in: 0...255, using: &random)
                }
                withSpan(bytes) { accepted += filter.accepts($0, originalLength: length) ? 1 : 0 }
            }
        }
        #expect(accepted > 0)
    }
}
