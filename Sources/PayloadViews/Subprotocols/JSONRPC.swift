import JSONText

/// JSON-RPC 2.0: requests, notifications, responses, errors, and batches of them.
enum JSONRPC {
    /// Says what a message is, where it is one.
    static func summarise(
        _ outline: JSONOutline, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        guard outline.isAlone(bytes) else { return nil }
        if !outline.isObject { return batch(outline, bytes, facts, &text) }
        guard bytes.says(outline.value("jsonrpc", bytes), "2.0") else { return nil }
        text.write("JSON-RPC ")
        guard call(outline, bytes, &text) else { return nil }
        return .by(facts, .jsonRPC, .likely, "has the member jsonrpc: \"2.0\"")
    }

    private static func call(_ outline: JSONOutline, _ bytes: RawSpan, _ text: inout TextLine) -> Bool {
        let id = outline.value("id", bytes)
        if let method = outline.string("method", bytes) {
            text.write(id == nil && !outline.isCut ? "notification " : "→ ")
            text.add(bytes, method, isQuoted: false)
        } else if let error = outline.value("error", bytes), error.kind == .object {
            text.write("← error")
            let inner = bytes.part(error.range)
            if let fault = JSONOutline(inner, isWhole: !outline.isCut) {
                put(" ", fault.value("code", inner), inner, false, &text)
                put(" ", fault.value("message", inner), inner, true, &text)
            }
        } else if outline.value("result", bytes) != nil {
            text.write("← result")
        } else {
            return false
        }
        put(" id ", id, bytes, true, &text)
        return true
    }

    private static func put(
        _ label: StaticString, _ value: JSONOutline.Value?, _ bytes: RawSpan, _ isQuoted: Bool, _ text: inout TextLine
    ) {
        guard let value else { return }
        text.write(label)
        text.add(bytes, value, isQuoted: isQuoted)
    }

    private static func batch(
        _ outline: JSONOutline, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        guard let first = outline[0], first.kind == .object else { return nil }
        let inner = bytes.part(first.range)
        guard let call = JSONOutline(inner, isWhole: !outline.isCut), bytes.byteCount > 0,
            inner.says(call.value("jsonrpc", inner), "2.0")
        else { return nil }
        text.write("JSON-RPC batch of ")
        text.write(outline.seen)
        text.write(outline.isCut ? " or more: " : ": ")
        guard self.call(call, inner, &text) else { return nil }
        if outline.seen > 1 { text.write(" …") }
        return .by(facts, .jsonRPC, .likely, "an array whose first element has the member jsonrpc: \"2.0\"")
    }
}
