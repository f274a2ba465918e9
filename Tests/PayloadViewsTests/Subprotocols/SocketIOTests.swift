import Testing

@testable import PayloadViews

struct SocketIOTests {
    static let table: [(String, Bool, String?)] = [
        (#"42["a"]"#, true, #"Socket.IO EVENT "a""#), (#"42["a""#, false, #"Socket.IO EVENT "a""#),
        (#"42["#, false, "Socket.IO EVENT"), (#"42{"a":1}"#, true, nil),
        (#"4212["a",1]"#, true, #"Socket.IO EVENT "a" ack 12"#),
        (#"42/a/b?c=1,["x"]"#, true, #"Socket.IO EVENT /a/b?c=1 "x""#), (#"45["a"]"#, true, nil),
        (#"45-["a"]"#, true, nil),
        (#"451-["a",{"_placeholder":true,"num":0}]"#, true, #"Socket.IO BINARY_EVENT "a" + 1 attachment"#),
        ("47[]", true, nil), ("43[]", true, "Socket.IO ACK"), (#"44"no""#, true, "Socket.IO ERROR"),
        ("42[\"\\u0061\\\"\"]", true, #"Socket.IO EVENT "a"""#), ("7", true, nil), ("2prob", true, nil),
        ("40x", true, nil),
        ("421234567890123456[]", true, nil), ("450123456789012345678-[]", true, nil),
        ("42[1,2]", true, "Socket.IO EVENT 1"), ("42[]", true, "Socket.IO EVENT"),
    ]

    @Test(arguments: table.indices)
    func `a packet says what it is`(_ index: Int) {
        let (text, isWhole, summary) = Self.table[index]
        #expect(Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text, isWhole: isWhole))?.text == summary)
    }

    @Test func `a packet in a picture`() {
        #expect(
            Sample.picture(of: Array(#"451-/c,7["a",1]"#.utf8), as: .socketIO, PayloadFacts(kind: .text)) == """
                Engine.IO: 4 message
                Socket.IO: 5 BINARY_EVENT
                attachments: 1
                namespace: "/c"
                ack id: 7
                [
                  "a",
                  1
                ]
                """)
        #expect(
            Sample.picture(of: Array("42".utf8), as: .socketIO, PayloadFacts(kind: .text, isWhole: false)) == """
                Engine.IO: 4 message
                Socket.IO: 2 EVENT
                cut here: the rest was not captured
                """)
    }

    @Test func `JSON inside a packet stands for its own places`() {
        let bytes = Array(#"42["ab"]"#.utf8)
        let lines = PayloadViewer.lines(of: bytes.span.bytes, as: .socketIO, PayloadFacts(kind: .text))
        #expect(lines.map { String(decoding: bytes[$0.range], as: UTF8.self) } == ["4", "2", "[", "\"ab\"", "]"])
    }

    @Test func `binary messages are none`() {
        #expect(Sample.said(of: Array(#"42["a"]"#.utf8), PayloadFacts(kind: .binary)) == nil)
    }
}
