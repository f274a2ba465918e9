import Testing

@testable import WebSocketWire

struct DeflateWordsTests {
    private static func words(_ text: String, by speaker: DeflateWords.Speaker) -> (DeflateWords, [String]) {
        var findings = Findings(keeping: 8)
        let words = DeflateWords(ExtensionOffer("permessage-deflate" + text), by: speaker, into: &findings)
        return (words, rules(findings.violations))
    }

    /// The offers of RFC 7692 section 7.1.3 and others that are as they should be.
    @Test(
        arguments: [
            "", "; client_max_window_bits", "; client_max_window_bits; server_max_window_bits=10",
            "; client_max_window_bits=8; server_max_window_bits=15", "; server_no_context_takeover",
            "; client_no_context_takeover; server_no_context_takeover",
        ])
    func `a regular offer breaks nothing`(_ text: String) {
        #expect(Self.words(text, by: .client).1 == [])
    }

    @Test(
        arguments: [
            ("; foo", "rfc7692-7.1-unknown-parameter"),
            ("; server_no_context_takeover; server_no_context_takeover", "rfc7692-7.1-repeated-parameter"),
            ("; client_no_context_takeover=1", "rfc7692-7.1.1-context-takeover-with-value"),
            ("; server_max_window_bits", "rfc7692-7.1.2-invalid-window-bits"),
            ("; server_max_window_bits=7", "rfc7692-7.1.2-invalid-window-bits"),
            ("; server_max_window_bits=16", "rfc7692-7.1.2-invalid-window-bits"),
            ("; client_max_window_bits=ten", "rfc7692-7.1.2-invalid-window-bits"),
            ("; client_max_window_bits=0", "rfc7692-7.1.2-invalid-window-bits"),
            ("; server_max_window_bits=08", "rfc7692-7.1.2-leading-zero"),
            ("; server_max_window_bits=\"8\"", "rfc7692-7.1.2-quoted-window-bits"),
        ])
    func `an irregular parameter breaks its law on either side`(_ text: String, _ rule: String) {
        #expect(Self.words(text, by: .client).1 == [rule])
        #expect(Self.words(text, by: .server).1 == [rule])
    }

    @Test
    func `every window size in reach is judged`() {
        for bits in 0...130 {
            let broken = Self.words("; server_max_window_bits=\(bits)", by: .client).1
            #expect(broken == ((8...15).contains(bits) ? [] : ["rfc7692-7.1.2-invalid-window-bits"]), "\(bits)")
        }
    }

    @Test
    func `only an answer must give the client's window a value`() {
        #expect(Self.words("; client_max_window_bits", by: .client).1 == [])
        #expect(
            Self.words("; client_max_window_bits", by: .server).1
                == ["rfc7692-7.1.2.2-client-max-window-bits-without-value"])
    }

    @Test(
        arguments: [
            ("", "", []),
            ("", "; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8", []),
            ("; client_max_window_bits", "", []),
            ("; client_max_window_bits", "; client_max_window_bits=9", []),
            ("; client_max_window_bits=10", "; client_max_window_bits=10", []),
            ("; server_max_window_bits=10", "; server_max_window_bits=10", []),
            ("; server_max_window_bits=10", "; server_max_window_bits=9", []),
            ("; server_max_window_bits=15", "", []),
            ("; server_no_context_takeover", "", ["rfc7692-7.1.1.1-missing-server-no-context-takeover"]),
            ("; server_max_window_bits=10", "", ["rfc7692-7.1.2.1-server-max-window-bits-too-large"]),
            (
                "; server_max_window_bits=10", "; server_max_window_bits=11",
                ["rfc7692-7.1.2.1-server-max-window-bits-too-large"]
            ),
            ("; server_max_window_bits=10", "; server_max_window_bits=x", []),
            ("", "; client_max_window_bits=15", ["rfc7692-7.1.2.2-client-max-window-bits-not-offered"]),
            (
                "; client_max_window_bits=10", "; client_max_window_bits=11",
                ["rfc7692-7.1.2.2-client-max-window-bits-too-large"]
            ),
        ] as [(String, String, [String])])
    func `an answer is judged against its offer`(_ offer: String, _ answer: String, _ broken: [String]) {
        let judged = Self.words(answer, by: .server).0.judged(against: Self.words(offer, by: .client).0)
        #expect(rules(judged) == broken)
    }
}
