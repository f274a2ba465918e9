import Exporters
import Testing

struct HARErrorTests {
    @Test func `an error says what is wrong, and where`() {
        let problems: [HARError.Problem] = [.notJSON, .truncated, .notHAR, .tooLong]
        let texts = problems.map { HARTelling.error($0, 12_345).description }
        #expect(Set(texts).count == 4)
        #expect(texts.filter { $0.contains("12345") }.count == 3)
        #expect(texts.allSatisfy { !$0.contains("\n") })
    }
}
