import Dissection
import Testing
import WebSocketWire

@testable import Filters

struct MessageFactsTests {
    /// Every field of messages, frames and findings says something of a message that has everything.
    @Test func `no field is forgotten`() throws {
        let pong = Trial.message(Array("{}".utf8)) {
            $0.opcode = .pong
            $0.isCompressed = true
            $0.answer = PingAnswer(ping: 1, roundTrip: 1)
            $0.trouble = Message.Trouble()
            $0.trouble?.doubt = [.resynchronised]
        }
        let close = Trial.message([0x03, 0xe8]) { $0.opcode = .close }
        let ping = Trial.message([1]) { $0.opcode = .ping }
        let frames = [Trial.frame(FrameHeader(first: 0x81, second: 0x80, length: 0, key: 1))]
        for field in Field.all where field.argument == .none {
            let hasOne = try [pong, close, ping, Trial.text("{}")].contains { message in
                try Trial.matches(
                    field.name, message, opening: Trial.opening(isSecured: true), frames: frames,
                    findings: [Trial.finding("x", message: 1)], delta: 1)
            }
            #expect(hasOne, "\(field.name)")
        }
    }

    @Test func `findings and severities are asked together`() throws {
        let findings = [Trial.finding("a", .note, message: 1), Trial.finding("b", .error, message: 1)]
        #expect(try Trial.matches("severity == note and severity == error", Trial.text(""), findings: findings))
        #expect(try !Trial.matches("severity == warning", Trial.text(""), findings: findings))
    }
}
