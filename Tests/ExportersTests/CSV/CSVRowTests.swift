import ByteStreams
import Testing

@testable import Exporters

struct CSVRowTests {
    private let commas = CSVColumn.allCases.count - 1

    @Test func `an empty row has a comma between each two columns`() {
        let text = printed { output in
            var row = CSVRow()
            row.end(&output)
        }
        #expect(text == String(repeating: ",", count: commas) + "\r\n")
    }

    @Test func `cells stand in their columns`() throws {
        let text = printed { output in
            var row = CSVRow()
            row.put(.type, word: "open", &output)
            row.put(.seq, UInt64?.none, &output)
            row.put(.time, Timestamp(nanoseconds: -1), &output)
            row.put(.code, UInt64(7), &output)
            row.put(.rtt, milliseconds: 1_000_000, &output)
            row.put(.url, String?.none, &output)
            row.put(.confidence, hundredths: 0.5, &output)
            row.put(.by, "a\"b", &output)
            row.end(&output)
        }
        let cells = try #require(CSVTable(text)?.rows.first)
        #expect(cells.count == commas + 1)
        #expect(cells[CSVColumn.type.rawValue] == "open")
        #expect(cells[CSVColumn.time.rawValue] == "-0.000000001")
        #expect(cells[CSVColumn.code.rawValue] == "7")
        #expect(cells[CSVColumn.rtt.rawValue] == "1.000")
        #expect(cells[CSVColumn.confidence.rawValue] == "0.50")
        #expect(cells[CSVColumn.by.rawValue] == "a\"b")
        #expect(cells.count { !$0.isEmpty } == 6)
    }
}
