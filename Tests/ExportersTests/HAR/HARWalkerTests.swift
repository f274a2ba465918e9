import TestKit
import Testing

@testable import Exporters

struct HARWalkerTests {
    /// The steps through a text that comes in chunks, as words.
    private static func steps(_ chunks: [[UInt8]]) -> [String] {
        var walker = HARWalker()
        var window: [UInt8] = []
        var steps: [String] = []
        for index in chunks.indices {
            window += chunks[index]
            let isLast = index == chunks.count - 1
            reading: while true {
                switch walker.next(window.span.bytes, isLast: isLast) {
                case .begin(let place): steps.append("begin \(place)")
                case .end(let place): steps.append("end \(place)")
                case .value(let place, _): steps.append("\(place).\(walker.name)")
                case .invalid: return steps + ["invalid"]
                case .cut, .finished: break reading
                }
            }
            window.removeSubrange(..<walker.reader.offset)
            walker.drop(walker.reader.offset)
        }
        return steps
    }

    private static let text = """
        {"log": {"entries": [{"request": {"url": "u", "headers": [{"name": "n"}]}, "\\u0074ime": 1.5}], "entries": {}}}
        """

    private static let expected = [
        "begin root", "begin log", "begin entries", "begin entry", "begin request", "request.url",
        "begin requestFields",
        "begin requestField", "requestField.name", "end requestField", "end requestFields", "end request", "entry.time",
        "end entry", "end entries", "begin other", "end other", "end log", "end root",
    ]

    @Test func `steps are the same however the text comes`() {
        forEveryChunking(of: Array(Self.text.utf8)) { chunks in
            #expect(Self.steps(chunks) == Self.expected)
        }
    }

    @Test(arguments: ["[{\"log\":1}]", "{\"log\":[{\"entries\":[]}]}", "{\"x\":{\"log\":{}}}"])
    func `what is no object where one must be is passed over`(_ text: String) {
        let steps = Self.steps([Array(text.utf8)])
        #expect(
            steps.allSatisfy { !$0.contains("begin log") && !$0.contains("entries") || $0 == "begin root" }, "\(steps)")
    }

    @Test func `long names are as good as none`() {
        let name = String(repeating: "n", count: 1_000)
        #expect(Self.steps([Array("{\"\(name)\":1,\"a\":2}".utf8)]) == ["begin root", "root.", "root.a", "end root"])
    }

    @Test func `it is known what is open`() {
        var walker = HARWalker()
        let bytes = Array("{\"log\":{\"entries\":[".utf8)
        for _ in 0..<3 { _ = walker.next(bytes.span.bytes, isLast: false) }
        #expect(walker.place == .entries)
        #expect(walker.isInside(.log))
        #expect(!walker.isInside(.entry))
    }
}
