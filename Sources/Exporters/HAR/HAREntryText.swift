import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// The part of a HAR's entry that stands before its messages.
enum HAREntryText {
    static func write(_ opening: ConnectionOpening, to output: inout TextOutput) {
        let handshake = opening.handshake
        output.write("{\"_resourceType\":\"websocket\",\"startedDateTime\":\"")
        let (begin, overflow) = opening.time.nanoseconds.subtractingReportingOverflow(max(0, handshake?.duration ?? 0))
        output.write(isoMilliseconds: Timestamp(nanoseconds: overflow ? opening.time.nanoseconds : begin))
        output.write("\",\"request\":")
        write(request: handshake?.request, url: url(of: opening), &output)
        output.write(",\"response\":")
        write(response: handshake?.response, &output)
        output.write(",\"cache\":{},\"serverIPAddress\":")
        output.writeJSON(string: opening.server.address.description)
        // Chrome takes `connection` for the server's port.
        output.write(",\"connection\":\"")
        output.write(UInt64(opening.server.port))
        output.write("\",\"_wscope\":")
        write(facts: opening, &output)
    }

    /// The address that was asked for; the server's own where that was not seen.
    private static func url(of opening: ConnectionOpening) -> String {
        if let url = opening.handshake?.upgrade.url(over: opening.carrier) { return url }
        return (opening.carrier == .plain ? "ws://" : "wss://") + "\(opening.server)/"
    }

    private static func write(request: HTTPHead?, url: String, _ output: inout TextOutput) {
        output.write("{\"method\":")
        output.writeJSON(string: request?.method ?? "GET")
        output.write(",\"url\":")
        output.writeJSON(string: url)
        write(fieldsOf: request, cookies: request?.values(of: "Cookie").flatMap { $0.split(separator: ";") }, &output)
        write(query: url, &output)
        output.write(",\"headersSize\":")
        output.write(headersSize(of: request))
        output.write(",\"bodySize\":0")
        if let target = request?.target {
            output.write(",\"_target\":")
            output.writeJSON(string: target)
        } else {
            output.write(",\"_unseen\":true")
        }
        output.write("}")
    }

    private static func write(response: HTTPHead?, _ output: inout TextOutput) {
        output.write("{\"status\":")
        output.write(response?.status ?? 0)
        output.write(",\"statusText\":")
        output.writeJSON(string: response?.reason ?? "")
        let cookies = response?.values(of: "Set-Cookie").compactMap { $0.split(separator: ";").first }
        write(fieldsOf: response, cookies: cookies, &output)
        output.write(",\"content\":{\"size\":0,\"mimeType\":")
        output.writeJSON(string: response?.value(of: "Content-Type") ?? "x-unknown")
        output.write("},\"redirectURL\":")
        output.writeJSON(string: response?.value(of: "Location") ?? "")
        output.write(",\"headersSize\":")
        output.write(headersSize(of: response))
        output.write(response?.status == 101 ? ",\"bodySize\":0" : ",\"bodySize\":-1")
        if response == nil { output.write(",\"_unseen\":true") }
        output.write("}")
    }

    private static func headersSize(of head: HTTPHead?) -> Int {
        head.map { $0.raw.isEmpty ? -1 : $0.raw.count } ?? -1
    }

    private static func write(fieldsOf head: HTTPHead?, cookies: [Substring]?, _ output: inout TextOutput) {
        output.write(",\"httpVersion\":")
        output.writeJSON(string: head?.version.text ?? "HTTP/1.1")
        output.write(",\"cookies\":")
        write(pairs: (cookies ?? []).map { pair($0.drop { $0 == " " }) }, &output)
        output.write(",\"headers\":")
        write(pairs: (head?.fields ?? []).map { ($0.name, $0.value) }, &output)
    }

    private static func write(query url: String, _ output: inout TextOutput) {
        let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        output.write(",\"queryString\":")
        write(pairs: query.split(separator: "&").map(pair), &output)
    }

    private static func pair(_ text: Substring) -> (String, String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts.first ?? ""), String(parts.dropFirst().first ?? ""))
    }

    private static func write(pairs: [(name: String, value: String)], _ output: inout TextOutput) {
        output.write("[")
        for (index, pair) in pairs.enumerated() {
            output.write(index == 0 ? "{\"name\":" : ",{\"name\":")
            output.writeJSON(string: pair.name)
            output.write(",\"value\":")
            output.writeJSON(string: pair.value)
            output.write("}")
        }
        output.write("]")
    }

    /// Writes what HAR has no place for.
    private static func write(facts opening: ConnectionOpening, _ output: inout TextOutput) {
        output.write("{\"conn\":")
        output.write(opening.connection)
        output.write(",\"time_ns\":\"")
        output.write(signed: opening.time.nanoseconds)
        output.write("\",\"client\":")
        output.writeJSON(string: opening.client.description)
        output.write(",\"server\":")
        output.writeJSON(string: opening.server.description)
        output.write(",\"source\":")
        output.writeJSON(string: opening.source.rawValue)
        if let duration = opening.handshake?.duration {
            output.write(",\"handshake_ns\":")
            output.write(signed: duration)
        }
        if let stream = opening.httpStream {
            output.write(",\"stream\":")
            output.write(UInt64(stream))
        }
        if let confidence = opening.confidence, confidence.isFinite {
            output.write(text: ",\"confidence\":\(confidence)")
        }
        if let security = opening.security { write(security, &output) }
        output.write("}")
    }

    private static func write(_ security: StreamSecurity, _ output: inout TextOutput) {
        output.write(",\"tls\":{\"names\":[")
        for (index, name) in security.certificateNames.enumerated() {
            if index > 0 { output.write(",") }
            output.writeJSON(string: name)
        }
        output.write("]")
        let facts: [(StaticString, String?)] = [
            (",\"version\":", security.version), (",\"cipher\":", security.cipherSuite),
            (",\"sni\":", security.serverName), (",\"alpn\":", security.applicationProtocol),
        ]
        for (name, value) in facts {
            guard let value else { continue }
            output.write(name)
            output.writeJSON(string: value)
        }
        output.write("}")
    }
}
