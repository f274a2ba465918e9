/// A header field as it was sent.
package struct HTTPField: Sendable, Hashable {
    /// The name in its own spelling.
    package let name: String
    /// The value without white space around it. UTF-8 where the bytes are, else Latin-1; a folded value is one line.
    package let value: String

    /// A field by its name and value.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// The head of an HTTP/1.1 message: its first line and its header fields (RFC 9112 section 2.1).
package struct HTTPHead: Sendable, Hashable {
    /// The first line.
    package let startLine: HTTPStartLine
    /// The header fields in their order.
    package let fields: [HTTPField]
    /// The bytes as they came, with blank lines before the first line and the blank line at the end.
    package let raw: [UInt8]
    /// Where reading had to be lenient: each law once, with a count.
    package let violations: [Violation]

    /// A head made of its parts, for protocols that say it in other bytes.
    package init(
        _ startLine: HTTPStartLine, fields: [HTTPField], raw: [UInt8] = [], violations: [Violation] = []
    ) {
        self.startLine = startLine
        self.fields = fields
        self.raw = raw
        self.violations = violations
    }

    /// The method of a request; nil for a response.
    package var method: String? {
        guard case .request(let method, _, _) = startLine else { return nil }
        return method
    }

    /// The target of a request as it was written; nil for a response.
    package var target: String? {
        guard case .request(_, let target, _) = startLine else { return nil }
        return target
    }

    /// The status of a response; nil for a request.
    package var status: Int? {
        guard case .response(_, let status, _) = startLine else { return nil }
        return status
    }

    /// The reason of a response, empty where it gave none; nil for a request.
    package var reason: String? {
        guard case .response(_, _, let reason) = startLine else { return nil }
        return reason
    }

    /// The version of either.
    package var version: HTTPVersion { startLine.version }

    /// The values of all fields of that name, in any case, in their order.
    package func values(of name: String) -> [String] {
        fields.filter { HTTPToken.equal($0.name, name) }.map(\.value)
    }

    /// The value of the first field of that name, in any case.
    package func value(of name: String) -> String? {
        fields.first { HTTPToken.equal($0.name, name) }?.value
    }

    /// The elements of the lists in all fields of that name (RFC 9110 section 5.6.1), without empty ones.
    package func elements(of name: String) -> [String] {
        values(of: name).flatMap { HTTPToken.elements(of: $0) }
    }

    /// Whether the lists in the fields of that name have an element, all in any case:
    /// `Connection: keep-alive, Upgrade` lists `upgrade`.
    package func lists(_ element: String, in name: String) -> Bool {
        elements(of: name).contains { HTTPToken.equal($0, element) }
    }
}
