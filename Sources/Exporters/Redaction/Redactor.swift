import ByteStreams
package import Dissection
import WebSocketWire

/// A stage that replaces secrets by pseudonyms of the same length before traffic is written: in handshakes the
/// credentials, cookies, keys, tokens amongst the subprotocols, and the parameters of addresses; in messages that are text,
/// whatever their opcode, the values of JSON that the rules name, and what says itself what it is: addresses with users and
/// tokens, what stands behind `Bearer` and `Basic`, JSON Web Tokens, and values behind names that mean a secret, as in
/// forms, headers and objects of JavaScript.
///
/// Not touched are binary messages that are not UTF-8 text, or have control characters; compressed messages that could not
/// be inflated; the payloads of pings and pongs; the reasons of Close frames; secrets that nothing names, as a password
/// that is a message of its own, and what is encoded once more, as in base64 or behind percent signs. The length of a
/// secret stays to be seen, and so do the characters in it that are neither letters nor digits. A compressed message in
/// which something was replaced loses its compressed bytes.
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
        let isReadable = !message.opcode.isControl && trouble?.doubt.contains(.notInflated) != true
        batch.withBytes(of: message) { bytes in
            let isText = isReadable && (message.opcode == .text || Self.isText(bytes))
            let secrets = isText ? JSONSecrets.find(in: bytes, rules) : []
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

extension Redactor {
    /// Whether bytes that need not be text are: UTF-8, up to a character that is cut at the end, without control
    /// characters other than tabs, line breaks and NUL, which ends the frames of STOMP.
    private static func isText(_ bytes: RawSpan) -> Bool {
        for at in 0..<bytes.byteCount {
            switch bytes.byte(at: at) {
            case 0, 0x09, 0x0a, 0x0d: continue
            case ..<0x20, 0x7f: return false
            default: continue
            }
        }
        var validator = UTF8Validator()
        validator.feed(bytes)
        return validator.isValidSoFar
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
