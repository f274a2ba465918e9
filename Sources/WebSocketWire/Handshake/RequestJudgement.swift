/// Judges the head of a request that asks for WebSocket (RFC 6455 section 4.1).
struct RequestJudgement {
    private(set) var findings = Findings(keeping: 8)
    private let request: HTTPHead

    init(_ request: HTTPHead) {
        self.request = request
        judgeRequestLine()
        judgeHost()
        judgeSwitch()
        if request.value(of: "Sec-WebSocket-Key1") != nil, request.value(of: "Sec-WebSocket-Key") == nil {
            findings.add(HandshakeRules.hixieKey, "no Sec-WebSocket-Key, as that draft has it")
        } else {
            judgeKey()
            judgeVersion()
        }
        judgeContent()
    }

    private mutating func judgeRequestLine() {
        if let method = request.method, method != "GET" {
            findings.add(HandshakeRules.methodNotGet, Excerpt(method).quoted)
        }
        if request.version.isBelow11 {
            findings.add(HandshakeRules.requestVersionTooLow, Excerpt(request.version.text).quoted)
        }
        if let target = request.target, target.utf8.contains(UInt8(ascii: "#")) {
            findings.add(HandshakeRules.fragmentInTarget, Excerpt(target).quoted)
        }
    }

    private mutating func judgeHost() {
        let hosts = request.values(of: "Host")
        if hosts.isEmpty {
            findings.add(HandshakeRules.missingHost, "there is none")
        } else if hosts.count > 1 {
            findings.add(HTTPRules.multipleHosts, hosts.prefix(3).map { Excerpt($0).quoted }.joined(separator: ", "))
        }
        guard let target = request.target, let address = AbsoluteTarget(target) else { return }
        findings.add(HTTPRules.absoluteTarget, Excerpt(target).quoted)
        if let host = hosts.first, !HTTPToken.equal(host, address.authority) {
            findings.add(
                HTTPRules.hostDiffers,
                "Host is \(Excerpt(host).quoted), the target names \(Excerpt(address.authority).quoted)")
        }
    }

    private mutating func judgeSwitch() {
        if !request.lists("websocket", in: "Upgrade") {
            findings.add(HandshakeRules.requestUpgrade, Self.seen("Upgrade", in: request))
        }
        if !request.lists("Upgrade", in: "Connection") {
            findings.add(HandshakeRules.requestConnection, Self.seen("Connection", in: request))
        }
    }

    private mutating func judgeKey() {
        let keys = request.values(of: "Sec-WebSocket-Key")
        guard let key = keys.first else {
            findings.add(HandshakeRules.missingKey, "there is none")
            return
        }
        if keys.count > 1 {
            findings.add(HandshakeRules.multipleKeys, keys.prefix(3).map { Excerpt($0).quoted }.joined(separator: ", "))
        }
        guard let bytes = Base64.decoded(key) else {
            findings.add(HandshakeRules.invalidKey, "\(Excerpt(key).quoted) is no base64")
            return
        }
        if bytes.count != 16 {
            findings.add(HandshakeRules.invalidKey, "\(Excerpt(key).quoted) is \(bytes.count) bytes")
        }
    }

    private mutating func judgeVersion() {
        let versions = request.values(of: "Sec-WebSocket-Version")
        guard let version = versions.first else {
            findings.add(HandshakeRules.missingVersion, "there is none")
            return
        }
        if versions.count > 1 {
            findings.add(
                HandshakeRules.multipleVersions, versions.prefix(3).map { Excerpt($0).quoted }.joined(separator: ", "))
        }
        if version != "13" {
            findings.add(HandshakeRules.unsupportedVersion, Excerpt(version).quoted)
        }
    }

    private mutating func judgeContent() {
        let body = HTTPBody(request: request)
        for violation in body.violations {
            findings.add(violation.rule, violation.detail)
        }
        switch body.framing {
        case .length(let count) where count > 0:
            findings.add(HTTPRules.contentInRequest, "Content-Length: \(count)")
        case .chunked:
            findings.add(HTTPRules.contentInRequest, "Transfer-Encoding: chunked")
        case .length, .none, .untilClose, .tunnel, .unknown:
            break
        }
    }

    /// The values of a header as a detail.
    static func seen(_ name: String, in head: HTTPHead) -> String {
        let values = head.values(of: name)
        return values.isEmpty ? "there is none" : Excerpt(values.joined(separator: ", ")).quoted
    }
}
