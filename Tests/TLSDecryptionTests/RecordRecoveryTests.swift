import ByteStreams
import CaptureKit
import Testing

@testable import TLSDecryption

struct RecordRecoveryTests {
    /// The wire of a side from the first record of application data on, in steps of a record each.
    private func traffic(without lost: Set<Int>, exact: Bool) -> SecuredTraffic {
        var traffic = SecuredTraffic("tls13-key-update")
        var number = 0
        for index in traffic.steps.indices {
            guard case .bytes(.fromClient, let bytes) = traffic.steps[index].event, bytes.first == 23 else { continue }
            number += 1
            guard lost.contains(number) else { continue }
            traffic.steps[index].event = exact ? .gap(.fromClient, bytes.count) : .lost(.fromClient)
        }
        return traffic
    }

    @Test func `decryption goes on behind any one record that is missing, and says so`() {
        let whole = traffic(without: [], exact: true).played()
        let pieces = whole.bytes[0]?.filter { $0.0 == .fromClient }.map(\.1) ?? []
        for number in 2...8 {
            for exact in [true, false] {
                let plain = traffic(without: [number], exact: exact).played()
                let seen = plain.bytes[0]?.filter { $0.0 == .fromClient }.map(\.1) ?? []
                #expect(seen.count >= pieces.count - 1, "without record \(number)")
                #expect(seen.last == pieces.last)
                #expect(seen.allSatisfy(pieces.contains))
                #expect(plain.notes.allSatisfy { $0.kind == .recordsLost })
            }
        }
    }

    @Test func `of lost records that carry data alone the missing bytes are counted`() {
        let plain = SecuredTraffic("tls-lost").played()
        #expect(plain.notes.count == 6)
        #expect(plain.notes[0].detail == "1 record of the client lost, resumed at record 9")
        #expect(plain.notes[1].detail.hasPrefix("3 records of the client lost, resumed at record "))
        // "nobody saw number 0" and a header of six bytes, and so on; behind a new key, and in CBC, it is not known.
        #expect(plain.missing == 25 + 3 * 25 + 2 * 25)
        #expect(plain.losses == 2)
    }

    @Test func `what is altered is passed over as lost`() throws {
        var traffic = SecuredTraffic("tls13")
        let index = try #require(
            traffic.steps.lastIndex {
                if case .bytes(.fromServer, let bytes) = $0.event {
                    bytes.first == 23 && bytes.count < 90
                } else {
                    false
                }
            }.map { $0 - 8 })
        var steps = traffic.steps
        for place in index..<steps.count {
            guard case .bytes(let direction, var bytes) = steps[place].event, bytes.first == 23 else { continue }
            bytes[bytes.count - 1] ^= 1
            steps[place].event = .bytes(direction, bytes)
            break
        }
        traffic.steps = steps
        let plain = traffic.played()
        #expect(plain.notes.contains { $0.kind == .recordsLost })
    }

    @Test func `a gap in the hello leaves the connection closed`() {
        var traffic = Trace8448.traffic
        traffic.steps[1].event = .gap(.fromClient, Trace8448.clientHello.count)
        traffic.steps[2].event = .bytes(.fromServer, Trace8448.serverHello)
        let plain = traffic.played()
        #expect(plain.bytes.isEmpty)
        #expect(plain.unopened.map(\.obstacle) == [.helloLost])
    }

    @Test func `content is counted only where nothing else can have been lost`() {
        var loss = RecordLoss()
        loss.records = 1
        loss.content = 10
        #expect(loss.contentLength(1, overhead: 17) == 10)
        #expect(loss.contentLength(1, overhead: nil) == nil)
        loss.uncountedBytes = 50
        #expect(loss.contentLength(3, overhead: 17) == 10 + 50 - 44)
        #expect(loss.contentLength(1, overhead: 17) == nil)
        #expect(loss.contentLength(4, overhead: 17) == nil)
        loss.isUncertain = true
        #expect(loss.contentLength(3, overhead: 17) == nil)
        var sum = RecordLoss()
        sum.add(wire: .max, isSearching: true)
        sum.add(wire: 5, isSearching: true)
        #expect(sum.uncountedBytes == .max)
        sum.add(wire: nil, isSearching: true)
        #expect(sum.isUnknown)
    }

    @Test func `what is known of a loss is said, and nothing else`() {
        var loss = RecordLoss()
        #expect(loss.words(1, of: "client", next: 9) == "1 record of the client lost, resumed at record 9")
        #expect(loss.words(2, of: "server", next: 9) == "2 records of the server lost, resumed at record 9")
        #expect(loss.words(nil, of: "server", next: 9).contains("their number is not known"))
        loss.isReopened = true
        #expect(loss.words(4, of: "client", next: 9).contains("are opened from record 9 on"))
    }
}
