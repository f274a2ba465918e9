import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import DemoTraffic

/// What the project's own dissector says of the first two minutes: the proof that the peers are right.
struct CastTests {
    private static let demo = PlayedDemo.twoMinutes

    @Test(arguments: [1, 2, 0xffff_ffff_ffff_ffff] as [UInt64])
    func `the laws that are to be broken are broken, and no others`(_ seed: UInt64) {
        let demo = seed == 1 ? Self.demo : PlayedDemo(seed: seed, seconds: 90)
        var seen: [String: Set<Rule>] = [:]
        for story in demo.stories.values where !story.findings.isEmpty {
            seen[story.host, default: []].formUnion(story.findings.map(\.violation.rule))
        }
        #expect(
            seen == [
                "legacy-gateway.example.org:8081": Set(LawbreakerTests.rules.map(\.1)),
                "jobs.example.net:9000": [StreamRules.noClose, StreamRules.closeUnanswered],
                "admin.example.com": [HandshakeRules.unsupportedVersion],
                "fleet.example.com": [StreamRules.pongUnsolicited],
            ])
    }

    @Test(arguments: [1, 7, 99] as [UInt64])
    func `whatever the seed, every message is read as it was meant`(_ seed: UInt64) {
        let demo = seed == 1 ? Self.demo : PlayedDemo(seed: seed, seconds: 60)
        for story in demo.stories.values where !story.host.hasPrefix("legacy") && !story.host.hasPrefix("jobs") {
            for told in story.messages {
                #expect(!told.message.hasTrouble)
                #expect(told.message.length == UInt64(told.bytes.count))
                if told.message.opcode == .text { #expect(told.message.textLength == told.bytes.count) }
            }
        }
    }

    @Test
    func `handshakes are accepted with the right keys, in clear and through TLS, over both protocols of IP`() {
        let accepted = Self.demo.stories.values.filter { $0.opening.handshake?.upgrade.outcome == .accepted }
        #expect(accepted.count > 20)
        for story in accepted {
            let upgrade = story.opening.handshake?.upgrade
            #expect(upgrade?.accept == upgrade?.expectedAccept)
            #expect(upgrade?.violations == [])
        }
        #expect(Set(accepted.map { $0.opening.security?.version }) == [nil, "1.3"])
        #expect(Set(accepted.map { $0.opening.client.address.isV6 }) == [true, false])
        #expect(
            Set(accepted.compactMap { $0.opening.handshake?.upgrade.subprotocol }) == [
                "lines.v2", "graphql-transport-ws", "mqtt",
            ])
    }

    @Test
    func `connections end in every way`() {
        let outcomes = Set(Self.demo.stories.values.compactMap { $0.closing?.outcome })
        #expect(outcomes == [.refused, .clean, .oneSided, .reset, .finished])
    }

    @Test
    func `within ninety seconds every kind of frame is seen`() {
        let demo = PlayedDemo(seed: 1, seconds: 90)
        let opcodes = Set(demo.stories.values.flatMap { $0.messages.map(\.message.opcode) })
        #expect(opcodes.isSuperset(of: [.text, .binary, .close, .ping, .pong, Opcode(rawValue: 3), .continuation]))
    }

    @Test
    func `addresses are those of documentation`() {
        for story in Self.demo.stories.values {
            for end in [story.opening.client, story.opening.server] {
                let text = end.address.description
                let isDocumentation = ["192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"].contains {
                    text.hasPrefix($0)
                }
                #expect(isDocumentation, "\(text)")
            }
        }
    }
}
