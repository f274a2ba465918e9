import Testing

@testable import PayloadViews

struct GraphQLTests {
    static let operations: [(String, String)] = [
        ("query A { b }", "query A"), ("{ b }", "query"), ("mutation B($x: Int) { b }", "mutation B"),
        ("subscription{ b }", "subscription"), (" ,\\n# query X\\nquery _c1 { b }", "query _c1"),
        ("queryX { b }", "query"),
        ("fragment F on T { a } query Q { ...F }", "query"), ("", "query"), ("# only", "query"),
    ]

    @Test(arguments: operations.indices)
    func `an operation is named after its document`(_ index: Int) {
        let (document, said) = Self.operations[index]
        let text = #"{"id":"1","type":"subscribe","payload":{"query":"\#(document)"}}"#
        #expect(
            Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text))?.text == "GraphQL subscribe id \"1\" " + said)
    }

    static let others: [(String, Bool)] = [
        (#"{"type":"subscribe","channel":"trades"}"#, false), (#"{"type":"data","id":1,"payload":{"x":1}}"#, false),
        (#"{"type":"data","id":"1","payload":{"data":null}}"#, true), (#"{"type":"error","message":"x"}"#, false),
        (#"{"type":"start"}"#, false), (#"{"type":"connection_init"}"#, true), (#"{"type":1}"#, false),
        (#"["type","connection_init"]"#, false),
    ]

    @Test(arguments: others.indices)
    func `a type that others use too needs a payload that fits`(_ index: Int) {
        let (text, isLikely) = Self.others[index]
        #expect((Sample.said(of: Array(text.utf8), PayloadFacts(kind: .text)) != nil) == isLikely)
    }

    @Test func `a message that is cut says what there is`() {
        let text = #"{"id":"1","type":"subscribe","payload":{"query":"query Lo"#
        let facts = PayloadFacts(kind: .text, context: PayloadContext(subprotocol: "graphql-ws"), isWhole: false)
        #expect(Sample.said(of: Array(text.utf8), facts)?.text == "GraphQL subscribe id \"1\"")
    }
}
