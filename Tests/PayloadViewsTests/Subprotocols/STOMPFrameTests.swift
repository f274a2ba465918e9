import Testing

@testable import PayloadViews

struct STOMPFrameTests {
    /// Command, body and end of the frame that a text begins with.
    private static func parts(_ text: String) -> (command: String, body: String?, end: Int?, isSound: Bool)? {
        let bytes = Array(text.utf8)
        guard let frame = STOMPFrame(bytes.span.bytes, from: 0) else { return nil }
        func said(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        return (said(frame.command), frame.body.map(said), frame.end, frame.isSound)
    }

    static let table: [(String, String?, String?, Int?, Bool)] = [
        ("SEND\na:b\n\nhi\0", "SEND", "hi", 13, true), ("SEND\r\na:b\r\n\r\nhi\0x", "SEND", "hi", 16, true),
        ("SEND\n\n\0", "SEND", "", 7, true), ("SEND\ncontent-length:3\n\na\0b\0", "SEND", "a\0b", 27, true),
        ("SEND\ncontent-length:9\n\nab", "SEND", "ab", nil, true),
        ("SEND\ncontent-length:1\n\nab\0", "SEND", "a", nil, false),
        ("SEND\ncontent-length:99999999999999999999\n\nab\0", "SEND", "ab", 45, true),
        ("SEND\na:b\n\nhi", "SEND", "hi", nil, true), ("SEND\na:b\n", "SEND", nil, nil, true),
        ("SEND\na", "SEND", nil, nil, true),
        ("SEND", "SEND", nil, nil, true), ("SEN", "SEN", nil, nil, true),
        ("SEND\nnocolon\n\n\0", "SEND", "", 15, false),
        ("SENT\n\n\0", nil, nil, nil, false), ("", nil, nil, nil, false), ("SEND x\n\n\0", nil, nil, nil, false),
        ("send\n\n\0", nil, nil, nil, false),
    ]

    @Test(arguments: table.indices)
    func `a frame has a command, headers and a body`(_ index: Int) {
        let (text, command, body, end, isSound) = Self.table[index]
        let parts = Self.parts(text)
        #expect(parts?.command == command)
        #expect(parts?.body == body)
        #expect(parts?.end == end)
        #expect(parts.map { $0.isSound == isSound } ?? true)
    }

    @Test func `headers are read in order, and the first of a name counts`() {
        let bytes = Array("MESSAGE\r\na:1\r\nempty:\na:2:3\r\n\r\n\0".utf8)
        guard let frame = STOMPFrame(bytes.span.bytes, from: 0) else {
            Issue.record("no frame")
            return
        }
        var said: [String] = []
        var place = frame.headers.lowerBound
        while let header = frame.header(bytes.span.bytes, at: place) {
            said.append(
                String(decoding: bytes[header.name], as: UTF8.self) + "="
                    + String(decoding: bytes[header.value], as: UTF8.self))
            place = header.next
        }
        #expect(said == ["a=1", "empty=", "a=2:3"])
        #expect(frame.value("a", bytes.span.bytes).map { Array(bytes[$0]) } == [0x31])
        #expect(frame.value("b", bytes.span.bytes) == nil)
    }

    @Test(arguments: [
        ("SEND", #"a\cb\n\\\r"#, "a:b\n\\\r"), ("SEND", #"a\tb\"#, #"a\tb\"#), ("CONNECT", #"a\cb"#, #"a\cb"#),
        ("CONNECTED", #"a\nb"#, #"a\nb"#),
    ])
    func `escapes in headers are read, but not where a connection begins`(
        _ command: String, _ raw: String, _ said: String
    ) {
        let bytes = Array("\(command)\nx:\(raw)\n\n\0".utf8)
        guard let frame = STOMPFrame(bytes.span.bytes, from: 0), let value = frame.value("x", bytes.span.bytes) else {
            Issue.record("no frame")
            return
        }
        #expect(String(decoding: frame.decoded(value, bytes.span.bytes), as: UTF8.self) == said)
    }
}
