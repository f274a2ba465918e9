/// Whether a story agrees with itself, whatever it was told of: what holds for every input.
package struct StoryCheck {
    /// What is known of a connection so far.
    private struct Connection {
        var isClosed = false
        var messages: Set<Int> = []
        var counts: [String: Int] = [:]
        var wireLengths: [String: Int] = [:]
        var frames: [Int: Int] = [:]
        var found: Set<Int> = []
    }

    /// What contradicts itself, with its line's number; nothing where all is well.
    package private(set) var contradictions: [String] = []
    private var connections: [Int: Connection] = [:]
    private var lineNumber = 0
    private let keptPayload: Int

    /// Checks a story of which everything was told, frames included, with at most `keptPayload` bytes of a message kept.
    package init(_ story: Story, keptPayload: Int) {
        self.init(
            jsonLines: story.jsonLines, transcript: story.transcript, connections: story.totals.connections,
            keptPayload: keptPayload)
    }

    /// Checks the texts of a story that is said to have so many connections.
    package init(jsonLines: [UInt8], transcript: [UInt8], connections total: Int, keptPayload: Int) {
        self.keptPayload = keptPayload
        for line in jsonLines.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast() {
            lineNumber += 1
            check(line)
        }
        if let last = jsonLines.last, last != 0x0a { contradict("the last line has no end") }
        for (number, connection) in connections {
            if !connection.isClosed { contradict("connection \(number) has no close line") }
            if !connection.found.isSubset(of: connection.messages) {
                contradict("connection \(number) has findings about messages that it does not have")
            }
        }
        if connections.keys.max() ?? 0 != connections.count { contradict("a connection's number was left out") }
        check(transcript: transcript)
        if total != connections.count { contradict("the total of connections is wrong") }
    }

    private mutating func contradict(_ problem: String) {
        if contradictions.count < 20 { contradictions.append("line \(lineNumber): \(problem)") }
    }

    private mutating func check(_ bytes: ArraySlice<UInt8>) {
        guard String(validating: bytes, as: UTF8.self) != nil else { return contradict("no valid UTF-8") }
        guard let line = JSONLine(bytes), line.isUnambiguous else { return contradict("no valid JSON") }
        guard let type = line.text("type"), let number = line.number("conn") else {
            return contradict("no type or conn")
        }
        if !isTime(line.raw("time") ?? []) { contradict("no time with nine decimals") }
        if type == "open" {
            if connections.updateValue(Connection(), forKey: number) != nil {
                contradict("connection \(number) opens twice")
            }
            return
        }
        guard var connection = connections[number] else { return contradict("connection \(number) is not open") }
        connections[number] = nil
        if connection.isClosed { contradict("connection \(number) goes on after its end") }
        switch type {
        case "message": check(message: line, of: &connection)
        case "frame": check(frame: line, of: &connection)
        case "finding":
            if let seq = line.number("seq") { connection.found.insert(seq) }
            if line.text("rule") == nil || line.raw("detail") == nil { contradict("a finding without rule or detail") }
        case "close": check(close: line, of: &connection)
        default: contradict("a line of type \(type)")
        }
        connections[number] = connection
    }

    private mutating func check(message line: JSONLine, of connection: inout Connection) {
        guard let seq = line.number("seq"), let from = line.text("from"), let frames = line.number("frames"),
            let wire = line.number("wire_length")
        else { return contradict("a message without seq, from, frames or wire_length") }
        if seq < 1 || !connection.messages.insert(seq).inserted { contradict("message \(seq) is there twice") }
        connection.counts[from, default: 0] += 1
        connection.wireLengths[from, default: 0] &+= wire
        if connection.frames[seq] != frames { contradict("message \(seq) says \(frames) frames") }
        let bodies = [line.raw("text"), line.raw("base64"), line.raw("reason")].compactMap { $0 }
        if bodies.count > 1 { contradict("message \(seq) has two payloads") }
        // A control message may not have more than 125 bytes, and so many are kept of each (RFC 6455 section 5.5).
        if let kept = line.number("kept"), kept > max(keptPayload, 125) || kept > line.number("length") ?? .max {
            contradict("message \(seq) keeps \(kept) bytes")
        }
        if line.raw("length") == nil, line.raw("doubt") == nil {
            contradict("message \(seq) has no length and no doubt")
        }
        if line.raw("answers") != nil, line.text("opcode") != "pong" {
            contradict("message \(seq) answers and is no pong")
        }
        if let text = line.raw("text"), text.count > 6 * (line.number("length") ?? 0) + 2 {
            contradict("message \(seq) has more text than its length allows")
        }
    }

    private mutating func check(frame line: JSONLine, of connection: inout Connection) {
        guard let seq = line.number("seq"), let number = line.number("frame") else {
            return contradict("a frame without seq or frame")
        }
        if connection.messages.contains(seq) { contradict("message \(seq) goes on after its end") }
        if number != (connection.frames[seq] ?? 0) + 1 {
            contradict("frame \(number) of message \(seq) is out of turn")
        }
        connection.frames[seq] = number
    }

    private mutating func check(close line: JSONLine, of connection: inout Connection) {
        connection.isClosed = true
        for (side, name) in [("client", "client" as StaticString), ("server", "server")] {
            if line.number("messages", name) != connection.counts[side] ?? 0 {
                contradict("the close line's number of messages from the \(side) is wrong")
            }
            if line.number("bytes", name) ?? -1 < connection.wireLengths[side] ?? 0 {
                contradict("the close line's number of bytes from the \(side) is too small")
            }
        }
        if connection.frames.keys.contains(where: { !connection.messages.contains($0) }) {
            contradict("there are frames of messages that were not told")
        }
        if line.text("how") == nil { contradict("a close line without how") }
    }

    private func isTime(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: 0x2e, omittingEmptySubsequences: false)
        return parts.count == 2 && parts[1].count == 9
    }

    /// Text for people has a line for every JSON line, and nothing that a terminal would obey.
    private mutating func check(transcript: [UInt8]) {
        if String(validating: transcript, as: UTF8.self) == nil { contradict("the text is no valid UTF-8") }
        if transcript.contains(where: { $0 < 0x20 && $0 != 0x0a || $0 == 0x7f }) {
            contradict("the text has control characters")
        }
        if transcript.count(where: { $0 == 0x0a }) != lineNumber { contradict("the text has another number of lines") }
    }
}
