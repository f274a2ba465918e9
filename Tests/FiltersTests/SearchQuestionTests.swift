import Sessions
import Testing

@testable import Filters

struct SearchQuestionTests {
    @Test(
        arguments: [
            (nil, nil, false, nil, true), (nil, [3, 5], false, "(conn IN (3,5))", true),
            (nil, [], true, "(conn IN ()) AND (opcode & 8 = 0)", true),
            ("seq == 1", nil, true, "(opcode & 8 = 0) AND (((seq BETWEEN ? AND ?)) IS TRUE)", true),
            ("fin", nil, false, nil, false),
            ("json.a == 1", [1], false, "(conn IN (1)) AND ((text_length IS NOT NULL) IS TRUE)", false),
        ] as [(String?, [Int]?, Bool, String?, Bool)])
    func `what is searched is asked in SQL`(
        _ expression: String?, _ connections: [Int]?, _ hidesControl: Bool, _ sql: String?, _ isExact: Bool
    ) throws {
        let filter = try expression.map { try Filter($0) }
        let question = SearchQuestion(filter, connections: connections, hidesControl: hidesControl)
        #expect(question.condition?.sql == sql && question.isExact == isExact)
    }

    @Test func `very many connections are not named in SQL`() {
        #expect(SearchQuestion(nil, connections: Array(1...5_000), hidesControl: false).condition == nil)
    }
}
