import CaptureKit
import FoundationEssentials
import Testing

/// The captures whose makers wrote down what they sent, compared with what is seen in them.
struct SentMessagesTests {
    private static let captures = CaptureFile.all.filter { !$0.sent.isEmpty }

    /// A line of `sent.jsonl`, or of a story; of each the members that matter here.
    private struct Line: Decodable {
        var type: String?
        var conn: Int?
        var url: String?
        var path: String?
        var from: String?
        var opcode: String?
        var text: String?
        var base64: Data?
        var code: Int?
        var reason: String?

        /// The payload, that of a Close message from its parts.
        var payload: [UInt8] {
            if let code { return [UInt8(code >> 8), UInt8(code & 0xff)] + Array((reason ?? "").utf8) }
            return text.map { Array($0.utf8) } ?? base64.map { Array($0) } ?? []
        }
    }

    /// Where a message was sent, and what it is.
    private struct Message: Hashable {
        let path: String
        let from: String
        let opcode: String
        let payload: [UInt8]

        init(_ line: Line, path: String?) {
            self.path = path ?? "?"
            from = line.from ?? ""
            opcode = line.opcode ?? ""
            payload = line.payload
        }
    }

    private func lines(_ bytes: [UInt8]) throws -> [Line] {
        let decoder = JSONDecoder()
        return try bytes.split(separator: 0x0a).map { try decoder.decode(Line.self, from: Data($0)) }
    }

    /// The messages of each direction in order, direction by direction.
    private func sorted(_ messages: [Message]) -> [Message] {
        messages.enumerated().sorted {
            ($0.element.path, $0.element.from, $0.offset) < ($1.element.path, $1.element.from, $1.offset)
        }.map(\.element)
    }

    @Test
    func `there are captures of every way to be encrypted or multiplexed`() {
        let names = Set(Self.captures.map(\.name))
        #expect(names.isSuperset(of: ["tls13", "tls12", "tls12-cbc", "tls-resumption", "http2", "http2-tls"]))
    }

    @Test(arguments: captures)
    func `what is seen is what was sent`(_ capture: CaptureFile) throws {
        let story = try lines(capture.story.jsonLines)
        var paths: [Int: String] = [:]
        for line in story where line.type == "open" {
            let parts = line.url?.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false) ?? []
            paths[line.conn ?? 0] = parts.count == 4 ? "/" + parts[3] : nil
        }
        let seen = sorted(story.filter { $0.type == "message" }.map { Message($0, path: paths[$0.conn ?? 0]) })
        let sent = sorted(try lines(capture.sent).map { Message($0, path: $0.path) })
        #expect(!sent.isEmpty)
        #expect(seen == sent, "\(capture)")
    }
}
