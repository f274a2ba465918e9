import Packets
import Testing

struct ByteSourceTests {
    private struct Empty: ByteSource, ~Copyable {
        mutating func read(into output: inout OutputRawSpan) throws(SourceError) {}
        var consumed: UInt64 { 0 }
        var size: UInt64? { nil }
        var remark: String? { nil }
    }

    @Test
    func `a source that says nothing of waiting is ready`() {
        let source = Empty()
        let isReady = source.isReady
        #expect(isReady)
    }

    @Test
    func `an error says the file, what happened and what to do`() {
        let error = SourceError(file: "a.pcap", problem: "it is a directory", advice: "name the files in it")
        #expect(error.description == "a.pcap: it is a directory: name the files in it")
    }
}
