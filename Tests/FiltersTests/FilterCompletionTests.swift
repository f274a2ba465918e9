import Testing

@testable import Filters

struct FilterCompletionTests {
    private func candidates(_ text: String) -> [String] {
        FilterCompletion(text, at: text.utf8.count).candidates
    }

    @Test(arguments: [
        ("opc", ["opcode"]), ("opcode", ["opcode"]), ("head", ["header_length", "header."]),
        ("websocket.op", ["websocket.opcode"]),
        ("opcode == p", ["ping", "pong"]), ("opcode in {text, c", ["close", "continuation"]),
        ("from == ", ["client", "server"]),
        ("severity >= w", ["warning"]), ("fin ", ["==", "!=", "and", "or"]), ("conn == 1 a", ["and"]),
        ("conn == 1 ", ["and", "or"]),
        ("conn == 1 and se", ["seq", "server", "severity"]), ("conn and rt", ["rtt"]), ("conn && !(rt", ["rtt"]),
        ("not rt", ["rtt"]), ("text c", ["contains"]), ("text contains \"a", []), ("text contains \"a\" o", ["or"]),
        ("compressed == t", ["true"]), ("json.a == n", ["null"]), ("json.a[0].b m", ["matches"]),
        ("source == c", ["capture"]),
        ("doubt != r", ["resynchronised"]), ("length > ", []), ("conn in {1, 2} a", ["and"]), ("(conn) o", ["or"]),
        ("xyz", []),
        ("length>5 && h", ["header_length", "host", "header.", "http.host", "http.request.uri", "http.response.code"]),
        ("nonsense a", ["and"]),
    ])
    func `words that fit are offered`(_ text: String, _ expected: [String]) {
        #expect(Set(candidates(text)) == Set(expected))
    }

    @Test func `the word under the cursor is replaced, whatever follows`() {
        let completion = FilterCompletion("conn == 1 and opc == text", at: 17)
        #expect(completion.range == 14..<17 && completion.candidates == ["opcode"])
        #expect(candidates("").count > 30 && candidates("").contains("not"))
        #expect(FilterCompletion("conn", at: -5).range == 0..<0)
        #expect(FilterCompletion("conn", at: 99).range == 0..<4)
    }

    @Test func `every field is offered for every beginning of it`() {
        for field in Field.all {
            for length in 1...field.name.utf8.count {
                let name = field.argument == .none ? field.name : field.name + "."
                #expect(candidates(String(field.name.prefix(length))).contains(name))
            }
        }
    }

    @Test func `any cut of any expression has an answer`() {
        var filters = SampleFilters(seed: 12)
        for _ in 0..<100 {
            let text = filters.next() + "\u{1b}é\""
            for place in 0...text.utf8.count {
                let completion = FilterCompletion(text, at: place)
                #expect(completion.range.upperBound == place)
            }
        }
    }
}
