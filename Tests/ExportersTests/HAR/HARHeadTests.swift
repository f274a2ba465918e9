import Testing
import WebSocketWire

@testable import Exporters

struct HARHeadTests {
    @Test func `a head has the bytes that say it, unless they would say something else`() {
        let line = HTTPStartLine.request(method: "GET", target: "/", HTTPVersion("HTTP/1.1"))
        let head = HARHead.head(line, fields: [HTTPField("A", "b"), HTTPField("C", "")])
        #expect(String(decoding: head.raw, as: UTF8.self) == "GET / HTTP/1.1\r\nA: b\r\nC: \r\n\r\n")
        for value in ["x\r\nInjected: y", "x\r\n\r\nrest", " x", "x\n"] {
            let odd = HARHead.head(line, fields: [HTTPField("A", value)])
            #expect((odd.fields, odd.raw) == ([HTTPField("A", value)], []))
        }
        #expect(HARHead.head(.response(.http2, status: 200, reason: ""), fields: []).raw == [])
        let status = HARHead.head(.response(HTTPVersion("HTTP/1.1"), status: 7, reason: ""), fields: [])
        #expect((status.status, status.raw.isEmpty) == (7, false))
        #expect(HARHead.head(.request(method: "", target: "a b", HTTPVersion("x")), fields: []).raw == [])
    }
}
