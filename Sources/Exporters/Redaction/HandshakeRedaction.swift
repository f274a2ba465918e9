import Dissection
import WebSocketWire

/// Replaces the secrets in a handshake, in its heads' bytes and fields alike, and keeps the answer that proves that the
/// key was read.
struct HandshakeRedaction {
    /// A key of a handshake and the answer to it (RFC 6455 section 4.2.2), as they were and as they become.
    private struct Proof {
        let accept: [UInt8]
        let newAccept: [UInt8]
    }

    /// What stands for what.
    struct Replacement: Sendable, Hashable {
        let secret: [UInt8]
        let pseudonym: [UInt8]
    }

    private static let subprotocolField = "Sec-WebSocket-Protocol"

    private let rules: RedactionRules
    private let pseudonyms: Pseudonyms
    private var proof: Proof?
    private var subprotocols: SubprotocolSecrets
    /// What was replaced, as far as findings may quote it.
    private(set) var replacements: [Replacement] = []

    /// A redaction that has seen nothing.
    init(rules: RedactionRules, pseudonyms: Pseudonyms) {
        self.rules = rules
        self.pseudonyms = pseudonyms
        subprotocols = SubprotocolSecrets(offered: [], agreed: [], rules: rules)
    }

    /// The handshake without its secrets.
    mutating func redacted(_ handshake: ConnectionOpening.Handshake) -> ConnectionOpening.Handshake {
        if let key = handshake.request?.value(of: "Sec-WebSocket-Key") {
            let newKey = String(decoding: pseudonyms.handshakeKey(for: Array(key.utf8)), as: UTF8.self)
            let proof = Proof(
                accept: Array(Upgrade.accept(for: key).utf8), newAccept: Array(Upgrade.accept(for: newKey).utf8))
            replacements.append(Replacement(secret: proof.accept, pseudonym: proof.newAccept))
            self.proof = proof
        }
        subprotocols = SubprotocolSecrets(
            offered: handshake.request?.elements(of: Self.subprotocolField) ?? [],
            agreed: handshake.response?.elements(of: Self.subprotocolField) ?? [], rules: rules)
        let request = handshake.request.map { redacted($0) }
        let response = handshake.response.map { redacted($0) }
        return ConnectionOpening.Handshake(
            request: request, response: response, upgrade: Upgrade(request: request, response: response),
            duration: handshake.duration)
    }

    private mutating func redacted(_ head: HTTPHead) -> HTTPHead {
        guard !head.raw.isEmpty, !head.version.isHTTP2 else { return spelled(head, raw: []) }
        var changed = head.raw
        var lines = HeadLines(of: head.raw)
        while let line = lines.next() {
            guard let name = line.name else {
                if head.method != nil { replaceTarget(in: line.value, of: head.raw, &changed) }
                continue
            }
            replace(in: line.value, of: head.raw, field: head.raw[name], isContinued: line.isContinued, &changed)
        }
        return Self.read(changed) ?? spelled(head, raw: changed)
    }

    /// The target stands between the first and the last word of the line.
    private mutating func replaceTarget(in line: Range<Int>, of bytes: [UInt8], _ changed: inout [UInt8]) {
        guard let first = bytes[line].firstIndex(of: 0x20), let last = bytes[line].lastIndex(of: 0x20), first < last
        else { return }
        apply(AddressSecrets(rules: rules).find(in: first + 1..<last, of: bytes), of: bytes, &changed)
    }

    private mutating func replace(
        in value: Range<Int>, of bytes: [UInt8], field name: some Collection<UInt8>, isContinued: Bool,
        _ changed: inout [UInt8]
    ) {
        switch RedactionRules.plain(name) {
        case "secwebsocketkey":
            put(pseudonyms.handshakeKey(for: Array(bytes[value])), at: value, of: bytes, &changed)
        case "secwebsocketaccept":
            if let proof, bytes[value].elementsEqual(proof.accept) {
                put(proof.newAccept, at: value, of: bytes, &changed)
            }
        case "secwebsocketprotocol": apply(subprotocols.find(in: value, of: bytes), of: bytes, &changed)
        case "authorization", "proxyauthorization":
            guard isContinued, !value.isEmpty else { fallthrough }
            apply([Secret(range: value, notation: .plain)], of: bytes, &changed)
        default:
            apply(HeadSecrets(rules: rules).find(in: value, of: bytes, field: name), of: bytes, &changed)
        }
    }

    private mutating func apply(_ secrets: [Secret], of bytes: [UInt8], _ changed: inout [UInt8]) {
        for secret in secrets {
            let pseudonym = pseudonyms.pseudonym(of: Array(bytes[secret.range]), secret.notation)
            put(pseudonym, at: secret.range, of: bytes, &changed)
        }
    }

    private mutating func put(
        _ pseudonym: [UInt8], at range: Range<Int>, of bytes: [UInt8], _ changed: inout [UInt8]
    ) {
        guard pseudonym.count == range.count else { return }
        for (index, byte) in zip(range, pseudonym) { changed[index] = byte }
        replacements.append(Replacement(secret: Array(bytes[range]), pseudonym: pseudonym))
    }

    private static func read(_ raw: [UInt8]) -> HTTPHead? {
        var reader = HTTPHeadReader()
        var offset = 0
        switch unsafe reader.feed(raw.span.bytes, at: &offset) {
        case .request(let head), .response(let head): return offset == raw.count ? head : nil
        case .notHTTP, .tooLong, nil: return nil
        }
    }

    /// A head whose fields are known and whose bytes are not, or cannot be read again.
    private mutating func spelled(_ head: HTTPHead, raw: [UInt8]) -> HTTPHead {
        let fields = head.fields.map { field in
            let bytes = Array(field.value.utf8)
            var changed = bytes
            replace(in: 0..<bytes.count, of: bytes, field: Array(field.name.utf8), isContinued: false, &changed)
            return HTTPField(field.name, String(decoding: changed, as: UTF8.self))
        }
        guard case .request(let method, let target, let version) = head.startLine else {
            return HTTPHead(head.startLine, fields: fields, raw: raw)
        }
        let bytes = Array(target.utf8)
        var changed = bytes
        apply(AddressSecrets(rules: rules).find(in: 0..<bytes.count, of: bytes), of: bytes, &changed)
        let newTarget = String(decoding: changed, as: UTF8.self)
        return HTTPHead(.request(method: method, target: newTarget, version), fields: fields, raw: raw)
    }
}
