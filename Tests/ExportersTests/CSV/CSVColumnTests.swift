import Exporters
import Testing

struct CSVColumnTests {
    @Test func `names are words of JSON lines, and none comes twice`() {
        let names = CSVColumn.allCases.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.prefix(7).joined(separator: ",") == "type,conn,seq,time,from,opcode,length")
        #expect(names.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7a).contains($0) || "_64".utf8.contains($0) } })
    }
}
