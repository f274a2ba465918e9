import Testing

@testable import Exporters

struct HARPlaceTests {
    @Test(
        arguments: [
            (["log"], .log), (["log", "entries"], .entries), (["log", "entries", ""], .entry),
            (["log", "entries", "", "request", "headers", ""], .requestField),
            (["log", "entries", "", "response", "headers", ""], .responseField),
            (["log", "entries", "", "_webSocketMessages", ""], .message),
            (["log", "entries", "", "_webSocketMessages", "", "_holes", ""], .hole),
            (["log", "entries", "", "_webSocketClose"], .close),
            (["log", "entries", "", "_wscope", "tls", "names"], .certificateNames),
            (["log", "entries", "", "_wscope_close", "bytes"], .closeBytes),
            (["log", "entries", "", "_wscope_findings", ""], .finding),
            (["entries"], .other), (["log", "pages", "", "request"], .other),
            (["log", "entries", "", "cache", "request"], .other),
            (["log", "entries", "", "request", "headers", "", "log"], .other),
        ] as [([String], HARPlace)])
    func `a place is reached by names`(_ names: [String], _ place: HARPlace) {
        #expect(names.reduce(HARPlace.root) { $0.inner($1) } == place)
    }

    @Test func `lists are arrays`() {
        let lists: [HARPlace] = [
            .entries, .requestFields, .messages, .holes, .hole, .doubt, .findings, .certificateNames,
        ]
        #expect(lists.allSatisfy { $0.isArray })
        let objects: [HARPlace] = [.root, .log, .entry, .request, .message, .close, .facts, .closeBytes, .finding]
        #expect(!objects.contains { $0.isArray })
    }
}
