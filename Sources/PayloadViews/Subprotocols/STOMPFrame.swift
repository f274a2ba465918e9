/// A frame of STOMP 1.0 to 1.2: a command, headers, and a body that a zero byte ends.
struct STOMPFrame {
    /// The command, such as `SEND`.
    private(set) var command: Range<Int>
    /// The lines of headers, with their line ends.
    private(set) var headers: Range<Int>
    /// The body; nil where the headers have no end.
    private(set) var body: Range<Int>?
    /// Where the frame ends, its zero byte included; nil where it has none.
    private(set) var end: Int?
    /// Whether every line of the headers has a colon.
    private(set) var isSound = true

    private static let commands: [StaticString] = [
        "SEND", "MESSAGE", "CONNECT", "CONNECTED", "STOMP", "SUBSCRIBE", "UNSUBSCRIBE", "ACK", "NACK", "BEGIN",
        "COMMIT",
        "ABORT", "DISCONNECT", "RECEIPT", "ERROR",
    ]
    /// Bytes of headers that are looked at.
    private static let longestHead = 16_384

    /// The frame that begins at a place; nil where none does.
    init?(_ bytes: RawSpan, from start: Int) {
        let view = bytes.part(0..<min(bytes.byteCount, start + Self.longestHead))
        var at = start
        while let byte = view.byte(at), byte &- 0x41 < 26 { at += 1 }
        command = start..<at
        let name = view.part(command)
        guard Self.commands.contains(where: { name.equals($0) }) else {
            let isBegun = at == bytes.byteCount && Self.commands.contains { Self.begins($0, name) }
            guard isBegun, start < at else { return nil }
            headers = at..<at
            return
        }
        headers = at..<at
        guard let first = Self.skipLineEnd(view, at) else {
            guard at == bytes.byteCount else { return nil }
            return
        }
        readHeaders(bytes, view, from: first)
    }

    private static func begins(_ command: StaticString, _ bytes: RawSpan) -> Bool {
        command.withUTF8Buffer { units in
            guard bytes.byteCount < units.count else { return false }
            for place in 0..<bytes.byteCount where unsafe bytes.byte(place) != units[place] { return false }
            return true
        }
    }

    private mutating func readHeaders(_ bytes: RawSpan, _ view: RawSpan, from first: Int) {
        var at = first
        var length: Int?
        headers = first..<first
        while true {
            if let next = Self.skipLineEnd(view, at) {
                headers = first..<at
                findEnd(bytes, from: next, length: length)
                return
            }
            guard let lineEnd = view.first(0x0a, from: at) else {
                headers = first..<view.byteCount
                return
            }
            let line = view.part(at..<lineEnd)
            if line.first(0x3a) == nil { isSound = false }
            if line.starts(with: "content-length:"), length == nil {
                length = line.decimal(at: 15)?.value
            }
            at = lineEnd + 1
        }
    }

    private mutating func findEnd(_ bytes: RawSpan, from start: Int, length: Int?) {
        if let length, length <= bytes.byteCount - start {
            body = start..<start + length
            guard bytes.byte(start + length) == 0 else {
                isSound = isSound && start + length == bytes.byteCount
                return
            }
            end = start + length + 1
        } else if length == nil, let zero = bytes.first(0, from: start) {
            body = start..<zero
            end = zero + 1
        } else {
            body = start..<bytes.byteCount
        }
    }

    /// Where the line end at a place ends; nil where none is.
    static func skipLineEnd(_ bytes: RawSpan, _ at: Int) -> Int? {
        if bytes.byte(at) == 0x0a { return at + 1 }
        return bytes.byte(at) == 0x0d && bytes.byte(at + 1) == 0x0a ? at + 2 : nil
    }

    /// The next header at a place among the headers: its name, its value and where the next begins.
    func header(_ bytes: RawSpan, at place: Int) -> (name: Range<Int>, value: Range<Int>, next: Int)? {
        guard place < headers.upperBound else { return nil }
        let view = bytes.part(0..<headers.upperBound)
        let lineEnd = view.first(0x0a, from: place) ?? headers.upperBound
        let end = lineEnd > place && view.byte(lineEnd - 1) == 0x0d ? lineEnd - 1 : lineEnd
        let colon = bytes.part(0..<end).first(0x3a, from: place) ?? end
        return (place..<colon, min(colon + 1, end)..<end, min(lineEnd + 1, headers.upperBound))
    }

    /// The value of the first header of a name.
    func value(_ name: StaticString, _ bytes: RawSpan) -> Range<Int>? {
        var place = headers.lowerBound
        while let header = header(bytes, at: place) {
            if bytes.part(header.name).equals(name) { return header.value }
            place = header.next
        }
        return nil
    }

    /// What a header's name or value says, its escapes read (STOMP 1.2, Value Encoding).
    func decoded(_ range: Range<Int>, _ bytes: RawSpan) -> [UInt8] {
        let isRaw = bytes.part(command).equals("CONNECT") || bytes.part(command).equals("CONNECTED")
        var text: [UInt8] = []
        var at = range.lowerBound
        while at < range.upperBound, let byte = bytes.byte(at) {
            at += 1
            guard byte == 0x5c, !isRaw, at < range.upperBound, let escape = bytes.byte(at) else {
                text.append(byte)
                continue
            }
            switch escape {
            case 0x72: text.append(0x0d)
            case 0x6e: text.append(0x0a)
            case 0x63: text.append(0x3a)
            case 0x5c: text.append(0x5c)
            default:
                text.append(byte)
                continue
            }
            at += 1
        }
        return text
    }
}
