/// One element of Sec-WebSocket-Extensions, offered or agreed: a name and its parameters (RFC 6455 section 9.1).
package struct ExtensionOffer: Sendable, Hashable {
    /// A parameter of an extension.
    package struct Parameter: Sendable, Hashable {
        /// The name as it was written.
        package let name: String
        /// The value without quotation marks and escapes; nil where there is none.
        package let value: String?
        /// Whether the value stood between quotation marks.
        package let isQuoted: Bool
    }

    /// The name as it was written, such as `permessage-deflate`.
    package let name: String
    /// The parameters in their order, without malformed ones.
    package let parameters: [Parameter]
    /// The whole element as it was written.
    package let text: String
    /// What is not as the grammar has it; nil where all is.
    package let flaw: String?

    /// Reads one element of the list.
    package init(_ text: String) {
        let parts = HTTPToken.parts(of: text, separatedBy: UInt8(ascii: ";"))
        let name = parts.first ?? ""
        var flaw = HTTPToken.isToken(name) ? nil : "the name \(Excerpt(name).quoted)"
        var parameters: [Parameter] = []
        for part in parts.dropFirst() {
            if let parameter = Parameter(part) {
                parameters.append(parameter)
            } else {
                flaw = flaw ?? "the parameter \(Excerpt(part).quoted)"
            }
        }
        self.name = name
        self.parameters = parameters
        self.text = text
        self.flaw = flaw
    }

    /// All elements in the Sec-WebSocket-Extensions headers of `head`, in their order.
    package static func all(in head: HTTPHead) -> [ExtensionOffer] {
        head.elements(of: "Sec-WebSocket-Extensions").map { ExtensionOffer($0) }
    }

    /// Whether it is the extension of that name, in any case.
    package func isNamed(_ other: String) -> Bool {
        HTTPToken.equal(name, other)
    }
}

extension ExtensionOffer.Parameter {
    /// Reads `name`, `name=token` or `name="token"`; nil where it is none of them.
    fileprivate init?(_ text: String) {
        let equals = text.utf8.firstIndex(of: UInt8(ascii: "="))
        name = HTTPToken.trimmed(text[..<(equals ?? text.endIndex)])
        guard HTTPToken.isToken(name) else { return nil }
        guard let equals else {
            value = nil
            isQuoted = false
            return
        }
        let written = HTTPToken.trimmed(text[equals...].dropFirst())
        isQuoted = written.utf8.first == UInt8(ascii: "\"")
        guard let bare = isQuoted ? Self.unquoted(written) : written, HTTPToken.isToken(bare) else { return nil }
        value = bare
    }

    private static func unquoted(_ text: String) -> String? {
        var bare: [UInt8] = []
        var isEscaped = false
        var isClosed = false
        for byte in text.utf8.dropFirst() {
            guard !isClosed else { return nil }
            if isEscaped {
                bare.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isClosed = true
            } else {
                bare.append(byte)
            }
        }
        return isClosed ? String(decoding: bare, as: UTF8.self) : nil
    }
}
