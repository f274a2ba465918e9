/// How the end of a message's body is told (RFC 9112 section 6.3).
package enum HTTPFraming: Sendable, Hashable {
    /// There is no body.
    case none
    /// So many bytes.
    case length(Int)
    /// In chunks.
    case chunked
    /// All that comes until the connection ends.
    case untilClose
    /// There is no body, and what follows is no HTTP/1.1: after a 2xx answer to CONNECT, and after status 101.
    case tunnel
    /// The head contradicts itself: where the body ends cannot be known.
    case unknown
}

extension HTTPFraming {
    /// The framing of a request's body.
    init(request: HTTPHead, into findings: inout Findings) {
        let codings = Self.codings(of: request)
        if !codings.isEmpty {
            Self.judgeLength(beside: request, into: &findings)
            if codings.last == "chunked" {
                self = .chunked
            } else {
                findings.add(HTTPRules.notChunkedLast, Excerpt(codings.joined(separator: ", ")).quoted)
                self = .unknown
            }
        } else {
            self = Self.length(of: request, orElse: .none, into: &findings)
        }
    }

    /// The framing of a response's body, given the method of its request where that is known.
    init(response: HTTPHead, to method: String?, into findings: inout Findings) {
        let status = response.status ?? 0
        let codings = Self.codings(of: response)
        if status == 101 || method == "CONNECT" && (200..<300).contains(status) {
            self = .tunnel
        } else if method == "HEAD" || (100..<200).contains(status) || status == 204 || status == 304 {
            self = .none
        } else if !codings.isEmpty {
            Self.judgeLength(beside: response, into: &findings)
            self = codings.last == "chunked" ? .chunked : .untilClose
        } else {
            self = Self.length(of: response, orElse: .untilClose, into: &findings)
        }
    }

    /// The transfer codings in lower case, without parameters and without the old `identity`, which does nothing.
    private static func codings(of head: HTTPHead) -> [String] {
        head.elements(of: "Transfer-Encoding")
            .compactMap { HTTPToken.elements(of: $0, separatedBy: UInt8(ascii: ";")).first }
            .map { HTTPToken.lowered($0) }
            .filter { $0 != "identity" }
    }

    private static func judgeLength(beside head: HTTPHead, into findings: inout Findings) {
        guard let length = head.value(of: "Content-Length") else { return }
        findings.add(HTTPRules.transferEncodingWithLength, "Content-Length: \(Excerpt(length))")
    }

    private static func length(
        of head: HTTPHead, orElse fallback: HTTPFraming, into findings: inout Findings
    ) -> HTTPFraming {
        let values = head.values(of: "Content-Length").flatMap {
            HTTPToken.parts(of: $0, separatedBy: UInt8(ascii: ","))
        }
        guard let first = values.first else { return fallback }
        guard let length = number(first) else {
            findings.add(HTTPRules.invalidLength, Excerpt(first).quoted)
            return .unknown
        }
        if let other = values.first(where: { number($0) != length }) {
            findings.add(HTTPRules.differingLengths, "\(length) and \(Excerpt(other).quoted)")
        }
        return .length(length)
    }

    private static func number(_ text: String) -> Int? {
        guard !text.isEmpty else { return nil }
        var number = 0
        for byte in text.utf8 {
            let digit = byte &- UInt8(ascii: "0")
            let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) = tens.addingReportingOverflow(Int(digit))
            guard digit < 10, !isTooLarge, !isBeyond else { return nil }
            number = sum
        }
        return number
    }
}
