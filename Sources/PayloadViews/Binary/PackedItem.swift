/// A piece of MessagePack or CBOR: a value, or the head of an array or a map whose values follow.
enum PackedItem: Equatable {
    case null, undefined, bool(Bool), unsigned(UInt64), signed(Int64), float(Double)
    /// -1 minus a number that is too large to be kept with its sign.
    case below(UInt64)
    case text(Range<Int>), bytes(Range<Int>), extended(type: Int8, Range<Int>)
    /// An array of so many values; nil where a break ends it.
    case array(Int?)
    /// A map of so many pairs; nil where a break ends it.
    case map(Int?)
    /// A number that says what the value that follows means.
    case tag(UInt64)
    /// A simple value of CBOR that has no meaning of its own.
    case simple(UInt8)
    /// Text or bytes in pieces that a break ends.
    case pieces(isText: Bool)
    /// What ends an array, a map or pieces that do not say how long they are.
    case stop
}

/// The two languages that pieces are read from.
enum PackedLanguage {
    case messagePack, cbor

    /// Reads the next piece; nil where it is cut or there is none. The cursor then stays.
    func next(_ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        switch self {
        case .messagePack: MessagePackReader.next(&cursor, bytes)
        case .cbor: CBORReader.next(&cursor, bytes)
        }
    }

    /// The language's name.
    var title: StaticString {
        switch self {
        case .messagePack: "MessagePack"
        case .cbor: "CBOR"
        }
    }
}
