import Testing

@testable import PayloadViews

struct STOMPTests {
    @Test func `frames in a picture`() {
        let text = "\nSEND\ndestination:/q\n\n{\"a\":1}\u{0}\n\nACK\nid:7\n\n\u{0}"
        #expect(
            Sample.picture(of: Array(text.utf8), as: .stomp, PayloadFacts(kind: .text)) == """
                line ends
                SEND
                  destination: /q
                  body: 7 bytes
                    {
                      "a": 1
                    }
                line ends
                ACK
                  id: 7
                """)
    }

    @Test(arguments: [
        ("SEND\na:b\n\nhi", false, "SEND\n  a: b\n  body: 2 bytes\n    hi\n  cut here: the rest was not captured"),
        ("SEND\na:b\n\nhi", true, "SEND\n  a: b\n  body: 2 bytes\n    hi\n  ends too early"),
        ("SEND\na:b", false, "SEND\n  a: b\n  cut here: the rest was not captured"),
        ("ACK\n\n\0junk", true, "ACK\nno frame of STOMP from byte 6 on: junk"),
    ])
    func `what is cut or broken is shown as far as it goes`(_ text: String, _ isWhole: Bool, _ picture: String) {
        #expect(
            Sample.picture(of: Array(text.utf8), as: .stomp, PayloadFacts(kind: .text, isWhole: isWhole)) == picture)
    }

    @Test func `binary messages can be frames too`() {
        #expect(Sample.said(of: Array("ACK\nid:1\n\n\0".utf8), PayloadFacts(kind: .binary))?.text == "STOMP ACK 1")
    }

    @Test func `a body of a MiB is counted, not shown in the summary`() {
        let bytes = Array("SEND\ndestination:/q\n\n".utf8) + [UInt8](repeating: 0x78, count: 1 << 20) + [0]
        #expect(Sample.said(of: bytes, PayloadFacts(kind: .text))?.text == "STOMP SEND /q · 1048576 bytes")
    }
}
