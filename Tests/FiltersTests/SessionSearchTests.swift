import Dissection
import Sessions
import TestKit
import Testing

@testable import Filters

struct SessionSearchTests {
    /// What a search finds, in slices of a size.
    private static func found(
        _ search: SessionSearch, rows: Int, isDue: () -> Bool = { false }
    ) throws -> [Int64] {
        var numbers: [Int64] = []
        while try search.advance(rows: rows, isDue: isDue, found: { numbers.append($0) }) {}
        return numbers
    }

    /// All matches, found from behind.
    private static func foundBackwards(_ search: SessionSearch, from start: Int64, rows: Int) throws -> [Int64] {
        var numbers: [Int64] = []
        var before = start
        while before > 1 {
            if let number = try search.previous(before: before, rows: rows, isDue: { false }) { numbers.append(number) }
            guard search.previousPosition < before else { break }
            before = search.previousPosition
        }
        return numbers.reversed()
    }

    /// The names of a session's messages by their numbers.
    private static func names(_ session: SampleSession) throws -> [String] {
        try session.told { for index in 0..<$0.count { $1.copy(index, from: $0) } }.filter { $0.hasPrefix("message") }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `a search finds what a stream of everything passes, in slices of any size`(_ seed: UInt64) throws {
        var batch = TrafficBatch()
        var traffic = SampleTraffic(seed: seed)
        try traffic.fill(&batch, messages: 120)
        let session = try SampleSession(batch)
        let names = try Self.names(session)
        var filters = SampleFilters(seed: seed)
        var random = SeededRandom(seed: seed)
        var (matched, some) = (0, 0)
        for _ in 0..<100 {
            let expression = filters.next()
            let filter = try Filter(expression)
            var whole = TrafficFilter(filter)
            let told = try session.told { whole.select(from: $0, into: &$1) }
            let connections = Set(told.compactMap { Int($0.split(separator: " ")[1]) })
            let search = try SessionSearch(path: session.path, filter: filter)
            let numbers = try Self.found(search, rows: .random(in: 1...200, using: &random)) {
                Bool.random(using: &random)
            }
            #expect(numbers.map { names[Int($0) - 1] } == told.filter { $0.hasPrefix("message") }, "\(expression)")
            #expect(search.connections == connections, "\(expression)")
            #expect(search.position == 120)
            let back = try Self.foundBackwards(search, from: .max, rows: .random(in: 1...150, using: &random))
            #expect(back == numbers, "\(expression)")
            matched += numbers.isEmpty ? 0 : 1
            some += numbers.count < 120 ? 1 : 0
        }
        #expect(matched > 20 && some > 40, "the filters tell messages apart")
    }

    @Test(arguments: [1, 7, 1_000])
    func `connections, control messages, bounds and a text narrow a search down`(_ rows: Int) throws {
        var batch = TrafficBatch()
        var traffic = SampleTraffic(seed: 9)
        try traffic.fill(&batch, messages: 200)
        let session = try SampleSession(batch)
        var messages: [(message: Message, payload: String)] = []
        for case .message(let message) in batch.events {
            messages.append(
                (
                    message,
                    batch.withBytes(of: message) { String(decoding: $0.withUnsafeBytes(Array.init), as: UTF8.self) }
                )
            )
        }
        func expected(_ holds: (Message, String) -> Bool) -> [Int64] {
            messages.indices.filter { holds(messages[$0].message, messages[$0].payload) }.map { Int64($0) + 1 }
        }
        let path = session.path
        let all = try SessionSearch(path: path, filter: nil)
        #expect(try Self.found(all, rows: rows) == Array(1...200))
        #expect(all.connections == [1, 2, 3, 4, 5, 6])
        let two = try SessionSearch(path: path, filter: nil, connections: [2, 6, 99], hidesControl: true)
        #expect(
            try Self.found(two, rows: rows)
                == expected { message, _ in [2, 6].contains(message.connection) && !message.opcode.isControl })
        #expect(two.connections == [2, 6])
        let many = try SessionSearch(path: path, filter: nil, connections: Array(5...2_000))
        #expect(try Self.found(many, rows: rows) == expected { message, _ in message.connection > 4 })
        let none = try SessionSearch(path: path, filter: nil, connections: [])
        #expect(try Self.found(none, rows: rows).isEmpty && none.connections.isEmpty)
        let text = try SessionSearch(path: path, filter: nil, containing: Array("PRICE".utf8))
        let prices = expected { _, payload in payload.contains("price") }
        #expect(try Self.found(text, rows: rows) == prices && prices.count > 20)
        #expect(try Self.foundBackwards(text, from: 201, rows: rows) == prices)
        let filtered = try SessionSearch(
            path: path, filter: Filter("payload contains \"user\" and not seq == 1"), within: 20...150,
            containing: Array("Price".utf8))
        let both = expected { $1.contains("price") && $1.contains("user") && $0.number != 1 }
        #expect(try Self.found(filtered, rows: rows) == both.filter { (20...150).contains($0) })
        #expect(try Self.foundBackwards(filtered, from: .max, rows: rows) == both.filter { (20...150).contains($0) })
    }

    @Test func `a search goes on with what has come since`() throws {
        var batch = TrafficBatch()
        var traffic = SampleTraffic(seed: 3)
        try traffic.fill(&batch, messages: 150)
        let folder = try SampleSession(TrafficBatch())
        let path = folder.path + "-live"
        defer { SessionFile.remove(path) }
        var recorder = try Recorder(path: path, facts: [])
        let filter = try Filter("severity == error or text or status == 101")
        let search = try SessionSearch(path: path, filter: filter)
        #expect(try Self.found(search, rows: 10).isEmpty && search.connections.isEmpty)
        var numbers: [Int64] = []
        var index = 0
        while index < batch.count {
            var part = TrafficBatch()
            // A message and the findings about it are recorded together.
            while index < batch.count, part.count < 25 || batch.isFinding(index) {
                part.copy(index, from: batch)
                index += 1
            }
            recorder.record(part)
            recorder.commit()
            numbers += try Self.found(search, rows: 10)
        }
        recorder.finish()
        let whole = try SessionSearch(path: path, filter: filter)
        #expect(try Self.found(whole, rows: 1_000) == numbers && numbers.count > 20)
        #expect(whole.connections == search.connections && !whole.connections.isEmpty)
    }

    @Test func `a search stops when time is up, and is asked often`() throws {
        var batch = TrafficBatch()
        var traffic = SampleTraffic(seed: 4)
        try traffic.fill(&batch, messages: 2_000)
        let session = try SampleSession(batch)
        for expression in ["json.price > 100", "length > 3", "finding"] {
            let search = try SessionSearch(path: session.path, filter: Filter(expression))
            var asked = 0
            #expect(
                try search.advance(
                    rows: 1_000_000,
                    isDue: {
                        asked += 1; return true
                    }, found: { _ in }))
            #expect(asked > 0 && search.position < 2_001, "\(expression)")
        }
        let judged = try SessionSearch(path: session.path, filter: Filter("json.price > 100"))
        _ = try judged.advance(rows: 1_000_000, isDue: { true }, found: { _ in })
        #expect(judged.position < 600)
    }

    @Test func `no number is too far`() throws {
        let session = try SampleSession(TrafficBatch())
        let search = try SessionSearch(path: session.path, filter: nil, within: .min ... .max)
        for before: Int64 in [.min, -1, 0, 1, .max] {
            #expect(try search.previous(before: before, rows: .max, isDue: { false }) == nil)
        }
        #expect(try !search.advance(rows: .min, isDue: { false }, found: { _ in }))
        let beyond = try SessionSearch(path: session.path, filter: nil, within: .max ... .max)
        #expect(try !beyond.advance(rows: .max, isDue: { false }, found: { _ in }))
        #expect(throws: SessionError.self) { try SessionSearch(path: "/nowhere", filter: nil) }
    }
}

extension TrafficBatch {
    fileprivate func isFinding(_ index: Int) -> Bool {
        if case .finding = self[index] { true } else { false }
    }
}
