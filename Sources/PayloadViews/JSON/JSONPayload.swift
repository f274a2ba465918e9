import JSONText

/// JSON of any kind.
enum JSONPayload {
    /// Says what an object or array has in it.
    static func summarise(
        _ outline: JSONOutline, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        text.write(outline.isObject ? "JSON object" : "JSON array")
        if outline.end != nil, !outline.isCut {
            text.write(" of ")
            text.write(outline.seen)
        }
        for index in 0..<min(outline.count, 4) {
            text.write(index == 0 ? ": " : ", ")
            outline.label(index, bytes, &text)
        }
        if outline.seen > 4 || outline.isCut { text.write(", …") }
        guard outline.isAlone(bytes) else {
            return Recognition(.possible, "begins with JSON, and goes on with something else")
        }
        return .by(facts, .json, .likely, "it is JSON, as far as it was looked at")
    }

    /// Says what a value is that is neither object nor array, and stands alone.
    static func summarise(scalar bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        guard facts.kind == .text, bytes.byteCount < 4_096 else { return nil }
        var reader = JSONReader()
        guard case .token = reader.next(bytes), reader.depth == 0, reader.next(bytes) == .end else { return nil }
        text.write("JSON ")
        text.add(bytes)
        return .by(facts, .json, .possible, "it can be a single value of JSON")
    }
}
