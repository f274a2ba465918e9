/// Subprotocols and extensions: what the client offered and the server agreed to (RFC 6455 sections 4 and 9.1,
/// RFC 7692). Nothing here depends on how a handshake is carried, so it serves WebSocket over HTTP/2 as well.
package struct Negotiation: Sendable, Hashable {
    /// The subprotocols that the client offered, in its order.
    package let offeredSubprotocols: [String]
    /// The subprotocol that the server agreed to; of several the first.
    package let subprotocol: String?
    /// The extensions that the client offered, in its order.
    package let offeredExtensions: [ExtensionOffer]
    /// The extensions that the server agreed to, in its order.
    package let agreedExtensions: [ExtensionOffer]
    /// How messages are compressed; nil where permessage-deflate was not agreed on, or with a window size that cannot
    /// be used.
    package let deflate: DeflateParameters?
    /// What the client's words break.
    package let requestViolations: [Violation]
    /// What the server's words break.
    package let responseViolations: [Violation]

    /// What the head of an accepting response agreed to of what the request's head offered. Either may be missing:
    /// then nothing is judged that needs both.
    package init(request: HTTPHead?, acceptance: HTTPHead?) {
        var requestFindings = Findings(keeping: 8)
        var responseFindings = Findings(keeping: 8)
        offeredSubprotocols = request.map { Self.offers(in: $0, into: &requestFindings) } ?? []
        offeredExtensions = request.map { ExtensionOffer.all(in: $0) } ?? []
        agreedExtensions = acceptance.map { ExtensionOffer.all(in: $0) } ?? []
        let offered = Self.judge(offeredExtensions, into: &requestFindings)
        if let acceptance {
            let offers = request == nil ? nil : Set(offeredSubprotocols)
            subprotocol = Self.subprotocol(in: acceptance, amongst: offers, into: &responseFindings)
            Self.judge(
                agreedExtensions, offered: request == nil ? nil : offeredExtensions, in: acceptance,
                into: &responseFindings)
            let isOffered = offered.isEmpty ? nil : offered
            deflate = Self.deflate(in: agreedExtensions, offered: isOffered, into: &responseFindings)
        } else {
            subprotocol = nil
            deflate = nil
        }
        requestViolations = requestFindings.violations
        responseViolations = responseFindings.violations
    }

    /// The agreed extensions other than permessage-deflate: their meaning is not known.
    package var unknownExtensions: [ExtensionOffer] {
        agreedExtensions.filter { !$0.isNamed(DeflateParameters.name) }
    }

    private static func offers(in request: HTTPHead, into findings: inout Findings) -> [String] {
        let offers = request.elements(of: "Sec-WebSocket-Protocol")
        var seen: Set<String> = []
        for offer in offers {
            if !HTTPToken.isToken(offer) {
                findings.add(HandshakeRules.invalidSubprotocolOffer, Excerpt(offer).quoted)
            }
            if !seen.insert(offer).inserted {
                findings.add(HandshakeRules.repeatedSubprotocol, Excerpt(offer).quoted)
            }
        }
        if offers.isEmpty, request.value(of: "Sec-WebSocket-Protocol") != nil {
            findings.add(HandshakeRules.invalidSubprotocolOffer, "the header is empty")
        }
        return offers
    }

    private static func subprotocol(
        in response: HTTPHead, amongst offers: Set<String>?, into findings: inout Findings
    ) -> String? {
        let headers = response.values(of: "Sec-WebSocket-Protocol")
        let agreed = response.elements(of: "Sec-WebSocket-Protocol")
        if headers.count > 1 {
            findings.add(HandshakeRules.multipleProtocolHeaders, "\(headers.count) headers")
        } else if agreed.count > 1 {
            findings.add(HandshakeRules.severalSubprotocols, Excerpt(headers[0]).quoted)
        } else if agreed.isEmpty, !headers.isEmpty {
            findings.add(HandshakeRules.invalidSubprotocolAnswer, "the header is empty")
        }
        for name in agreed {
            if !HTTPToken.isToken(name) {
                findings.add(HandshakeRules.invalidSubprotocolAnswer, Excerpt(name).quoted)
            }
            if let offers, !offers.contains(name) {
                findings.add(HandshakeRules.unofferedSubprotocol, Excerpt(name).quoted)
            }
        }
        return agreed.first
    }

    /// Judges the offered extensions; the offers of permessage-deflate among them.
    private static func judge(_ offers: [ExtensionOffer], into findings: inout Findings) -> [DeflateWords] {
        var deflate: [DeflateWords] = []
        for offer in offers {
            if let flaw = offer.flaw {
                findings.add(HandshakeRules.malformedExtensions, "\(flaw) in offered \(Excerpt(offer.text).quoted)")
            }
            if offer.isNamed("deflate-frame") || offer.isNamed("x-webkit-deflate-frame") {
                findings.add(DeflateRules.perFrameDeflate, "offered \(Excerpt(offer.text).quoted)")
            }
            if offer.isNamed(DeflateParameters.name) {
                deflate.append(DeflateWords(offer, by: .client, into: &findings))
            }
        }
        return deflate
    }

    private static func judge(
        _ agreed: [ExtensionOffer], offered: [ExtensionOffer]?, in response: HTTPHead, into findings: inout Findings
    ) {
        let headers = response.values(of: "Sec-WebSocket-Extensions").count
        if headers > 1 {
            findings.add(HandshakeRules.multipleExtensionHeaders, "\(headers) headers")
        }
        let names = offered.map { Set($0.map { HTTPToken.lowered($0.name) }) }
        for element in agreed {
            if let flaw = element.flaw {
                findings.add(HandshakeRules.malformedExtensions, "\(flaw) in agreed \(Excerpt(element.text).quoted)")
            }
            if let names, !names.contains(HTTPToken.lowered(element.name)) {
                findings.add(HandshakeRules.unofferedExtension, "agreed \(Excerpt(element.text).quoted)")
            }
        }
        let first = agreed.first { usesFirstReservedBit($0) }
        if let first, let other = agreed.first(where: { usesFirstReservedBit($0) && !$0.isNamed(first.name) }) {
            findings.add(
                DeflateRules.conflictingExtensions,
                "both \(Excerpt(first.name)) and \(Excerpt(other.name)) use RSV1")
        }
    }

    /// Per-message compression uses RSV1 by RFC 7692 section 6, as the per-frame drafts did.
    private static func usesFirstReservedBit(_ element: ExtensionOffer) -> Bool {
        let name = HTTPToken.lowered(element.name)
        return ["permessage-deflate", "permessage-bzip2", "permessage-snappy", "permessage-lz4"].contains(name)
            || ["permessage-compress", "deflate-frame", "x-webkit-deflate-frame"].contains(name)
    }

    private static func deflate(
        in agreed: [ExtensionOffer], offered: [DeflateWords]?, into findings: inout Findings
    ) -> DeflateParameters? {
        let answers = agreed.filter { $0.isNamed(DeflateParameters.name) }
        guard let answer = answers.first else { return nil }
        if answers.count > 1 {
            findings.add(DeflateRules.acceptedTwice, "\(answers.count) times")
        }
        let words = DeflateWords(answer, by: .server, into: &findings)
        let judgements = offered?.map { words.judged(against: $0) } ?? []
        for violation in judgements.min(by: { $0.count < $1.count }) ?? [] {
            findings.add(violation.rule, violation.detail)
        }
        return words.parameters
    }
}
