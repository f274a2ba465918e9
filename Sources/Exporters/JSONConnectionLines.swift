import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// The lines about whole connections.
extension JSONLinesExporter {
    func write(_ opening: ConnectionOpening, _ output: inout TextOutput) {
        output.write("{\"type\":\"open\",\"conn\":")
        output.write(opening.connection)
        output.write(",\"time\":")
        output.write(opening.time)
        output.write(",\"protocol\":\"websocket\"")
        write("client", opening.client.description, &output)
        write("server", opening.server.description, &output)
        if let handshake = opening.handshake { write(facts: handshake, over: opening.carrier, &output) }
        if let stream = opening.httpStream {
            output.write(",\"stream\":")
            output.write(UInt64(stream))
        }
        if let security = opening.security { write(security, &output) }
        write("source", opening.source.rawValue, &output)
        if let confidence = opening.confidence {
            output.write(",\"midstream\":true,\"confidence\":")
            output.write(hundredths: confidence)
        }
        if let request = opening.handshake?.request { write(request: request, &output) }
        if let response = opening.handshake?.response { write(response: response, &output) }
        output.write("}\n")
    }

    private func write(
        facts handshake: ConnectionOpening.Handshake, over carrier: Upgrade.Carrier, _ output: inout TextOutput
    ) {
        write("url", handshake.upgrade.url(over: carrier), &output)
        let version = (handshake.request ?? handshake.response)?.version.text
        write("http_version", version.map { String($0.drop { $0 != "/" }.dropFirst()) }, &output)
        if let status = handshake.response?.status {
            output.write(",\"status\":")
            output.write(status)
        }
        write("subprotocol", handshake.upgrade.subprotocol, &output)
        let extensions = handshake.response?.values(of: "Sec-WebSocket-Extensions") ?? []
        write("extensions", extensions.isEmpty ? nil : extensions.joined(separator: ", "), &output)
        if let duration = handshake.duration {
            output.write(",\"handshake_ms\":")
            output.write(milliseconds: duration)
        }
    }

    private func write(_ security: StreamSecurity, _ output: inout TextOutput) {
        output.write(",\"tls\":{")
        let facts: [(StaticString, String?)] = [
            ("version", security.version), ("cipher", security.cipherSuite), ("sni", security.serverName),
            ("alpn", security.applicationProtocol),
        ]
        var isFirst = true
        for (name, value) in facts {
            guard let value else { continue }
            output.write(isFirst ? "\"" : ",\"")
            isFirst = false
            output.write(name)
            output.write("\":")
            output.writeJSON(string: value)
        }
        if !security.certificateNames.isEmpty {
            output.write(isFirst ? "\"names\":" : ",\"names\":")
            for (index, name) in security.certificateNames.enumerated() {
                output.write(index == 0 ? "[" : ",")
                output.writeJSON(string: name)
            }
            output.write("]")
        }
        output.write("}")
    }

    private func write(request: HTTPHead, _ output: inout TextOutput) {
        output.write(",\"request\":{\"method\":")
        output.writeJSON(string: request.method ?? "")
        write("target", request.target, &output)
        write(headers: request, &output)
        output.write("}")
    }

    private func write(response: HTTPHead, _ output: inout TextOutput) {
        output.write(",\"response\":{\"status\":")
        output.write(response.status ?? 0)
        write("reason", response.reason, &output)
        write(headers: response, &output)
        output.write("}")
    }

    private func write(headers head: HTTPHead, _ output: inout TextOutput) {
        output.write(",\"headers\":[")
        for (index, field) in head.fields.enumerated() {
            output.write(index == 0 ? "[" : ",[")
            output.writeJSON(string: field.name)
            output.write(",")
            output.writeJSON(string: field.value)
            output.write("]")
        }
        output.write("]")
    }

    private func write(_ name: StaticString, _ value: String?, _ output: inout TextOutput) {
        guard let value else { return }
        output.write(",\"")
        output.write(name)
        output.write("\":")
        output.writeJSON(string: value)
    }

    func write(_ closing: ConnectionClosing, _ output: inout TextOutput) {
        output.write("{\"type\":\"close\",\"conn\":")
        output.write(closing.connection)
        output.write(",\"time\":")
        output.write(closing.time)
        write("how", closing.outcome.rawValue, &output)
        write("by", closing.by?.name, &output)
        if let code = closing.code {
            output.write(",\"code\":")
            output.write(UInt64(code.rawValue))
        }
        write("messages", closing.messages, &output)
        write("bytes", closing.bytes, &output)
        output.write("}\n")
    }

    private func write(_ name: StaticString, _ numbers: PerDirection, _ output: inout TextOutput) {
        output.write(",\"")
        output.write(name)
        output.write("\":{\"client\":")
        output.write(numbers.client)
        output.write(",\"server\":")
        output.write(numbers.server)
        output.write("}")
    }
}
