/// Reads MessagePack piece by piece.
enum MessagePackReader {
    /// Reads the next piece; nil where it is cut or there is none. The cursor then stays.
    static func next(_ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        var probe = cursor
        guard let first = probe.byte(bytes), let item = read(first, &probe, bytes) else { return nil }
        cursor = probe
        return item
    }

    private static func read(_ first: UInt8, _ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        switch first {
        case 0x00...0x7f: return .unsigned(UInt64(first))
        case 0x80...0x8f: return .map(Int(first & 0x0f))
        case 0x90...0x9f: return .array(Int(first & 0x0f))
        case 0xa0...0xbf: return cursor.take(Int(first & 0x1f)).map { .text($0) }
        case 0xc0: return .null
        case 0xc2, 0xc3: return .bool(first == 0xc3)
        case 0xc4...0xc6: return block(1 << Int(first - 0xc4), &cursor, bytes).map { .bytes($0) }
        case 0xc7...0xc9:
            guard let size = cursor.number(bytes, 1 << Int(first - 0xc7)) else { return nil }
            return extended(Int(size), &cursor, bytes)
        case 0xca...0xd3: return number(first, &cursor, bytes)
        case 0xd4...0xd8: return extended(1 << Int(first - 0xd4), &cursor, bytes)
        case 0xd9...0xdb: return block(1 << Int(first - 0xd9), &cursor, bytes).map { .text($0) }
        case 0xdc, 0xdd: return cursor.number(bytes, first == 0xdc ? 2 : 4).map { .array(Int($0)) }
        case 0xde, 0xdf: return cursor.number(bytes, first == 0xde ? 2 : 4).map { .map(Int($0)) }
        case 0xe0...0xff: return .signed(Int64(Int8(bitPattern: first)))
        default: return nil
        }
    }

    private static func number(_ first: UInt8, _ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        let width: Int
        switch first {
        case 0xca: width = 4
        case 0xcb: width = 8
        case 0xcc...0xcf: width = 1 << Int(first - 0xcc)
        default: width = 1 << Int(first & 0x03)
        }
        guard let value = cursor.number(bytes, width) else { return nil }
        switch first {
        case 0xca: return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: value))))
        case 0xcb: return .float(Double(bitPattern: value))
        case 0xcc...0xcf: return .unsigned(value)
        case 0xd0: return .signed(Int64(Int8(truncatingIfNeeded: value)))
        case 0xd1: return .signed(Int64(Int16(truncatingIfNeeded: value)))
        case 0xd2: return .signed(Int64(Int32(truncatingIfNeeded: value)))
        default: return .signed(Int64(truncatingIfNeeded: value))
        }
    }

    private static func block(_ width: Int, _ cursor: inout ByteCursor, _ bytes: RawSpan) -> Range<Int>? {
        guard let size = cursor.number(bytes, width) else { return nil }
        return cursor.take(Int(size))
    }

    private static func extended(_ size: Int, _ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        guard let type = cursor.byte(bytes), let range = cursor.take(size) else { return nil }
        return .extended(type: Int8(bitPattern: type), range)
    }
}
