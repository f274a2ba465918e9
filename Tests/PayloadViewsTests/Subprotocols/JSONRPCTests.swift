import Testing

@testable import PayloadViews

struct JSONRPCTests {
    static let table: [(String, Bool, String?)] = [
        (#"{"jsonrpc":"2.0","id":1,"method":"a"}"#, true, "JSON-RPC → a id 1"),
        (#"{"jsonrpc":"2.0","id":1,"method":"a","par"#, false, "JSON-RPC → a id 1"),
        (#"{"jsonrpc":"2.0","method":"a","par"#, false, "JSON-RPC → a"),
        (#"{"jsonrpc":"2.0","method":"a","par"#, true, nil),
        (#"{"jsonrpc":"2.0","error":{"code":-1},"id":"a\nb"}"#, true, "JSON-RPC ← error -1 id \"a\\nb\""),
        (#"{"jsonrpc":"2.0","error":{"mess"#, false, "JSON-RPC ← error"),
        (#"{"jsonrpc":"2.0","id":1}"#, true, nil), (#"{"jsonrpc":2.0,"method":"a"}"#, true, nil),
        (#"{"jsonrpc":"2.0","method":1}"#, true, nil), (#"{"jsonrpc":"2.0","method":"a"}x"#, true, nil),
        (#"{"a":{"jsonrpc":"2.0","method":"a"}}"#, true, nil), ("[]", true, nil), ("[1]", true, nil),
        (#"[{"jsonrpc":"2.0","id":1,"result":1}]"#, true, "JSON-RPC batch of 1: ← result id 1"),
        (#"[{"jsonrpc":"2.0","id":1,"method":"a"},{"jso"#, false, "JSON-RPC batch of 2 or more: → a id 1 …"),
    ]

    @Test(arguments: table.indices)
    func `a message says what it asks or answers`(_ index: Int) {
        let (text, isWhole, summary) = Self.table[index]
        let said = Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text, isWhole: isWhole))
        #expect(said?.text == summary)
        #expect(said.map { $0.format == .jsonRPC } ?? true)
    }

    @Test func `a batch larger than what is looked at is counted as far as it was`() {
        let call = #"{"jsonrpc":"2.0","id":1,"method":"a"},"#
        let text = "[" + String(repeating: call, count: 10_000) + "1]"
        let said = Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text))?.text
        #expect(said?.hasPrefix("JSON-RPC batch of ") == true)
        #expect(said?.contains(" or more: → a id 1 …") == true)
    }
}
