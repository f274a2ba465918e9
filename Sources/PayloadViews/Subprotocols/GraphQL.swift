import JSONText

/// GraphQL over WebSocket: graphql-transport-ws, and the older graphql-ws (subscriptions-transport-ws).
enum GraphQL {
    /// What a message's type says of how likely it is GraphQL's.
    private enum Sign {
        /// No other protocol has this type.
        case alone
        /// It needs a payload that fits.
        case withPayload
        /// Many protocols have it.
        case common
    }

    private static let types: [(name: StaticString, sign: Sign)] = [
        ("subscribe", .withPayload), ("next", .withPayload), ("complete", .common), ("error", .common),
        ("start", .withPayload), ("data", .withPayload), ("stop", .common), ("ping", .common), ("pong", .common),
        ("ka", .common), ("connection_init", .alone), ("connection_ack", .alone), ("connection_error", .alone),
        ("connection_terminate", .alone), ("connection_keep_alive", .alone),
    ]

    /// Says what a message is, where it is one.
    static func summarise(
        _ outline: JSONOutline, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        guard outline.isObject, outline.isAlone(bytes), let type = outline.string("type", bytes),
            let known = types.first(where: { bytes.part(type.range).equals($0.name) })
        else { return nil }
        text.write("GraphQL ")
        text.write(known.name)
        let id = outline.value("id", bytes)
        if let id {
            text.write(" id ")
            text.add(bytes, id, isQuoted: true)
        }
        let fits = payload(outline.value("payload", bytes), bytes, outline.isCut, &text)
        let certainty: Certainty =
            switch known.sign {
            case .alone: .likely
            case .withPayload: id != nil && fits ? .likely : .possible
            case .common: .possible
            }
        return .by(facts, .graphQL, certainty, "its type is one of GraphQL's")
    }

    /// Says what the payload is about; whether it is such as GraphQL's are.
    private static func payload(
        _ value: JSONOutline.Value?, _ bytes: RawSpan, _ isCut: Bool, _ text: inout TextLine
    ) -> Bool {
        guard let value, value.kind == .object || value.kind == .array else { return false }
        let inner = bytes.part(value.range)
        guard let outline = JSONOutline(inner, isWhole: !isCut) else { return false }
        if value.kind == .array { return errors(value, bytes, &text) }
        if let query = outline.string("query", inner) {
            operation(query, outline.string("operationName", inner), inner, &text)
            return true
        }
        if let errors = outline.value("errors", inner), errors.kind == .array {
            text.write(" with errors")
            return self.errors(errors, inner, &text)
        }
        return outline.value("data", inner) != nil
    }

    private static func errors(_ value: JSONOutline.Value, _ bytes: RawSpan, _ text: inout TextLine) -> Bool {
        let inner = bytes.part(value.range)
        guard let outline = JSONOutline(inner, isWhole: false), let first = outline[0], first.kind == .object else {
            return false
        }
        let error = inner.part(first.range)
        guard let fields = JSONOutline(error, isWhole: false), let message = fields.string("message", error) else {
            return false
        }
        text.write(" ")
        text.add(error, message, isQuoted: true)
        return true
    }

    /// The kind of the operation and its name, as the query or the member `operationName` says it.
    private static func operation(
        _ query: JSONOutline.Value, _ name: JSONOutline.Value?, _ bytes: RawSpan, _ text: inout TextLine
    ) {
        var document: [UInt8] = []
        JSONString.append(bytes.part(query.range.prefix(512)), to: &document)
        let source = unsafe document.span.bytes
        var place = skipSpace(source, from: 0)
        let kind = word(source, from: place)
        let isNamed = ["query", "mutation", "subscription"].contains { source.part(kind).equals($0) }
        text.write(" ")
        if isNamed { text.add(source.part(kind)) } else { text.write("query") }
        if let name {
            text.write(" ")
            text.add(bytes, name, isQuoted: false)
        } else if isNamed {
            place = skipSpace(source, from: kind.upperBound)
            let name = word(source, from: place)
            guard !name.isEmpty else { return }
            text.write(" ")
            text.add(source.part(name))
        }
    }

    private static func skipSpace(_ bytes: RawSpan, from start: Int) -> Int {
        var place = start
        while let byte = bytes.byte(place) {
            if byte == 0x23 {
                place = bytes.first(0x0a, from: place) ?? bytes.byteCount
            } else if byte == 0x20 || byte == 0x2c || (0x09...0x0d).contains(byte) {
                place += 1
            } else {
                return place
            }
        }
        return place
    }

    private static func word(_ bytes: RawSpan, from start: Int) -> Range<Int> {
        var place = start
        while let byte = bytes.byte(place), byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5f { place += 1 }
        return start..<place
    }
}
