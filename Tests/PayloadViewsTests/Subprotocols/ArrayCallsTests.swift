import Testing

@testable import PayloadViews

struct ArrayCallsTests {
    static let table: [(String, String, String?)] = [
        (#"[2,"1","Heartbeat",{}]"#, "ocpp1.6", #"OCPP CALL Heartbeat id "1""#),
        (#"[6,"1","NotifyPeriodicEventStream",{}]"#, "ocpp2.1", #"OCPP SEND NotifyPeriodicEventStream id "1""#),
        (#"[5,"1","FormatViolation","",{}]"#, "ocpp2.1", #"OCPP CALLRESULTERROR FormatViolation "" id "1""#),
        (#"[2,"1","Heartbeat"]"#, "ocpp1.6", nil), (#"[7,"1",{}]"#, "ocpp1.6", nil), (#"[2,1,"A",{}]"#, "ocpp1.6", nil),
        (#"{"2":1}"#, "ocpp1.6", nil), (#"[3,"1",4]"#, "ocpp1.6", nil), (#"[4,"1",{}]"#, "ocpp1.6", nil),
        (#"[2.5,"1","A",{}]"#, "ocpp1.6", nil),
        (
            #"[8, 48, 713845233, {}, "wamp.error.no_such_procedure"]"#, "wamp.2.json",
            "WAMP ERROR 713845233 wamp.error.no_such_procedure"
        ),
        (#"[36, 5512315355, 4429313566, {}, ["x"]]"#, "wamp.2.json", "WAMP EVENT 5512315355 4429313566"),
        (#"[6, {}, "wamp.close.normal"]"#, "wamp.2.json", "WAMP GOODBYE wamp.close.normal"),
        (#"[99, 1]"#, "wamp.2.json", nil), (#"["x"]"#, "wamp.2.json", nil), ("{}", "wamp.2.json", nil),
    ]

    @Test(arguments: table.indices)
    func `an array says what it asks or answers`(_ index: Int) {
        let (text, subprotocol, summary) = Self.table[index]
        let facts = PayloadFacts(kind: .text, context: PayloadContext(subprotocol: subprotocol))
        #expect(Sample.said(of: Array(text.utf8), facts)?.text == summary)
    }

    @Test func `without a handshake only a call of OCPP is likely one`() {
        for (text, isLikely) in [
            (#"[2,"1","Heartbeat",{}]"#, true), (#"[3,"1",{}]"#, false), (#"[48,1,{},"a"]"#, false),
            (#"[2,"1","Heartbeat",{},1]"#, false),
        ] {
            #expect((Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text)) != nil) == isLikely)
        }
    }
}
