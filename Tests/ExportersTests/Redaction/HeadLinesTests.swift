import Testing

@testable import Exporters

struct HeadLinesTests {
    static func lines(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var lines = HeadLines(of: bytes)
        var found: [String] = []
        while let line = lines.next() {
            let name = line.name.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "-"
            found.append("\(name)|\(String(decoding: bytes[line.value], as: UTF8.self))|\(line.isContinued)")
        }
        return found
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\nA: b\r\nC:d \r\n\r\n", ["-|GET / HTTP/1.1|false", "A|b|false", "C|d|false"]),
            (
                "\r\n\nGET / HTTP/1.1\nA : b\n  c\n\td\n\n",
                [
                    "-|GET / HTTP/1.1|false", "A|b|false", "A|c|true", "A|d|true",
                ]
            ),
            ("X\nno colon\n: empty\nA:", ["-|X|false", "|empty|false", "A||false"]), ("", []), ("\r\n", []),
            ("a", ["-|a|false"]),
        ] as [(String, [String])])
    func `lines are found however they end`(_ text: String, _ lines: [String]) {
        #expect(Self.lines(text) == lines)
    }

    @Test func `cut anywhere, a head has lines, and no place is outside`() {
        let text = Array("GET /?token=1 HTTP/1.1\r\nAuthorization: Bearer x\r\n more\r\n:\r\n\r\n".utf8)
        for end in 0...text.count {
            let bytes = Array(text[..<end])
            var lines = HeadLines(of: bytes)
            while let line = lines.next() {
                #expect(line.value.upperBound <= end)
                #expect(line.name.map { $0.upperBound <= end } != false)
            }
        }
    }
}
