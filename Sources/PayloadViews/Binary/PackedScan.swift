import JSONText

/// Goes through MessagePack or CBOR once, to see whether the bytes are that.
struct PackedScan {
    /// How a value ends.
    enum Ending {
        case whole, cut, broken
    }

    private let language: PackedLanguage
    private(set) var cursor: ByteCursor
    /// Whether there is readable text of some length, which chance seldom makes.
    private(set) var hasWords = false
    /// How many values were seen.
    private(set) var count = 0

    /// Bytes that are looked at.
    static let window = 8_192
    private static let deepest = 48

    /// A scan of the bytes' beginning.
    init(_ language: PackedLanguage, _ bytes: RawSpan) {
        self.language = language
        cursor = ByteCursor(0..<min(bytes.byteCount, Self.window))
    }

    /// Passes over a value.
    mutating func value(_ bytes: RawSpan, depth: Int = 0) -> Ending {
        let start = cursor.at
        guard let item = language.next(&cursor, bytes) else {
            return isBegun(at: start, bytes) ? .cut : .broken
        }
        count += 1
        guard depth < Self.deepest else { return .broken }
        switch item {
        case .text(let range):
            let text = bytes.part(range)
            guard TextPayload.isText(text, isWhole: true) else { return .broken }
            if range.count > 2 { hasWords = true }
            return .whole
        case .array(let count): return values(count, bytes, depth)
        case .map(let count):
            return values(count.map { $0.addingReportingOverflow($0).overflow ? .max : $0 * 2 }, bytes, depth)
        case .tag: return value(bytes, depth: depth + 1)
        case .pieces: return values(nil, bytes, depth)
        case .stop: return .broken
        default: return .whole
        }
    }

    private mutating func values(_ count: Int?, _ bytes: RawSpan, _ depth: Int) -> Ending {
        var index = 0
        while count.map({ index < $0 }) ?? true {
            if count == nil, bytes.byte(cursor.at) == 0xff, cursor.left > 0 {
                _ = cursor.take(1)
                return .whole
            }
            let ending = value(bytes, depth: depth + 1)
            guard ending == .whole else { return ending }
            index += 1
        }
        return .whole
    }

    /// Whether the piece at a place could be whole if more bytes followed.
    private func isBegun(at start: Int, _ bytes: RawSpan) -> Bool {
        guard let first = bytes.byte(start), start < cursor.end else { return true }
        switch language {
        case .messagePack: return first != 0xc1
        case .cbor: return first & 0x1f < 28 || first & 0x1f == 31 && first >> 5 > 1
        }
    }
}
