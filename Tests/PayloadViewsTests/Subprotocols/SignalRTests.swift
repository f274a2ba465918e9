import Testing

@testable import PayloadViews

struct SignalRTests {
    static let table: [(String, Bool, String?)] = [
        ("{\"type\":4,\"invocationId\":\"1\",\"target\":\"S\"}\u{1e}", true, #"SignalR StreamInvocation S id "1""#),
        ("{\"type\":2,\"invocationId\":\"1\",\"item\":1}\u{1e}", true, #"SignalR StreamItem id "1""#),
        ("{\"type\":5,\"invocationId\":\"1\"}\u{1e}", true, #"SignalR CancelInvocation id "1""#),
        ("{\"type\":8,\"sequenceId\":7}\u{1e}", true, "SignalR Ack up to 7"),
        ("{\"type\":9,\"sequenceId\":1}\u{1e}", true, "SignalR Sequence up to 1"),
        ("{\"type\":3,\"invocationId\":\"1\",\"error\":\"e\"}\u{1e}", true, #"SignalR Completion id "1" error "e""#),
        ("{\"type\":10}\u{1e}", true, nil), ("{\"type\":1}", true, nil), ("{\"a\":1}\u{1e}", true, nil),
        ("[]\u{1e}", true, nil), ("{\"type\":1.5}\u{1e}", true, nil), ("{\"type\":6,\"x\":", false, nil),
    ]

    @Test(arguments: table.indices)
    func `a record says what it is`(_ index: Int) {
        let (text, isWhole, summary) = Self.table[index]
        #expect(Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text, isWhole: isWhole))?.text == summary)
    }

    @Test func `records in a picture`() {
        let text = "{}\u{1e}{\"type\":6}\u{1e}{\"type\":7"
        #expect(
            Sample.picture(of: Array(text.utf8), as: .signalR, PayloadFacts(kind: .text, isWhole: false)) == """
                {}
                Ping
                {
                  "type": 6
                }
                {
                  "type": 7
                  cut here: the rest was not captured
                """)
    }
}
