import Packets
import Testing

struct ByteSourceTests {
    @Test
    func `an error says the file, what happened and what to do`() {
        let error = SourceError(file: "a.pcap", problem: "it is a directory", advice: "name the files in it")
        #expect(error.description == "a.pcap: it is a directory: name the files in it")
    }
}
