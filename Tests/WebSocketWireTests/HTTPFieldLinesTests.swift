import Testing
import WebSocketWire

struct HTTPFieldLinesTests {
    @Test(
        arguments: [
            ("A: b", [HTTPField("A", "b")], []),
            ("A:b\r\nC:\t d \t", [HTTPField("A", "b"), HTTPField("C", "d")], []),
            ("A:", [HTTPField("A", "")], []),
            ("A : b", [HTTPField("A", "b")], ["rfc9112-5.1-space-before-colon"]),
            ("A: b\r\n  c\r\n\td", [HTTPField("A", "b c d")], ["rfc9112-5.2-line-folding"]),
            ("A:\r\n b", [HTTPField("A", "b")], ["rfc9112-5.2-line-folding"]),
            (" A: b\r\nC: d", [HTTPField("C", "d")], ["rfc9112-2.2-whitespace-after-start-line"]),
            ("nonsense\r\nA: b", [HTTPField("A", "b")], ["rfc9112-5-missing-colon"]),
            (": b", [HTTPField("", "b")], ["rfc9110-5.1-invalid-field-name"]),
            ("A B: c", [HTTPField("A B", "c")], ["rfc9110-5.1-invalid-field-name"]),
            ("A: b\0c", [HTTPField("A", "b\0c")], ["rfc9110-5.5-control-character"]),
            ("A: b\rC: d", [HTTPField("A", "b\rC: d")], ["rfc9110-5.5-control-character"]),
            ("A: ä", [HTTPField("A", "ä")], ["rfc9110-5.5-non-ascii-value"]),
            ("A: b\nC: d", [HTTPField("A", "b"), HTTPField("C", "d")], ["rfc9112-2.2-bare-line-feed"]),
            ("A: http://b:1/", [HTTPField("A", "http://b:1/")], []),
        ] as [(String, [HTTPField], [String])])
    func `header lines are read leniently`(_ lines: String, _ fields: [HTTPField], _ broken: [String]) throws {
        let head = try requiredHead(bytes: Array("GET / HTTP/1.1\r\n\(lines)\r\n\r\n".utf8))
        #expect(head.fields == fields)
        #expect(rules(head.violations) == broken)
    }

    @Test
    func `a value that is no UTF-8 reads as Latin-1`() throws {
        let head = try requiredHead(bytes: Array("GET / HTTP/1.1\r\nA: ".utf8) + [0xe4, 13, 10, 13, 10])
        #expect(head.value(of: "A") == "ä")
    }

    @Test
    func `many broken lines are one violation with a count`() throws {
        let head = try requiredHead("GET / HTTP/1.1" + String(repeating: "\nx", count: 10_000))
        #expect(head.violations.map(\.detail) == ["\"x\", and 9999 more"])
    }

    @Test
    func `a value folded over very many lines is one value`() throws {
        let head = try requiredHead("GET / HTTP/1.1\nA: x" + String(repeating: "\n x", count: 15_000))
        #expect(head.value(of: "A") == Array(repeating: "x", count: 15_001).joined(separator: " "))
    }
}
