import Testing

@testable import Filters

struct NearestNameTests {
    @Test(
        arguments: [
            ("lenght", "length"), ("Length", "length"), ("opcod", "opcode"), ("sevrity", "severity"), ("conm", "conn"),
            ("websocket.opcoed", "websocket.opcode"), ("ip.addr2", "ip.addr"), ("xyzzy", nil), ("", nil),
            (String(repeating: "length", count: 10), nil), ("q", nil),
        ] as [(String, String?)])
    func `the nearest name is found`(_ name: String, _ expected: String?) {
        #expect(NearestName.to(name) == expected)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3),
        ("ab", "ba", 1),
    ])
    func `distances count single changes, either way`(_ left: String, _ right: String, _ expected: Int) {
        #expect(NearestName.distance(Array(left.utf8), Array(right.utf8)) == expected)
        #expect(NearestName.distance(Array(right.utf8), Array(left.utf8)) == expected)
    }
}
