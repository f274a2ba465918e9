/// That a payload is of a format, how sure that is and why.
struct Recognition {
    let certainty: Certainty
    private let words: Words

    private enum Words {
        case fixed(StaticString)
        case dialect
    }

    /// Why.
    var reason: String {
        switch words {
        case .fixed(let text): "\(text)"
        case .dialect: "the connection's subprotocol or address says so, and the bytes fit"
        }
    }

    /// A payload of a format that its form tells.
    init(_ certainty: Certainty, _ reason: StaticString) {
        self.certainty = certainty
        words = .fixed(reason)
    }

    private init() {
        certainty = .certain
        words = .dialect
    }

    /// Certain where the connection has agreed on this language, and otherwise as sure as the form makes it.
    static func by(
        _ facts: PayloadFacts, _ dialect: Dialect, _ certainty: Certainty, _ reason: StaticString
    ) -> Recognition {
        facts.context.dialect == dialect ? Recognition() : Recognition(certainty, reason)
    }
}
