/// What a kind of value allows, and how it is called.
extension Field.Kind {
    /// What a field of the kind is, for people.
    package var words: String {
        switch self {
        case .number: "a number"
        case .size: "a number of bytes"
        case .duration: "a time"
        case .moment: "a date and time"
        case .flag: "Boolean"
        case .text: "text"
        case .bytes: "bytes"
        case .address: "an address"
        case .endpoint: "an address with a port"
        case .side: "a side"
        case .opcode: "an opcode"
        case .severity: "a severity"
        case .doubt: "a doubt"
        case .mask: "a masking key"
        case .json: "a JSON value"
        }
    }

    /// The operators that apply to a field of the kind.
    package var operators: [String] {
        ["==", "!="] + (isOrdered ? ["<", "<=", ">", ">="] : []) + (isText ? ["contains", "matches"] : [])
            + (self == .flag ? [] : ["in"])
    }

    /// Whether its values have an order.
    var isOrdered: Bool {
        switch self {
        case .number, .size, .duration, .moment, .text, .bytes, .opcode, .severity, .json: true
        case .flag, .address, .endpoint, .side, .doubt, .mask: false
        }
    }

    /// Whether its values have parts.
    var isText: Bool { self == .text || self == .bytes || self == .json }
}
