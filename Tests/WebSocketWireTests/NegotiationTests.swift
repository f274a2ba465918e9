import Testing
import WebSocketWire

struct NegotiationTests {
    static let extensions: [(String, String, String)] = [
        ("rfc6455-11.3.2-multiple-extensions-headers", "a, b", "a\nSec-WebSocket-Extensions: b"),
        ("rfc6455-9.1-malformed-extension", "a", "a; b="),
        ("rfc7692-5-accepted-twice", "permessage-deflate", "permessage-deflate, permessage-deflate"),
        (
            "rfc7692-5-conflicting-extensions", "permessage-deflate, permessage-bzip2",
            "permessage-bzip2, permessage-deflate"
        ),
        ("rfc7692-7.1-unknown-parameter", "permessage-deflate", "permessage-deflate; a"),
        (
            "rfc7692-7.1-repeated-parameter", "permessage-deflate",
            "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9"
        ),
        (
            "rfc7692-7.1.1-context-takeover-with-value", "permessage-deflate",
            "permessage-deflate; server_no_context_takeover=1"
        ),
        (
            "rfc7692-7.1.1.1-missing-server-no-context-takeover", "permessage-deflate; server_no_context_takeover",
            "permessage-deflate"
        ),
        ("rfc7692-7.1.2-invalid-window-bits", "permessage-deflate", "permessage-deflate; server_max_window_bits=16"),
        ("rfc7692-7.1.2-leading-zero", "permessage-deflate", "permessage-deflate; server_max_window_bits=09"),
        ("rfc7692-7.1.2-quoted-window-bits", "permessage-deflate", "permessage-deflate; server_max_window_bits=\"9\""),
        (
            "rfc7692-7.1.2.1-server-max-window-bits-too-large", "permessage-deflate; server_max_window_bits=9",
            "permessage-deflate; server_max_window_bits=10"
        ),
        (
            "rfc7692-7.1.2.2-client-max-window-bits-not-offered", "permessage-deflate",
            "permessage-deflate; client_max_window_bits=10"
        ),
        (
            "rfc7692-7.1.2.2-client-max-window-bits-too-large", "permessage-deflate; client_max_window_bits=9",
            "permessage-deflate; client_max_window_bits=10"
        ),
        (
            "rfc7692-7.1.2.2-client-max-window-bits-without-value", "permessage-deflate; client_max_window_bits",
            "permessage-deflate; client_max_window_bits"
        ),
    ]

    private static func upgrade(_ offered: String, _ agreed: String) throws -> Upgrade {
        let request = try requiredHead(exampleRequest + "\nSec-WebSocket-Extensions: " + offered)
        let response = try requiredHead(exampleResponse + "\nSec-WebSocket-Extensions: " + agreed)
        return Upgrade(request: request, response: response)
    }

    @Test(arguments: extensions)
    func `extensions break one law`(_ rule: String, _ offered: String, _ agreed: String) throws {
        #expect(rules(try Self.upgrade(offered, agreed).responseViolations) == [rule])
    }

    /// The exchanges of RFC 7692 section 7.1.3, and others of sections 5 and 7.1.
    @Test(
        arguments: [
            ("permessage-deflate", "permessage-deflate", DeflateParameters()),
            (
                "permessage-deflate; client_max_window_bits; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=10", DeflateParameters(serverMaxWindowBits: 10)
            ),
            (
                "permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate;"
                    + " client_max_window_bits",
                "permessage-deflate", DeflateParameters()
            ),
            (
                "permessage-foo; use_y, permessage-foo, PerMessage-Deflate",
                "permessage-deflate; server_no_context_takeover",
                DeflateParameters(serverNoContextTakeover: true)
            ),
        ])
    func `an answer to one of several offers breaks nothing`(
        _ offered: String, _ agreed: String, _ parameters: DeflateParameters
    ) throws {
        let upgrade = try Self.upgrade(offered, agreed)
        #expect(upgrade.violations == [])
        #expect(upgrade.deflate == parameters)
        #expect(upgrade.negotiation.agreedExtensions.map(\.text) == [agreed])
        #expect(upgrade.negotiation.unknownExtensions == [])
    }

    @Test
    func `extensions that are not compression are agreed and unknown`() throws {
        let negotiation = try Self.upgrade("a; b=1, c", "a; b=1").negotiation
        #expect(negotiation.offeredExtensions.map(\.text) == ["a; b=1", "c"])
        #expect(negotiation.unknownExtensions.map(\.text) == ["a; b=1"])
        #expect(negotiation.deflate == nil)
    }

    @Test
    func `the per-frame compression of an old draft is a note`() throws {
        let upgrade = try Self.upgrade("x-webkit-deflate-frame, deflate-frame", "")
        #expect(rules(upgrade.violations) == Array(repeating: "tyoshino-perframe-deflate-offered", count: 2))
        #expect(upgrade.violations.allSatisfy { $0.rule.severity == .note })
    }

    @Test
    func `ten thousand unknown answers are a few violations`() throws {
        let upgrade = try Self.upgrade("b", Array(repeating: "a", count: 10_000).joined(separator: ","))
        #expect(upgrade.responseViolations.count == 8)
        #expect(upgrade.responseViolations.last?.detail == "agreed \"a\", and 9992 more")
    }

    @Test
    func `subprotocols of repeated headers are one list`() throws {
        let request = try requiredHead(exampleRequest + "\nSec-WebSocket-Protocol: mqtt")
        let negotiation = Negotiation(request: request, acceptance: nil)
        #expect(negotiation.offeredSubprotocols == ["chat", "superchat", "mqtt"])
        #expect(negotiation.subprotocol == nil)
        #expect(negotiation.requestViolations == [])
    }
}
