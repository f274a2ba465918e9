import FoundationEssentials

/// A message as its sender wrote it down, or as a story tells it.
package struct SentMessage: Hashable, Sendable {
    /// The path of the connection's URL; `?` where it is not known.
    package let path: String
    /// `client` or `server`.
    package let from: String
    /// `text`, `binary`, `close`, `ping` or `pong`.
    package let opcode: String
    /// Its payload, not compressed.
    package let payload: [UInt8]

    /// A line of a list of sent messages, or of a story; of each the members that matter here.
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

    private init(_ line: Line, path: String?) {
        self.path = path ?? "?"
        from = line.from ?? ""
        opcode = line.opcode ?? ""
        payload = line.payload
    }

    private static func lines(_ bytes: [UInt8]) throws -> [Line] {
        let decoder = JSONDecoder()
        return try bytes.split(separator: 0x0a).map { try decoder.decode(Line.self, from: Data($0)) }
    }

    /// The messages that JSON lines with `path`, `from`, `opcode` and a payload list, direction by direction.
    package static func sent(_ bytes: [UInt8]) throws -> [SentMessage] {
        sorted(try lines(bytes).map { SentMessage($0, path: $0.path) })
    }

    /// The messages that a story in JSON lines tells, direction by direction.
    package static func told(_ story: [UInt8]) throws -> [SentMessage] {
        let story = try lines(story)
        var paths: [Int: String] = [:]
        for line in story where line.type == "open" {
            let parts = line.url?.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false) ?? []
            paths[line.conn ?? 0] = parts.count == 4 ? "/" + parts[3] : nil
        }
        return sorted(story.filter { $0.type == "message" }.map { SentMessage($0, path: paths[$0.conn ?? 0]) })
    }

    private static func sorted(_ messages: [SentMessage]) -> [SentMessage] {
        messages.enumerated().sorted {
            ($0.element.path, $0.element.from, $0.offset) < ($1.element.path, $1.element.from, $1.offset)
        }.map(\.element)
    }
}
