import JSONText
import Testing

@testable import Exporters

struct HARFactsTests {
    /// What an entry says.
    static func facts(_ entry: String) -> HARFacts {
        let bytes = Array(HARImporterTests.log(entry).utf8)
        var walker = HARWalker()
        var facts = HARFacts()
        while true {
            switch walker.next(bytes.span.bytes, isLast: true) {
            case .begin(let place): facts.begin(place)
            case .end(let place): facts.end(place)
            case .value(let place, let token): facts.take(HARValue(token, in: bytes.span.bytes), place, walker.name)
            case .cut, .finished, .invalid: return facts
            }
        }
    }

    @Test(arguments: [
        ("{}", false), ("{\"_webSocketMessages\":[]}", true), ("{\"_webSocketMessages\":{}}", false),
        ("{\"_resourceType\":\"websocket\"}", true), ("{\"_resourceType\":\"xhr\"}", false),
        ("{\"request\":{\"url\":\"wss://a\"}}", true), ("{\"request\":{\"url\":\"ws://a\"}}", true),
        ("{\"request\":{\"url\":\"https://a\"}}", false),
    ])
    func `entries about WebSocket are known by any of their marks`(_ entry: String, _ isWebSocket: Bool) {
        #expect(Self.facts(entry).isWebSocket == isWebSocket)
    }

    @Test func `empty elements count too`() {
        let fields = Array(repeating: "{}", count: 70_000).joined(separator: ",")
        let facts = Self.facts("{\"request\":{\"headers\":[\(fields)]}}")
        #expect(facts.request.fields.count == HARFacts.budget / 64)
        #expect(facts.isCut)
        #expect(!Self.facts("{\"request\":{\"headers\":[{}]}}").isCut)
    }

    @Test func `a text beyond the budget is left out`() {
        let long = String(repeating: "x", count: HARFacts.budget + 1)
        let facts = Self.facts("{\"_resourceType\":\"\(long)\",\"serverIPAddress\":\"1.2.3.4\"}")
        #expect(facts.isCut)
        #expect((facts.resourceType, facts.serverAddress) == ("", "1.2.3.4"))
    }
}
