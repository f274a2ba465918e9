import Testing

@testable import PayloadViews

struct PayloadFormatTests {
    @Test func `every format has a name and a title of its own`() {
        let all = PayloadFormat.allCases
        #expect(Set(all.map(\.rawValue)).count == all.count)
        #expect(Set(all.map(\.title)).count == all.count)
        #expect(all.allSatisfy { !$0.title.isEmpty && $0.rawValue == $0.rawValue.lowercased() })
    }

    @Test func `text, JSON and bytes are nothing special`() {
        #expect(PayloadFormat.allCases.filter { !$0.isSpecial } == [.json, .text, .hex])
    }

    @Test func `every sample's format draws something of it`() {
        for sample in Sample.all {
            let lines = PayloadViewer.lines(of: sample.bytes.span.bytes, as: sample.format, sample.facts)
            #expect(!lines.isEmpty, "\(sample)")
            #expect(
                !lines.contains { $0.pieces.contains { $0.role == .error } } || sample.summary == "JSON object of 1: a")
        }
    }

    @Test(
        arguments: [
            (.mqtt, .mqtt), (.socketIO, .socketIO), (.graphQL, .graphQL), (.stomp, .stomp), (.jsonRPC, .jsonRPC),
            (.ocpp, .ocpp), (.wamp, .wamp), (.json, .json), (.messagePack, .messagePack), (.cbor, .cbor),
        ] as [(Dialect, PayloadFormat)])
    func `a language is read in the format of its name`(_ dialect: Dialect, _ format: PayloadFormat) {
        #expect(PayloadFormat.of(dialect) == format)
    }
}
