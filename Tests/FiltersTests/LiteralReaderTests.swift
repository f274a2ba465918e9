import Testing

@testable import Filters

struct LiteralReaderTests {
    @Test(arguments: [
        ("length == 1.5k", "length == 1500"), ("length == 2Ki", "length == 2048"),
        ("length == 1M", "length == 1000000"),
        ("length == 1Mi", "length == 1048576"), ("length == 3G", "length == 3000000000"),
        ("length == 1Gi", "length == 1073741824"),
        ("length == 0xff", "length == 255"), ("rtt > 1.5ms", "rtt > 0.0015"), ("rtt > 7us", "rtt > 0.000007"),
        ("rtt > 2m", "rtt > 120"), ("rtt > 3s", "rtt > 3"), ("rtt > 5ns", "rtt > 0.000000005"),
        ("rtt > -1", "rtt > -1"),
        ("time > \"1970-01-01 00:00:01\"", "time > 1"), ("time > 1970-01-01T00:01:00Z", "time > 60"),
        ("compressed == 1", "compressed == true"), ("compressed != 0", "compressed != false"),
        ("host == example.com:80", "host == \"example.com:80\""),
        ("payload == de:AD:ff", "payload == \"\\xde\\xad\\xff\""),
        ("payload == 0x41", "payload == \"A\""), ("mask == 0x37FA213D", "mask == 37fa213d"),
        ("mask == 37:fa:21:3d", "mask == 37fa213d"), ("opcode == 0xA", "opcode == pong"),
        ("opcode == 0x3", "opcode == 0x3"),
        ("opcode != continuation", "opcode != continuation"), ("severity > note", "severity > note"),
        ("doubt == context-lost", "doubt == context-lost"), ("from == \"server\"", "from == server"),
        ("json.a == 1e3", "json.a == 1000"), ("json.a == 5Ki", "json.a == 5120"), ("json.a == -0.5", "json.a == -0.5"),
        ("json.a == 1e300", "json.a == 1e+300"), ("json.a == null", "json.a == null"),
        ("json.a == \"5\"", "json.a == \"5\""),
        ("ip == 2001:DB8::/32", "ip == 2001:db8::/32"), ("server == [::1]:80", "server == [::1]:80"),
        ("length == 18446744073709551615", "length == 18446744073709551615"),
    ])
    func `values are read as their field wants them`(_ text: String, _ printed: String) throws {
        let filter = try Filter(text)
        #expect(filter.description == printed)
        #expect(try Filter(printed) == filter)
    }

    @Test(
        arguments: [
            ("length == x", "write a number, and behind it perhaps one of `k`, `Ki`, `M`, `Mi`, `G` or `Gi`"),
            ("length == 1kB", "write a number, and behind it perhaps one of `k`, `Ki`, `M`, `Mi`, `G` or `Gi`"),
            ("length == \"5\"", "leave the quotation marks out"),
            ("length == 1..5", "write a number such as 10 or 1.5"),
            ("length == 0x", "write hexadecimal digits behind `0x`, 16 at most"),
            ("length == 0x+5", "write hexadecimal digits behind `0x`, 16 at most"),
            ("length == 0x11112222333344445", "write hexadecimal digits behind `0x`, 16 at most"),
            ("length == 99999999999999999999999999", "write a smaller one"), ("seq == 1k", "write a number"),
            ("rtt > 1h", "write a number, and behind it perhaps one of `ns`, `us`, `ms`, `s` or `m`"),
            ("rtt > 0.1ns", "write nine digits behind the point at most"),
            (
                "time > yesterday",
                "write seconds since 1970, or \"2024-11-22 10:00:00\", which is UTC unless a zone follows"
            ),
            (
                "time > \"5\"",
                "write seconds since 1970, or \"2024-11-22 10:00:00\", which is UTC unless a zone follows"
            ),
            ("compressed == 2", "compare it with `true` or `false`, or name it alone"),
            ("payload == hello", "put text in quotation marks, or write bytes as `de:ad:be:ef` or `0xdeadbeef`"),
            ("payload == de:a", "put text in quotation marks, or write bytes as `de:ad:be:ef` or `0xdeadbeef`"),
            ("payload == dead", "put text in quotation marks, or write bytes as `de:ad:be:ef` or `0xdeadbeef`"),
            ("payload == 0xabc", "put text in quotation marks, or write bytes as `de:ad:be:ef` or `0xdeadbeef`"),
            ("ip == host", "write an address, or a network such as 10.0.0.0/8 or 2001:db8::/32"),
            ("ip == 10.0.0.1:80", "leave the port out, and ask `port` besides"),
            ("from == me", "write `client` or `server`"),
            ("opcode == 16", "write text, binary, close, ping, pong, continuation, or 0x0 to 0xf"),
            ("opcode == 1.5", "write text, binary, close, ping, pong, continuation, or 0x0 to 0xf"),
            ("severity == bad", "write `note`, `warning` or `error`"),
            ("doubt == x", "write `resynchronised`, `context-lost`, `inferred-deflate` or `not-inflated`"),
            ("mask == 37fa21", "write its eight hexadecimal digits, such as 37fa213d"),
            ("mask == é", "write its eight hexadecimal digits, such as 37fa213d"),
            ("json.a == x", "write a number, true, false or null, or put text in quotation marks"),
            ("json.a == 1e999", "write a number, true, false or null, or put text in quotation marks"),
            ("json.a == 01", nil),
        ] as [(String, String?)])
    func `values of another kind are refused`(_ text: String, _ advice: String?) {
        #expect(Trial.problem(text)?.advice == advice)
    }
}
