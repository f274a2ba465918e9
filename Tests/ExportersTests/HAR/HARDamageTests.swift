import TestKit
import Testing

@testable import Dissection
@testable import Exporters

/// Files that are cut, damaged or hostile.
struct HARDamageTests {
    private static let own = har(control: true) { batch in
        batch.append(Sample.opening(Sample.handshake("GET / HTTP/1.1\nHost: h\nUpgrade: websocket\n\n", nil)))
        Sample.message(&batch, .text, Array("hello".utf8))
        Sample.message(&batch, .binary, [1, 2]) { unusual in
            unusual.trouble = Message.Trouble(
                missing: 1, holes: [.init(offset: 1, length: 1)], isIncomplete: true, doubt: [.contextLost])
        }
        Sample.message(&batch, .text, Array("\"last\"".utf8))
        batch.append(Sample.finding(2, StreamRules.noClose, "x"))
        batch.append(Sample.closing(.clean, by: .fromClient, code: 1000))
    }

    @Test func `a file that is cut anywhere tells what stands before, and where it ends`() {
        let whole = HARTelling(Self.own)
        #expect(whole.failure == nil)
        let bytes = Array(Self.own.utf8)
        let last = bytes.count - 1
        #expect(bytes[last] == 0x0a)
        for length in 0..<last {
            let telling = HARTelling(Array(bytes[..<length]), piece: 100)
            #expect(telling.failure == HARError(problem: .truncated, offset: length))
            let messages = telling.lines("message")
            #expect(whole.lines("message").starts(with: messages))
            #expect(telling.lines("open").count == telling.lines("close").count)
            let text = String(decoding: bytes[..<length], as: UTF8.self)
            let ended = text.components("\"_wire_length\":").count - 1
            #expect(messages.count >= min(ended, 3) - 1)
        }
    }

    @Test(arguments: 0..<8)
    func `damaged files stop no program, and say the same in pieces of any size`(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let samples = [Self.own, ForeignHAR.chromium, ForeignHAR.toolkit(close: ",\"_webSocketClose\":{\"code\":1}")]
        let words = [
            "null", "[]", "{}", "\"\"", "-1", "1e999", "99999999999999999999", "true", "\\", "\"", "[", "}", "\u{0}",
        ]
        for _ in 0..<40 {
            var bytes = Array(samples.randomElement(using: &random)?.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &random)))
                case 2: bytes.insert(contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: at)
                default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 60)], at: at)
                }
                if bytes.isEmpty { bytes = [0x7b] }
            }
            let telling = HARTelling(bytes)
            #expect(telling.lines("open").count == telling.lines("close").count)
            #expect(HARTelling(bytes, piece: Int.random(in: 1...300, using: &random)) == telling)
        }
    }

    /// Every value of a file replaced by one of another kind.
    @Test(arguments: [
        "null", "true", "[]", "{}", "\"\"", "\"x\"", "-1", "0.5", "1e400", "-1e400", "123456789012345678901234567890",
        "[[[]]]",
        "{\"a\":{\"b\":[]}}",
    ])
    func `values of the wrong kind stop no program`(_ wrong: String) {
        for sample in [Self.own, ForeignHAR.toolkit(close: ",\"_webSocketClose\":{\"code\":1001,\"timestamp\":5}")] {
            let parts = sample.components("\":")
            for index in 1..<parts.count where !parts[index].hasPrefix("{\"log") {
                var text = parts[..<index].joined(separator: "\":") + "\":" + wrong
                text += Self.behindValue(parts[index...].joined(separator: "\":"))
                let telling = HARTelling(text)
                #expect(telling.failure == nil || telling.failure?.problem == .notHAR, "\(text)")
                #expect(telling.lines("open").count == telling.lines("close").count)
            }
        }
    }

    /// The text without the JSON value that it begins with.
    private static func behindValue(_ text: String) -> String {
        var depth = 0
        var isString = false
        var isEscape = false
        for (offset, byte) in text.utf8.enumerated() {
            if isString {
                if !isEscape, byte == 0x22 { isString = false }
                isEscape = !isEscape && byte == 0x5c
                continue
            }
            switch byte {
            case 0x22: isString = true
            case 0x7b, 0x5b: depth += 1
            case 0x7d, 0x5d, 0x2c:
                if depth == 0 { return String(decoding: Array(text.utf8)[offset...], as: UTF8.self) }
                if byte != 0x2c { depth -= 1 }
            default: break
            }
        }
        return ""
    }

    @Test func `what is nested too deep is refused, and what is nested deep is not`() {
        let nested = { (depth: Int) in
            HARImporterTests.log(
                HARImporterTests.entry() + ",{\"x\":" + String(repeating: "[", count: depth)
                    + String(repeating: "]", count: depth) + "}")
        }
        #expect(HARTelling(nested(500)).failure == nil)
        let telling = HARTelling(nested(1_000_000))
        #expect(telling.failure?.problem == .notJSON)
        #expect(telling.lines("message").count == 1)
    }

    @Test func `an entry's facts are bounded, and what is left out is told`() throws {
        let field = "{\"name\":\"a\",\"value\":\"" + String(repeating: "v", count: 100_000) + "\"}"
        let fields = Array(repeating: field, count: 60).joined(separator: ",")
        let entry = HARImporterTests.entry().replacing(
            "\"headers\":[]", with: "\"headers\":[\(fields)]", maxReplacements: 1)
        let telling = HARTelling(HARImporterTests.log(entry))
        #expect(telling.values("finding").map { $0["rule"] } == [.string("wscope-har-left-out")])
        #expect(telling.lines("message").count == 1)
        #expect(telling.lines.allSatisfy { $0.utf8.count < HARFacts.budget + 10_000 })
    }

    @Test func `messages that are none are told, up to a limit`() {
        let wrong = Array(repeating: "{\"type\":\"send\"}", count: 100).joined(separator: ",")
        let telling = HARTelling(HARImporterTests.log(HARImporterTests.entry(wrong)))
        #expect(telling.lines("finding").count == 64)
        #expect(telling.lines("finding").last?.contains("more are not told") == true)
    }

    @Test(arguments: [1, 7, 100, 5_000])
    func `a value that is too long is told, and what stands before it`(_ piece: Int) {
        let long = "{\"type\":\"send\",\"data\":\"" + String(repeating: "x", count: 2_000) + "\"}"
        let file = Array(HARImporterTests.log(HARImporterTests.entry(), HARImporterTests.entry(long)).utf8)
        var importer = HARImporter(after: 0, longestValue: 500)
        var batch = TrafficBatch()
        while let position = importer.position {
            let bytes = Array(file[position..<min(file.count, position + piece)])
            if bytes.isEmpty { importer.end(into: &batch) } else { importer.feed(bytes.span.bytes, into: &batch) }
            #expect(importer.heldBytes <= 500 + piece)
        }
        let isWhole = piece > file.count
        #expect(importer.failure?.problem == (isWhole ? nil : .tooLong))
        #expect(batch.totals.messages == (isWhole ? 2 : 1))
        #expect(batch.totals.connections == 2)
    }

    @Test func `a large file is read in little memory`() {
        let message =
            "{\"type\":\"send\",\"time\":1.5,\"opcode\":1,\"data\":\"0123456789012345678901234567890123456789\"},"
        let count = 40_000
        let file = Array(
            ("{\"log\":{\"entries\":[{\"_webSocketMessages\":[" + String(repeating: message, count: count)
                + "{}],\"request\":{\"url\":\"ws://h/\"}}]}}").utf8)
        var importer = HARImporter()
        var batch = TrafficBatch()
        var most = 0
        while let position = importer.position {
            let piece = Array(file[position..<min(file.count, position + 8_192)])
            if piece.isEmpty { importer.end(into: &batch) } else { importer.feed(piece.span.bytes, into: &batch) }
            most = max(most, importer.heldBytes)
            batch.clear()
        }
        #expect(importer.failure == nil)
        #expect(batch.totals.messages == count)
        #expect(most < 20_000)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
