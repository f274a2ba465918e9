import ByteStreams
package import Dissection
import WebSocketWire

/// A stage that replaces secrets by pseudonyms of the same length before traffic is written: in handshakes the
/// credentials, cookies, keys, and the parameters of addresses; in text messages the values of JSON that the rules name,
/// and JSON Web Tokens.
///
/// Other text, binary messages, the payloads of pings and pongs, and the reasons of Close frames stay as they are. A
/// compressed message in which something was replaced loses its compressed bytes.
package struct Redactor {
    private let rules: RedactionRules
    private let pseudonyms: Pseudonyms
    private var findings: [Int: FindingRedaction] = [:]

    /// A redactor with a key, which should be 32 random bytes: whoever has it can tell which secret a guess would become.
    package init(rules: RedactionRules = .usual, key: [UInt8]) {
        self.rules = rules
        pseudonyms = Pseudonyms(key: key)
    }

    /// Adds a batch's events to another without their secrets.
    package mutating func redact(_ batch: borrowing TrafficBatch, into target: inout TrafficBatch) {
        for index in 0..<batch.count {
            switch batch[index] {
            case .message(let message): redact(message, of: batch, into: &target)
            case .frame(let frame): target.restore(frame)
            case .finding(let finding): target.restore(findings[finding.connection]?.redacted(finding) ?? finding)
            case .opened(let opening): target.restore(redacted(opening))
            case .closed(let closing):
                findings[closing.connection] = nil
                target.restore(closing)
            }
        }
    }

    private mutating func redacted(_ opening: ConnectionOpening) -> ConnectionOpening {
        guard let old = opening.handshake else { return opening }
        var redaction = HandshakeRedaction(rules: rules, pseudonyms: pseudonyms)
        let new = redaction.redacted(old)
        findings[opening.connection] = FindingRedaction(old.upgrade, new.upgrade, redaction.replacements)
        return ConnectionOpening(
            connection: opening.connection, time: opening.time, client: opening.client, server: opening.server,
            source: opening.source, handshake: new, confidence: opening.confidence, security: opening.security,
            httpStream: opening.httpStream)
    }

    private func redact(_ message: Message, of batch: borrowing TrafficBatch, into target: inout TrafficBatch) {
        let trouble = batch.trouble(of: message)
        let told = RestoredMessage(message, trouble)
        let isReadable = message.opcode == .text && trouble?.doubt.contains(.notInflated) != true
        batch.withBytes(of: message) { bytes in
            let secrets = isReadable ? JSONSecrets.find(in: bytes, rules) : []
            guard secrets.isEmpty else {
                let changed = Secret.replaced(secrets, in: bytes.copied, by: pseudonyms)
                unsafe target.restore(told, payload: changed.span.bytes)
                return
            }
            let isKept: Void? = batch.withCompressedBytes(of: message) { compressed in
                target.restore(told, payload: bytes, compressed: compressed)
            }
            if isKept == nil { target.restore(told, payload: bytes) }
        }
    }
}

extension RestoredMessage {
    /// A message as a batch has it.
    fileprivate init(_ message: Message, _ trouble: Message.Trouble?) {
        self.init()
        connection = message.connection
        number = message.number
        time = message.time
        from = message.from
        opcode = message.opcode
        isCompressed = message.isCompressed
        isCapped = message.isCapped
        frames = message.frames
        length = message.length
        wireLength = message.wireLength
        textLength = message.textLength
        answer = message.answer
        self.trouble = trouble
    }
}
