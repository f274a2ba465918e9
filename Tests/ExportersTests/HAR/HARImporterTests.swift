import ByteStreams
import TestKit
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARImporterTests {
    /// A HAR whose entries are these.
    static func log(_ entries: String...) -> String {
        "{\"log\":{\"version\":\"1.2\",\"entries\":[" + entries.joined(separator: ",") + "]}}"
    }

    private static let request = "\"request\":{\"method\":\"GET\",\"url\":\"ws://10.0.0.9:81/a\",\"headers\":[]}"
    private static let response = "\"response\":{\"status\":101,\"statusText\":\"OK\",\"headers\":[]}"
    private static let message = "{\"type\":\"send\",\"time\":1.5,\"opcode\":1,\"data\":\"x\"}"

    static func entry(_ messages: String = message, _ more: String = "") -> String {
        "{\"startedDateTime\":\"1970-01-01T00:00:01Z\",\(request),\(response),\"_webSocketMessages\":[\(messages)]\(more)}"
    }

    private static func mayBegin(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return HARImporter.mayBegin(with: bytes.span.bytes)
    }

    @Test func `what Chromium saves is told`() throws {
        let telling = HARTelling(ForeignHAR.chromium)
        #expect(telling.failure == nil)
        let types = telling.lines.compactMap { JSONValue($0)?["type"] }
        let told = ["open"] + Array(repeating: "message", count: 8) + ["close", "open", "finding", "close"]
        #expect(types == (told + ["open", "finding", "close"]).map { .string($0) })
        let opening = try #require(telling.values("open").first)
        #expect(opening["conn"] == .number("1"))
        #expect(opening["source"] == .string("har"))
        #expect(opening["client"] == .string("0.0.0.0:0"))
        #expect(opening["server"] == .string("127.0.0.1:8765"))
        #expect(opening["url"] == .string("ws://127.0.0.1:8765/chat?room=1&x=a%20b"))
        #expect(opening["subprotocol"] == .string("chat"))
        #expect(opening["status"] == .number("101"))
        #expect(opening["time"] == .number("1795575091.302000000"))
    }

    @Test func `messages that Chromium saves are told`() {
        let messages = HARTelling(ForeignHAR.chromium).values("message")
        let texts = messages.map { $0["text"] ?? $0["base64"] }
        let once: [JSONValue?] = [.string("hello é \"q\" \n 🤷"), .string("AAEC/w=="), .string(""), .string("bye")]
        #expect(texts == once + once)
        #expect(
            messages.map { $0["from"] }
                == (Array(repeating: "client", count: 4) + Array(repeating: "server", count: 4)).map { .string($0) })
        #expect(messages.map { $0["seq"] } == (1...8).map { .number("\($0)") })
        // The double 1795575091.3125799 stands for the microsecond that is nearest.
        #expect(messages.last?["time"] == .number("1795575091.312580000"))
        #expect(messages.last?["wire_length"] == .number("0"))
    }

    @Test func `connections that Chromium could not open are told with its error`() throws {
        let telling = HARTelling(ForeignHAR.chromium)
        #expect(telling.values("close").map { $0["how"] } == [.string("open"), .string("aborted"), .string("aborted")])
        let details = telling.values("finding").map { $0["detail"] }
        #expect(
            details == [
                .string("Error in connection establishment: net::ERR_UNSAFE_PORT"),
                .string("Error during WebSocket handshake: Unexpected response code: 200"),
            ])
    }

    @Test(arguments: [
        ("", "open", nil), (",\"_webSocketClose\":\"aborted\"", "aborted", nil),
        (",\"_webSocketClose\":{\"code\":1001,\"reason\":\"x\",\"timestamp\":1732305602.5}", "clean", "1001"),
        (",\"_webSocketClose\":{\"code\":1005}", "clean", nil),
        (",\"_webSocketClose\":{\"code\":1006}", "aborted", nil),
        (",\"_webSocketClose\":{}", "clean", nil), (",\"_webSocketClose\":null", "open", nil),
    ])
    func `what HTTP Toolkit saves is told`(_ state: String, _ how: String, _ code: String?) throws {
        let telling = HARTelling(ForeignHAR.toolkit(close: state))
        #expect(telling.failure == nil)
        let opening = try #require(telling.values("open").first)
        #expect(opening["url"] == .string("wss://echo.example/"))
        #expect(opening["server"] == .string("0.0.0.0:443"))
        #expect(opening["tls"] == .object([:]))
        #expect(opening["time"] == .number("1732305600.500000000"))
        #expect(
            telling.values("message").map { $0["time"] } == [
                .number("1732305600.750000000"), .number("1732305601.000000000"),
            ])
        let closing = try #require(telling.values("close").first)
        #expect(closing["how"] == .string(how))
        #expect(closing["code"] == code.map { .number($0) })
        #expect(closing["messages"] == .object(["client": .number("1"), "server": .number("1")]))
        let isTimed = state.contains("timestamp")
        #expect(closing["time"] == .number(isTimed ? "1732305602.500000000" : "1732305601.000000000"))
    }

    @Test func `members come in any order`() {
        let members = [
            Self.request, Self.response, "\"startedDateTime\":\"1970-01-01T00:00:01Z\"",
            "\"_webSocketMessages\":[\(Self.message)]", "\"cache\":{\"a\":[{}]}",
        ]
        let expected = HARTelling(Self.log(Self.entry()))
        #expect(expected.lines.count == 3)
        for turn in members.indices {
            let turned = (members[turn...] + members[..<turn]).joined(separator: ",")
            #expect(HARTelling(Self.log("{\(turned)}"), piece: 5) == expected)
        }
    }

    @Test func `entries about other things are passed over`() {
        let other = "{\"request\":{\"method\":\"GET\",\"url\":\"https://a/\"},\"response\":{\"status\":200}}"
        let telling = HARTelling(Self.log(other, Self.entry(), "7", other, Self.entry("")))
        #expect(telling.failure == nil)
        #expect(telling.values("open").map { $0["conn"] } == [.number("1"), .number("2")])
        #expect(telling.lines("message").count == 1)
    }

    @Test func `connections are numbered above those that are there`() {
        let own = ",\"_wscope\":{\"conn\":7}"
        let file = Self.log(
            Self.entry("", own), Self.entry("", own), Self.entry(""), Self.entry("", ",\"_wscope\":{\"conn\":20}"))
        let numbers = { (last: Int) in HARTelling(Array(file.utf8), after: last).values("open").map { $0["conn"] } }
        #expect(numbers(0) == ["7", "8", "9", "20"].map { .number($0) })
        #expect(numbers(10) == ["11", "12", "13", "20"].map { .number($0) })
    }

    @Test func `a refused upgrade`() {
        let refused = Self.entry("").replacing("101", with: "403")
        #expect(HARTelling(Self.log(refused)).values("close").map { $0["how"] } == [.string("refused")])
    }

    @Test(arguments: ["\u{feff}", "\u{feff}  ", " \n\t", ""])
    func `a byte order mark and white space may stand before`(_ before: String) {
        let file = before + Self.log(Self.entry())
        for piece in [1, 2, 3, 1_000] {
            let telling = HARTelling(file, piece: piece)
            #expect(telling.failure == nil)
            #expect(telling.lines.count == 3)
        }
        #expect(Self.mayBegin(file))
    }

    @Test(arguments: ["", " ", "[1]", "\u{1}{", "SQLite", "\u{feff}"])
    func `what is no object is no HAR`(_ text: String) {
        #expect(!Self.mayBegin(text))
    }

    @Test(
        arguments: [
            ("", .truncated, 0), ("{", .truncated, 1), ("[]", .notHAR, 2), ("{}", .notHAR, 2), ("7 ", .notHAR, 2),
            ("{\"log\":{}}", .notHAR, 10), ("{\"log\":{\"entries\":{}}}", .notHAR, 22), ("nonsense", .notJSON, 0),
            ("{\"log\":{\"entries\":[]}}x", .notJSON, 22), ("{\"log\":{\"entries\":[}}", .notJSON, 19),
        ] as [(String, HARError.Problem, Int)])
    func `what is wrong is told with its place`(_ text: String, _ problem: HARError.Problem, _ offset: Int) {
        for piece in [1, 4, 100] {
            #expect(HARTelling(text, piece: piece).failure == HARError(problem: problem, offset: offset))
        }
    }

    @Test func `a log without entries is empty`() {
        let telling = HARTelling(Self.log())
        #expect(telling == HARTelling(Self.log("{}")))
        #expect((telling.lines.count, telling.failure) == (0, nil))
    }
}
