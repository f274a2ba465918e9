import CaptureKit
import Testing

struct StoryCheckTests {
    private let open = #"{"type":"open","conn":1,"time":1.000000000}"#
    private let frame = #"{"type":"frame","conn":1,"seq":1,"frame":1,"time":1.000000000}"#
    private let message =
        #"{"type":"message","conn":1,"seq":1,"time":1.000000000,"from":"client","opcode":"text","length":1,"#
        + #""wire_length":7,"frames":1,"text":"a"}"#
    private let close =
        #"{"type":"close","conn":1,"time":1.000000000,"how":"open","messages":{"client":1,"server":0},"#
        + #""bytes":{"client":7,"server":0}}"#

    private func contradictions(_ lines: [String], text: String? = nil, connections: Int = 1) -> [String] {
        let transcript = text ?? String(repeating: "x\n", count: lines.count)
        return StoryCheck(
            jsonLines: Array(lines.map { $0 + "\n" }.joined().utf8), transcript: Array(transcript.utf8),
            connections: connections, keptPayload: 100
        ).contradictions
    }

    @Test
    func `a sound story has no contradictions`() {
        #expect(contradictions([open, frame, message, close]) == [])
        #expect(contradictions([], connections: 0) == [])
    }

    @Test
    func `each kind of contradiction is found`() {
        let broken: [[String]] = [
            [open, frame, message], [frame, message, close], [open, open, frame, message, close],
            [open, frame, message, close, close], [open, message, close], [open, frame, frame, message, close],
            [open, frame, message, message, close], [open, frame, message, frame, close], [open, frame, close],
            [open, frame, message.replacing("wire_length\":7", with: "wire_length\":8"), close],
            [open, frame, message.replacing("\"client\"", with: "\"server\""), close],
            [open, frame, message.replacing("\"a\"", with: "\"a"), close],
            [open, frame, message.replacing("1.000000000", with: "1.0"), close],
            [open, frame, message.replacing("\"length\":1,", with: ""), close],
            [open, frame, message.replacing("\"length\":1,", with: "\"length\":500,\"kept\":200,"), close],
            [open, frame, message.replacing("\"text\":", with: "\"answers\":1,\"text\":"), close],
            [
                open, frame, message,
                #"{"type":"finding","conn":1,"seq":9,"time":1.000000000,"rule":"r","detail":"d"}"#, close,
            ],
            [open.replacing("\"conn\":1", with: "\"conn\":2"), close.replacing("\"conn\":1", with: "\"conn\":2")],
            [open, frame, message, "", close],
        ]
        for lines in broken { #expect(contradictions(lines) != [], "\(lines)") }
        #expect(contradictions([open, frame, message, close], connections: 2) != [])
        #expect(contradictions([open, frame, message, close], text: "a\nb\nc\n") != [])
        #expect(contradictions([open, frame, message, close], text: "a\nb\nc\n\u{1b}\n") != [])
    }
}
