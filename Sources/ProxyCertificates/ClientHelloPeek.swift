import ByteStreams

/// Looks at the first bytes of a connection, in whatever pieces they come, until it is clear whether the client speaks TLS
/// and what it asks for. It keeps no bytes for others: whoever feeds it holds them back until then.
package struct ClientHelloPeek: Sendable {
    /// What the bytes so far are.
    package enum Finding: Sendable, Hashable {
        /// Too few to tell.
        case needsMore
        /// The hello of a client of TLS.
        case hello(ClientOffer)
        /// Something else than TLS.
        case notTLS
        /// TLS, and no hello that could be answered; what is wrong with it.
        case malformed(String)
        /// More than a hello may have.
        case tooLarge
    }

    /// The most bytes that are looked at.
    package static let limit = 1 << 16
    /// The longest fragment of a record (RFC 8446 section 5.1).
    private static let longestFragment = 1 << 14

    /// What the bytes so far are. Once it is clear, more of them change nothing.
    package private(set) var finding = Finding.needsMore
    private var seen = 0
    /// The header of a record that is not complete.
    private var header: [UInt8] = []
    /// Bytes that are still to come of the record at hand.
    private var missing = 0
    private var message: [UInt8] = []

    /// Nothing seen yet.
    package init() {}

    /// Looks at the next bytes.
    package mutating func feed(_ bytes: RawSpan) -> Finding {
        var offset = 0
        while finding == .needsMore, offset < bytes.byteCount {
            if seen == Self.limit {
                finding = .tooLarge
            } else if missing > 0 {
                let count = min(missing, bytes.byteCount - offset, Self.limit - seen)
                for index in offset..<offset + count { message.append(bytes.byte(at: index)) }
                offset += count
                seen += count
                missing -= count
                checkMessage()
            } else {
                header.append(bytes.byte(at: offset))
                offset += 1
                seen += 1
                checkHeader()
            }
        }
        if finding != .needsMore { (header, message) = ([], []) }
        return finding
    }

    /// A record's type, the version's first byte, and its length, as far as they are there.
    private mutating func checkHeader() {
        let isFirst = message.isEmpty
        if header[0] != 22 || header.count > 1 && header[1] != 3 {
            finding = isFirst ? .notTLS : .malformed("something else stands in the middle of it")
        } else if header.count == 5 {
            missing = Int(header[3]) << 8 | Int(header[4])
            header = []
            if missing == 0 { finding = .malformed("it has an empty record") }
            if missing > Self.longestFragment { finding = .malformed("it has a record that is too long") }
        }
    }

    private mutating func checkMessage() {
        guard message[0] == 1 else {
            finding = .malformed("it begins with another message")
            return
        }
        guard message.count >= 4 else { return }
        let length = Int(message[1]) << 16 | Int(message[2]) << 8 | Int(message[3])
        guard length + 4 <= Self.limit else {
            finding = .tooLarge
            return
        }
        guard message.count >= length + 4 else { return }
        let offer = ClientOffer(message[4..<4 + length])
        finding = offer.map { .hello($0) } ?? .malformed("its fields do not fit together, or its name is no name")
    }
}
