/// Skips the body of one message, to find where the next one begins (RFC 9112 section 6).
package struct HTTPBody: Sendable {
    private enum State: Sendable {
        case counted(remaining: Int)
        case chunked(ChunkedBody)
        case untilClose
        case done
        case lost
    }

    /// How the body's end is told.
    package let framing: HTTPFraming
    /// What is wrong with the head's words about the body, and with the chunks so far.
    package private(set) var violations: [Violation]
    private var state: State

    /// The body that follows a request's head.
    package init(request: HTTPHead) {
        var findings = Findings(keeping: 1)
        self.init(HTTPFraming(request: request, into: &findings), findings)
    }

    /// The body that follows a response's head. What `method` the request had decides: an answer to `HEAD` has no
    /// body, whatever it says. Nil where the request was not seen.
    package init(response: HTTPHead, method: String?) {
        var findings = Findings(keeping: 1)
        self.init(HTTPFraming(response: response, to: method, into: &findings), findings)
    }

    private init(_ framing: HTTPFraming, _ findings: Findings) {
        self.framing = framing
        violations = findings.violations
        state =
            switch framing {
            case .none, .tunnel, .length(0): .done
            case .length(let count): .counted(remaining: count)
            case .chunked: .chunked(ChunkedBody())
            case .untilClose: .untilClose
            case .unknown: .lost
            }
    }

    /// Whether the whole body was skipped: the next byte is another message's, or another protocol's.
    package var isDone: Bool {
        if case .done = state { true } else { false }
    }

    /// Whether it cannot be known any more where the body ends.
    package var isLost: Bool {
        if case .lost = state { true } else { false }
    }

    /// Consumes the body's bytes from `offset` on, and moves it; says whether the body is done. A lost body, and one
    /// that lasts until the connection ends, takes everything and is never done.
    package mutating func skip(_ bytes: RawSpan, at offset: inout Int) -> Bool {
        guard offset < bytes.byteCount else { return isDone }
        switch state {
        case .counted(let remaining):
            let count = min(remaining, bytes.byteCount - offset)
            offset += count
            state = count == remaining ? .done : .counted(remaining: remaining - count)
        case .chunked(var body):
            body.skip(bytes, at: &offset)
            adopt(body)
            if isLost { offset = bytes.byteCount }
        case .untilClose, .lost:
            offset = bytes.byteCount
        case .done:
            break
        }
        return isDone
    }

    /// Skips so many bytes that were on the wire and not seen; says whether the body is done. The body is lost where
    /// they may hold its end, and done where they are exactly its rest. A body that is done stays so.
    @discardableResult
    package mutating func skip(missing count: Int) -> Bool {
        guard count > 0 else { return isDone }
        switch state {
        case .counted(let remaining):
            state = count < remaining ? .counted(remaining: remaining - count) : count == remaining ? .done : .lost
        case .chunked(var body):
            body.skip(missing: count)
            if case .lost = body.state {
                state = .lost
            } else {
                adopt(body)
            }
        case .untilClose, .done, .lost:
            break
        }
        return isDone
    }

    private mutating func adopt(_ body: ChunkedBody) {
        switch body.state {
        case .done:
            state = .done
        case .lost(let reason):
            violations.append(Violation(HTTPRules.malformedChunk, reason))
            state = .lost
        default:
            state = .chunked(body)
        }
    }
}
