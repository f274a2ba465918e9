import Testing

@testable import PayloadViews

struct SignalRPackTests {
    static let table: [(String, Bool, String?)] = [
        ("0c 95 01 80 c0 a4 'Send' 92 01 02", true, "SignalR Invocation Send"), ("02 91 06", true, "SignalR Ping"),
        ("03 92 07 c0", true, "SignalR Close"), ("09 95 01 80 c0 a4 'Send'", true, nil),
        ("0c 95 01 80 c0 a4 'Send'", false, "SignalR Invocation Send"), ("02 91 06 05", true, nil),
        ("02 91 0b", true, nil),
        ("02 81 06", true, nil), ("00", true, nil), ("80 80 80 80 80 01", true, nil), ("05 94 04 80 a1 '1'", true, nil),
        ("05 93 05 80 a1 '7'", true, #"SignalR CancelInvocation id "7""#),
        ("0a 96 04 81 a1 'k' a1 'v' a1 '1' a1", false, nil),
    ]

    @Test(arguments: table.indices)
    func `a message is told by its length and its array`(_ index: Int) {
        let (wire, isWhole, summary) = Self.table[index]
        let said = Sample.said(of: Sample.wire(wire), PayloadFacts(kind: .binary, isWhole: isWhole))
        #expect(said?.format == .signalRPack ? said?.text == summary : summary == nil, "\(said as Any)")
    }

    @Test func `messages in a picture`() {
        #expect(
            Sample.picture(of: Sample.wire("02 91 06 02 91 06 07"), as: .signalRPack, PayloadFacts(kind: .binary))
                == """
                Ping  2 bytes
                  array of 1
                    6
                Ping  2 bytes
                  array of 1
                    6
                no message of SignalR
                """)
    }
}
