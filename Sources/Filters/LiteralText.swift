import WebSocketWire

extension Literal {
    /// The value as it is written for a field of a kind.
    func text(of kind: Field.Kind) -> String {
        switch self {
        case .number(let value): Self.text(value, kind)
        case .double(let value): Self.text(value)
        case .bytes(let bytes): QuotedText.quoted(bytes)
        case .flag(let value): value ? "true" : "false"
        case .null: "null"
        case .peer(let peer): peer.description
        }
    }

    /// The value as it is written where no order is asked for: opcodes then have names.
    func name(of kind: Field.Kind) -> String {
        guard kind == .opcode, case .number(let value) = self else { return text(of: kind) }
        return Opcode(rawValue: UInt8(clamping: value / Decimal.one)).description
    }

    private static func text(_ value: Int128, _ kind: Field.Kind) -> String {
        let whole = Int(clamping: value / Decimal.one)
        switch kind {
        case .side: return whole == 0 ? "client" : "server"
        case .severity: return name(whole, LiteralReader.severities)
        case .doubt: return name(whole, LiteralReader.doubts)
        case .mask:
            return MaskingKey(bits: UInt32(truncatingIfNeeded: whole)).description
        case .number, .size, .duration, .moment, .flag, .text, .bytes, .address, .endpoint, .opcode, .json:
            return Decimal.text(value)
        }
    }

    private static func name(_ index: Int, _ names: [String]) -> String {
        names.indices.contains(index) ? names[index] : ""
    }

    private static func text(_ value: Double) -> String {
        let isWhole = value == value.rounded() && value.magnitude < 1e15
        return isWhole ? String(Int64(value)) : value.description
    }
}
