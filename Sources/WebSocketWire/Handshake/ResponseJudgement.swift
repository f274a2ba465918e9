/// Judges the head of a response to a request that asks for WebSocket (RFC 6455 sections 4.1, 4.2.2 and 4.4).
struct ResponseJudgement {
    private(set) var findings = Findings(keeping: 8)
    private let response: HTTPHead
    private let request: HTTPHead?

    init(_ response: HTTPHead, to request: HTTPHead?) {
        self.response = response
        self.request = request
        if Upgrade.isWebSocketAcceptance(response) {
            judgeAcceptance()
        } else {
            judgeRefusal()
        }
    }

    private mutating func judgeAcceptance() {
        if let request, !Upgrade.isAttempt(request) {
            findings.add(
                HandshakeRules.unexpectedAcceptance, "the request has neither Upgrade: websocket nor Sec-WebSocket-Key")
        }
        if response.version.isBelow11 {
            findings.add(HandshakeRules.responseVersionTooLow, Excerpt(response.version.text).quoted)
        }
        judgeUpgrade()
        if !response.lists("Upgrade", in: "Connection") {
            findings.add(HandshakeRules.responseConnection, RequestJudgement.seen("Connection", in: response))
        }
        judgeAccept()
        if let length = response.value(of: "Content-Length") {
            findings.add(HTTPRules.lengthInSwitch, "Content-Length: \(Excerpt(length))")
        }
        if let coding = response.value(of: "Transfer-Encoding") {
            findings.add(HTTPRules.transferEncodingInSwitch, "Transfer-Encoding: \(Excerpt(coding))")
        }
    }

    private mutating func judgeUpgrade() {
        let protocols = response.elements(of: "Upgrade")
        if protocols.count != 1 || !protocols.allSatisfy({ HTTPToken.equal($0, "websocket") }) {
            findings.add(HandshakeRules.responseUpgrade, RequestJudgement.seen("Upgrade", in: response))
        }
    }

    private mutating func judgeAccept() {
        let accepts = response.values(of: "Sec-WebSocket-Accept")
        guard let accept = accepts.first else {
            if request?.value(of: "Sec-WebSocket-Key1") == nil {
                findings.add(HandshakeRules.missingAccept, "there is none")
            }
            return
        }
        if accepts.count > 1 {
            let all = accepts.prefix(3).map { Excerpt($0).quoted }
            findings.add(HandshakeRules.multipleAccepts, all.joined(separator: ", "))
        }
        if let key = request?.value(of: "Sec-WebSocket-Key") {
            let expected = Upgrade.accept(for: key)
            if accept != expected {
                findings.add(HandshakeRules.wrongAccept, "expected \(expected), got \(Excerpt(accept))")
            }
        } else if Base64.decoded(accept)?.count != 20 {
            findings.add(HandshakeRules.wrongAccept, "\(Excerpt(accept).quoted) is not the base64 of 20 bytes")
        }
    }

    private mutating func judgeRefusal() {
        guard let status = response.status else { return }
        if status == 101 {
            if request.map(Upgrade.isAttempt) == true {
                findings.add(HandshakeRules.responseUpgrade, RequestJudgement.seen("Upgrade", in: response))
            }
            return
        }
        if status == 426, response.value(of: "Upgrade") == nil {
            findings.add(HTTPRules.upgradeRequiredWithoutUpgrade, "there is none")
        }
        let version = request?.value(of: "Sec-WebSocket-Version")
        let isForVersion = status == 426 || status == 400 && version != nil && version != "13"
        if isForVersion, response.value(of: "Sec-WebSocket-Version") == nil {
            findings.add(
                HandshakeRules.refusalWithoutVersion,
                "status \(status) to \(version.map { "version \(Excerpt($0))" } ?? "a request without version")")
        }
    }
}
