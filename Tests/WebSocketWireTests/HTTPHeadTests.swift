import Testing
import WebSocketWire

struct HTTPHeadTests {
    @Test
    func `a request keeps its parts in their order and spelling`() throws {
        let head = try requiredHead("GET /a?b HTTP/1.1\nhOsT: x\nConnection: keep-alive\nCONNECTION:  Upgrade, ,foo ")
        #expect(head.method == "GET")
        #expect(head.target == "/a?b")
        #expect(head.status == nil)
        #expect(head.reason == nil)
        #expect(head.version == HTTPVersion("HTTP/1.1"))
        #expect(
            head.fields == [
                HTTPField("hOsT", "x"), HTTPField("Connection", "keep-alive"), HTTPField("CONNECTION", "Upgrade, ,foo"),
            ])
        #expect(head.violations.isEmpty)
        #expect(head.value(of: "host") == "x")
        #expect(head.value(of: "hos") == nil)
        #expect(head.values(of: "connection") == ["keep-alive", "Upgrade, ,foo"])
        #expect(head.elements(of: "Connection") == ["keep-alive", "Upgrade", "foo"])
        #expect(head.lists("upgrade", in: "connection"))
        #expect(!head.lists("up", in: "connection"))
    }

    @Test
    func `a response keeps its status and reason`() throws {
        let head = try requiredHead("HTTP/1.1 426 Upgrade Required")
        #expect(head.status == 426)
        #expect(head.reason == "Upgrade Required")
        #expect(head.method == nil)
        #expect(head.target == nil)
    }
}
