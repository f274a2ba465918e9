/// A word of the filter language: what can be asked of a connection, a message or a finding. Parser, matcher, completion
/// and help read one table of them, `Field.all`.
package struct Field: Sendable, Hashable {
    /// What a field is asked of.
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case connection, message
        /// Any frame of a message.
        case frame
        /// A text message that is JSON.
        case json
        /// A finding, or the findings about a message.
        case finding
    }

    /// What a field's values are, which says how values are written and which operators apply.
    package enum Kind: Sendable, Hashable, CaseIterable {
        case number, size, duration, moment, flag, text, bytes, address, endpoint
        /// Who sent a message.
        case side
        case opcode, severity, doubt
        /// The four bytes of a masking key.
        case mask
        /// Whatever JSON has.
        case json
    }

    /// What follows the name and a dot.
    package enum Argument: Sendable, Hashable {
        case none
        /// The name of a header.
        case header
        /// A path into JSON.
        case path
    }

    /// The name in the language.
    package let name: String
    /// Other names, those of tshark.
    package let aliases: [String]
    /// What it is asked of.
    package let subject: Subject
    /// What its values are.
    package let kind: Kind
    /// What it is, in a line.
    package let help: String
    /// What follows its name.
    package let argument: Argument
    /// Where its values come from.
    let fact: Fact

    init(
        _ name: String, _ subject: Subject, _ kind: Kind, _ fact: Fact, argument: Argument = .none,
        aliases: [String] = [], _ help: String
    ) {
        self.name = name
        self.aliases = aliases
        self.subject = subject
        self.kind = kind
        self.help = help
        self.argument = argument
        self.fact = fact
    }

    /// The field of that name or alias; those with an argument by their name alone.
    package static func named(_ name: some StringProtocol) -> Field? {
        byName[String(name)]
    }

    private static let byName = Dictionary(
        all.flatMap { field in ([field.name] + field.aliases).map { ($0, field) } },
        uniquingKeysWith: { first, _ in first })

    /// The name as help shows it, with what stands for its argument.
    package var pattern: String {
        switch argument {
        case .none: name
        case .header: "\(name).NAME"
        case .path: "\(name).PATH"
        }
    }
}

/// Where a field's values come from.
enum Fact: Sendable, Hashable {
    case conn, client, server, ip, port, host, path, url, subprotocol, status, tls, source, header
    case from, opcode, length, wireLength, frames, compressed, text, payload, code, reason, rtt, delta, time, seq, doubt
    case pingPayload, pongPayload, senderAddress, receiverAddress
    case fin, rsv, masked, mask, headerLength, frameLength
    case json
    case finding, severity
}
