import Exporters
import Testing

struct ExporterTests {
    @Test func `what is usual is all but frames`() {
        #expect(Selection.usual == [.connections, .messages, .findings])
        #expect(!Selection.usual.contains(.frames))
        let all: [Selection] = [.connections, .messages, .frames, .findings]
        #expect(Set(all.map(\.rawValue)).count == 4)
    }
}
