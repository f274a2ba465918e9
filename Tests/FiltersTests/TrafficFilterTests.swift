import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Filters

struct TrafficFilterTests {
    private func batch(_ fill: (inout TrafficBatch) -> Void) -> TrafficBatch {
        var batch = TrafficBatch()
        fill(&batch)
        return batch
    }

    private func passed(_ filter: inout TrafficFilter, _ batch: borrowing TrafficBatch) -> [String] {
        var selected = TrafficBatch()
        filter.select(from: batch, into: &selected)
        return selected.events.map(SampleSession.words)
    }

    private static func add(_ number: Int, _ text: String, _ connection: Int = 1, to batch: inout TrafficBatch) {
        let header = FrameHeader(first: 0x81, second: 0, length: 0, key: 0)
        batch.restore(Trial.frame(header, message: number, connection: connection))
        let (message, payload) = Trial.message(Array(text.utf8), connection: connection, number: number) {
            $0.time = Timestamp(nanoseconds: Int64(number) * 1_000_000_000)
        }
        batch.restore(message, payload: payload.span.bytes)
    }

    private func story() -> TrafficBatch {
        batch {
            $0.restore(Trial.opening(1))
            $0.restore(Trial.opening(2))
            Self.add(1, "one", 1, to: &$0)
            Self.add(1, "eins", 2, to: &$0)
            Self.add(2, "two", 1, to: &$0)
            $0.restore(Trial.finding("rule-a", .error, connection: 1, message: 2))
            $0.restore(Trial.finding("rule-b", .note, connection: 2))
            $0.restore(Trial.closing(1))
            $0.restore(Trial.closing(2))
        }
    }

    @Test(arguments: [
        ("text == two", ["opened 1", "frame 1 2 1", "message 1 2", "closed 1"]),
        ("finding == rule-a", ["opened 1", "frame 1 2 1", "message 1 2", "finding 1 2 rule-a error", "closed 1"]),
        ("finding == rule-b", ["opened 2", "finding 2 0 rule-b note", "closed 2"]),
        ("delta == 1", ["opened 1", "frame 1 2 1", "message 1 2", "closed 1"]),
        (
            "fin and seq == 1",
            [
                "opened 1", "frame 1 1 1", "message 1 1", "opened 2", "frame 2 1 1", "message 2 1", "closed 1",
                "closed 2",
            ]
        ),
        ("conn == 2", ["opened 2", "frame 2 1 1", "message 2 1", "finding 2 0 rule-b note", "closed 2"]),
        ("conn == 3", []), ("host == nowhere", []),
        (
            "not text contains \"o\"",
            [
                "opened 1", "opened 2", "frame 2 1 1", "message 2 1", "finding 1 2 rule-a error",
                "finding 2 0 rule-b note", "closed 1",
                "closed 2",
            ]
        ),
    ])
    func `connections pass with the first of theirs that matches`(_ expression: String, _ expected: [String]) throws {
        var filter = TrafficFilter(try Filter(expression))
        #expect(passed(&filter, story()) == expected)
        #expect(filter.count == 0, "nothing is kept of connections that closed")
    }

    /// What passes does not depend on where batches end, as long as findings stay with their message.
    @Test func `state goes on from batch to batch`() throws {
        var whole = TrafficFilter(try Filter("text == two or finding == rule-b"))
        let expected = passed(&whole, story())
        var pieces = TrafficFilter(try Filter("text == two or finding == rule-b"))
        var told: [String] = []
        let source = story()
        var index = 0
        while index < source.count {
            var piece = TrafficBatch()
            piece.copy(index, from: source)
            index += 1
            while index < source.count, case .finding = source[index] {
                piece.copy(index, from: source)
                index += 1
            }
            told += passed(&pieces, piece)
        }
        #expect(told == expected && told.count == 7)
    }

    @Test func `messages of a connection that did not open pass by themselves`() throws {
        var filter = TrafficFilter(try Filter("conn == 4 or host or text == b"))
        let told = passed(
            &filter,
            batch {
                Self.add(1, "a", 4, to: &$0)
                Self.add(1, "a", 5, to: &$0)
                Self.add(2, "b", 5, to: &$0)
                $0.restore(Trial.closing(5))
                $0.restore(Trial.closing(6))
            })
        #expect(told == ["frame 4 1 1", "message 4 1", "frame 5 2 1", "message 5 2", "closed 5"])
        #expect(filter.hasPassed(connection: 4) && !filter.hasPassed(connection: 5))
    }

    @Test func `selected messages all pass, and whatever else matches`() throws {
        var filter = TrafficFilter(try Filter("finding == rule-b"), messages: .selected)
        #expect(passed(&filter, story()).filter { $0.hasPrefix("message") }.count == 3)
        var findings = TrafficFilter(try Filter("finding == rule-b"), messages: .selected)
        #expect(passed(&findings, story()).filter { $0.hasPrefix("finding") } == ["finding 2 0 rule-b note"])
    }

    @Test func `frames beyond the limits are dropped and counted`() throws {
        var filter = TrafficFilter(try Filter("frame.length == 9"))
        let plain = FrameHeader(first: 0, second: 1, length: 1, key: 0)
        let last = FrameHeader(first: 0x80, second: 9, length: 9, key: 0)
        let told = passed(
            &filter,
            batch {
                for number in 1...FilterLimits.framesOfMessage { $0.restore(Trial.frame(plain, number: number)) }
                $0.restore(Trial.frame(last, number: FilterLimits.framesOfMessage + 1))
                $0.restore(Trial.message().0, payload: [UInt8]().span.bytes)
                $0.restore(Trial.frame(last, message: 2))
                $0.restore(Trial.message(number: 2).0, payload: [UInt8]().span.bytes)
            })
        #expect(told == ["frame 1 2 1", "message 1 2"])
        #expect(filter.framesDropped == 1)
        let many = batch {
            for message in 1...FilterLimits.framesHeld + 5 {
                $0.restore(Trial.frame(plain, message: message, connection: 2))
            }
        }
        #expect(passed(&filter, many).isEmpty && filter.framesDropped == 6)
        let closing = batch { $0.restore(Trial.closing(2)) }
        #expect(passed(&filter, closing).isEmpty)
        let again = batch { $0.restore(Trial.frame(plain, connection: 3)) }
        #expect(
            passed(&filter, again).isEmpty && filter.framesDropped == 6, "a connection that closes frees its frames")
    }

    @Test func `connections beyond the limit are forgotten, the first of them first`() throws {
        var filter = TrafficFilter(try Filter("text == a"))
        let opening = Trial.opening(1, hasHandshake: false)
        for number in 1...FilterLimits.connections + 2 {
            let opened = ConnectionOpening(
                connection: number, time: opening.time, client: opening.client, server: opening.server, source: .live,
                handshake: nil, confidence: nil, security: nil, httpStream: nil)
            #expect(passed(&filter, batch { $0.restore(opened) }).isEmpty)
        }
        #expect(filter.count == FilterLimits.connections)
        let told = passed(
            &filter,
            batch {
                Self.add(1, "a", 2, to: &$0)
                Self.add(1, "a", 9, to: &$0)
            })
        #expect(told == ["frame 2 1 1", "message 2 1", "opened 9", "frame 9 1 1", "message 9 1"])
    }
}
