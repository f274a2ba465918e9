import ByteStreams
import Dissection
import WebSocketWire

/// What packets say about themselves where the wire said it otherwise, or did not say it.
enum ConnectionComments {
    /// What is to be known of a connection at its first packet.
    static func opening(_ opening: ConnectionOpening) -> [String] {
        var comments = [
            "wscope connection \(opening.connection): TCP segments, their numbers and acknowledgements are made from what was said"
        ]
        if let security = opening.security { comments.append(decrypted(security)) }
        if let stream = opening.httpStream {
            comments.append(
                "stream \(stream) of an HTTP/2 connection (RFC 8441), written as a connection of HTTP/1.1")
        }
        if let confidence = opening.confidence {
            comments.append(
                "the handshake was not seen (confidence \(percent(confidence)) %): choose Decode As, WebSocket"
            )
        } else if opening.handshake?.request == nil {
            comments.append("the request was not seen")
        }
        return comments
    }

    private static func decrypted(_ security: StreamSecurity) -> String {
        let facts = [
            security.version, security.cipherSuite, security.serverName.map { "for \($0)" },
            security.applicationProtocol.map { "ALPN \($0)" },
        ].compactMap { $0 }
        return "decrypted from TLS " + facts.joined(separator: ", ")
    }

    private static func percent(_ share: Double) -> Int {
        share.isFinite ? Int(min(max(share, 0), 1) * 100) : 0
    }

    /// What is to be known of a head; nil where its bytes were on the wire.
    static func head(_ head: HTTPHead) -> String? {
        if head.version.isHTTP2 { return "this head is made from one of HTTP/2" }
        if !HandshakeText.isVerbatim(head) { return "this head is made from its fields" }
        guard let status = head.status, status != 101 else { return nil }
        let length = head.value(of: "Content-Length") ?? "0"
        guard length != "0" || head.value(of: "Transfer-Encoding") != nil else { return nil }
        return "the body of this response is not kept"
    }

    /// What is to be known of a message beside its findings.
    static func message(_ message: Message, _ form: ToldMessage.Form, hasFrames: Bool) -> [String] {
        var comments: [String] = []
        if form == .plain {
            comments.append(
                "message \(message.number) was compressed on the wire (\(message.wireLength) bytes with its headers), and is written "
                    + "inflated, without RSV1")
        }
        if !hasFrames {
            comments.append("the frame header of message \(message.number) is made from its length")
        }
        if message.isCapped, message.length == nil {
            comments.append(
                "more of message \(message.number) was sent than is kept, it is not known how much")
        }
        return comments
    }

    /// A frame that is written before its payload is known.
    static func forced(_ frame: Frame) -> String {
        "message \(frame.message) went on for longer than can be kept: \(frame.header.length) payload bytes are left out"
    }

    /// Messages that were not told.
    static func absent(_ numbers: Range<Int>) -> String {
        numbers.count == 1
            ? "message \(numbers.lowerBound) is not in this file"
            : "messages \(numbers.lowerBound) to \(numbers.upperBound - 1) are not in this file"
    }

    /// Bytes that are lost before a packet.
    static func lost(_ count: UInt64) -> String {
        count > 1
            ? "the rest of the frame before, and more, it is not known how much, was not seen"
            : "bytes before the next frame were not seen, it is not known how many: written as one"
    }

    /// A finding.
    static func finding(_ finding: Finding, names message: Bool) -> String {
        let about = message ? finding.message.map { " (message \($0))" } ?? "" : ""
        let rule = finding.violation.rule
        return "\(rule.severity.rawValue): \(rule.id)\(about): \(finding.violation.detail)"
    }

    /// Whose bytes a finding says are missing.
    static func sender(in finding: Finding) -> Direction? {
        Direction.allCases.first { finding.violation.detail.hasSuffix("bytes from the \($0.name) are missing") }
    }

    /// What is to be known of a connection's last packets.
    static func closing(_ closing: ConnectionClosing) -> String? {
        switch closing.outcome {
        case .refused: "the upgrade was refused; whether the connection went on is not told here"
        case .clean, .oneSided: "how TCP ended is not recorded, and told as an end in order"
        case .finished, .reset: nil
        case .open: "the input ends here"
        case .aborted: "the end of the connection was not seen"
        }
    }
}
