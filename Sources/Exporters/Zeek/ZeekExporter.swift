package import ByteStreams
package import Dissection
package import JSONText
import WebSocketWire

/// Writes Zeek's `websocket.log`: a line for each connection whose handshake the server accepted, at the time of its
/// opening. `uid` is made of the connection's ends, time and HTTP/2 stream, so that the same traffic always has the same.
package struct ZeekExporter: Exporter {
    private static let columns: [(name: String, type: String)] = [
        ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"),
        ("id.resp_p", "port"), ("host", "string"), ("uri", "string"), ("user_agent", "string"),
        ("subprotocol", "string"), ("client_protocols", "vector[string]"), ("server_extensions", "vector[string]"),
        ("client_extensions", "vector[string]"),
    ]

    private let opened: Timestamp
    /// When the log is closed, which its last line says: the latest time of any event, unless it is set.
    package var closed: Timestamp

    /// A log that is opened at a time, which its header says.
    package init(opened: Timestamp) {
        self.opened = opened
        closed = opened
    }

    /// Writes the header lines.
    package mutating func begin(_ output: inout TextOutput) {
        output.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n")
        output.write("#path\twebsocket\n#open\t")
        Self.write(date: opened, &output)
        output.write(text: "\n#fields\t" + Self.columns.map(\.name).joined(separator: "\t"))
        output.write(text: "\n#types\t" + Self.columns.map(\.type).joined(separator: "\t") + "\n")
    }

    /// Writes a line for each connection that a batch's events establish.
    package mutating func write(_ batch: borrowing TrafficBatch, to output: inout TextOutput) {
        for index in 0..<batch.count {
            switch batch[index] {
            case .opened(let opening):
                closed = max(closed, opening.time)
                if let handshake = opening.handshake, handshake.upgrade.outcome == .accepted {
                    write(opening, handshake, &output)
                }
            case .message(let message): closed = max(closed, message.time)
            case .frame(let frame): closed = max(closed, frame.time)
            case .finding(let finding): closed = max(closed, finding.time)
            case .closed(let closing): closed = max(closed, closing.time)
            }
        }
    }

    /// Writes the last line.
    package mutating func finish(_ output: inout TextOutput) {
        output.write("#close\t")
        Self.write(date: closed, &output)
        output.write("\n")
    }

    private func write(
        _ opening: ConnectionOpening, _ handshake: ConnectionOpening.Handshake, _ output: inout TextOutput
    ) {
        let (request, response) = (handshake.request, handshake.response)
        Self.write(seconds: opening.time, &output)
        output.write(text: "\t" + Self.identifier(of: opening))
        output.write(text: "\t\(opening.client.address)\t\(opening.client.port)")
        output.write(text: "\t\(opening.server.address)\t\(opening.server.port)\t")
        ZeekText.write(handshake.upgrade.host.map(ZeekText.withoutPort), to: &output)
        output.write("\t")
        if let target = request?.target {
            ZeekText.write(ZeekText.decoded(target: target), to: &output)
        } else {
            output.write("-")
        }
        output.write("\t")
        ZeekText.write(request?.value(of: "User-Agent"), to: &output)
        output.write("\t")
        ZeekText.write(response?.value(of: "Sec-WebSocket-Protocol"), to: &output)
        output.write("\t")
        ZeekText.write(vector: Self.elements(of: "Sec-WebSocket-Protocol", request), to: &output)
        output.write("\t")
        ZeekText.write(vector: Self.elements(of: "Sec-WebSocket-Extensions", response), to: &output)
        output.write("\t")
        ZeekText.write(vector: Self.elements(of: "Sec-WebSocket-Extensions", request), to: &output)
        output.write("\n")
    }

    /// The elements of a header's list; nil where the head does not have it.
    private static func elements(of name: String, _ head: HTTPHead?) -> [String]? {
        guard let head, head.value(of: name) != nil else { return nil }
        return head.elements(of: name)
    }

    /// Seconds since the epoch with six decimals, rounded.
    private static func write(seconds time: Timestamp, _ output: inout TextOutput) {
        let microseconds = (time.nanoseconds.magnitude + 500) / 1_000
        if time.nanoseconds < 0 { output.write(byte: 0x2d) }
        output.write(microseconds / 1_000_000)
        output.write(byte: 0x2e)
        output.write(microseconds % 1_000_000, digits: 6)
    }

    /// A date such as `2024-11-22-10-00-00`, in UTC.
    private static func write(date time: Timestamp, _ output: inout TextOutput) {
        let date = CalendarTime(seconds: CalendarTime.split(time.nanoseconds).seconds)
        output.write(date.year, digits: 4)
        for part in [date.month, date.day, date.hour, date.minute, date.second] {
            output.write(byte: 0x2d)
            output.write(part, digits: 2)
        }
    }

    /// The connection's name as Zeek makes them: `C` and 96 bits in 17 digits of base 62.
    static func identifier(of opening: ConnectionOpening) -> String {
        let stream = opening.httpStream.map { " \($0)" } ?? ""
        let facts = "\(opening.client) \(opening.server) \(opening.time.nanoseconds)\(stream)"
        var number = SHA1.hash(of: Array(facts.utf8)).prefix(12).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        var digits: [UInt8] = []
        for _ in 0..<17 {
            digits.append(alphabet[Int(number % 62)])
            number /= 62
        }
        return "C" + String(decoding: digits.reversed(), as: UTF8.self)
    }
}
