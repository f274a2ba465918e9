import JSONText
import PayloadViews
import TestKit
import Testing

struct PayloadViewerTests {
    @Test(arguments: Sample.all.indices)
    func `every sample is taken for what it is, as surely as it should be`(_ index: Int) {
        let sample = Sample.all[index]
        let view = sample.view
        #expect(view?.summary == sample.summary)
        #expect(view?.certainty == sample.certainty, "\(sample)")
        #expect(view?.reason.isEmpty == false)
    }

    @Test(arguments: Sample.all.indices)
    func `the fast way says what the slow way says, where that is likely and special`(_ index: Int) {
        let sample = Sample.all[index]
        let isSaid = sample.format.isSpecial && sample.certainty > .possible
        #expect(sample.said() == (isSaid ? sample.summary : nil), "\(sample)")
    }

    @Test(arguments: Sample.all.indices)
    func `the surest view comes first, and text and bytes are always there`(_ index: Int) {
        let sample = Sample.all[index]
        let views = PayloadViewer.views(of: sample.bytes.span.bytes, sample.facts)
        #expect(Set(views.map(\.format)).isSuperset(of: [.text, .hex]))
        #expect(Set(views.map(\.format)).count == views.count)
        if sample.certainty > .possible { #expect(views.first?.format == sample.format, "\(views.map(\.name))") }
    }

    @Test func `an empty payload has text and bytes without lines`() {
        for kind in [PayloadFacts.Kind.text, .binary, .other] {
            let facts = PayloadFacts(kind: kind)
            for view in PayloadViewer.views(of: [UInt8]().span.bytes, facts) {
                #expect([.text, .hex].contains(view.format))
                #expect(PayloadViewer.lines(of: [UInt8]().span.bytes, as: view.format, facts).isEmpty)
            }
            #expect(Sample.said(of: [], facts) == nil)
        }
    }

    @Test func `a subprotocol does not make bytes into what they are not`() {
        for name in ["mqtt", "graphql-ws", "v12.stomp", "json-rpc", "ocpp1.6", "wamp.2.json", "cbor", "msgpack"] {
            let facts = PayloadFacts(kind: .text, context: PayloadContext(subprotocol: name))
            #expect(Sample.said(of: Array("lorem ipsum".utf8), facts) == nil, "\(name)")
        }
    }

    @Test(arguments: [
        "hello", "12345", "4", "42", "420", "2024-11-22", "SENDING", "SEND", "{\"type\":\"message\"}", "[1,2,3]", "{}",
        "[2,3]", "{\"type\":1}", "true", "CONNECT to me", "0", "{\"jsonrpc\":\"1.0\",\"method\":\"x\"}", "ACK\nx",
    ])
    func `ordinary text is nothing special`(_ text: String) {
        #expect(Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text)) == nil)
    }

    @Test func `random bytes are seldom taken for something special`() {
        var random = SeededRandom(seed: 21)
        var special = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...64, using: &random)).map { _ in UInt8(truncatingIfNeeded: random.next())
            }
            if Sample.said(of: bytes, PayloadFacts(kind: .binary)) != nil { special += 1 }
        }
        #expect(special < 20, "\(special) of 20,000")
    }
}
