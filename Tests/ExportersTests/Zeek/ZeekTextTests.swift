import Testing

@testable import Exporters

struct ZeekTextTests {
    static let table: [(String?, String)] = [
        (nil, "-"), ("", "(empty)"), ("-", "\\x2d"), ("(empty)", "\\x28empty)"), ("--", "--"),
        ("plain text", "plain text"),
        ("a\tb\nc", "a\\x09b\\x0ac"), ("é", "\\xc3\\xa9"), ("a,b", "a,b"), ("a\\x41", "a\\x5cx41"),
        ("\u{7f}~", "\\x7f~"),
    ]

    @Test(arguments: table.indices)
    func `a text`(_ index: Int) {
        let (text, written) = Self.table[index]
        #expect(printed { ZeekText.write(text, to: &$0) } == written)
    }

    @Test(
        arguments: [
            (nil, "-"), ([], "(empty)"), (["a"], "a"), (["a", "b; c=1"], "a,b; c=1"), (["a,b", "c"], "a\\x2cb,c"),
            (["-", ""], "\\x2d,(empty)"),
        ] as [([String]?, String)])
    func `a vector`(_ elements: [String]?, _ written: String) {
        #expect(printed { ZeekText.write(vector: elements, to: &$0) } == written)
    }

    @Test(arguments: [
        ("/a%20b", "/a b"), ("/%41%4a%4A", "/AJJ"), ("/%", "/%"), ("/%4", "/%4"), ("/%zz%41", "/%zzA"), ("", ""),
        ("/a+b", "/a+b"),
    ])
    func `a target is decoded`(_ target: String, _ decoded: String) {
        #expect(String(decoding: ZeekText.decoded(target: target), as: UTF8.self) == decoded)
    }

    @Test(arguments: [
        ("host", "host"), ("host:80", "host"), ("[::1]:8080", "[::1]"), ("[::1]", "[::1]"), (":80", ""),
        ("host:", "host:"),
        ("80", "80"), ("", ""), ("é:1", "é"),
    ])
    func `a host is told without its port`(_ host: String, _ told: String) {
        #expect(ZeekText.withoutPort(host) == told)
    }
}
