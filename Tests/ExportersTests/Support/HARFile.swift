@testable import Exporters
import Testing

@testable import Dissection

/// What an importer tells of a HAR, as JSON lines.
struct HARTelling: Equatable {
    var lines: [String] = []
    var failure: HARError?

    /// What a file tells that is read in pieces of so many bytes, from wherever the importer wants them.
    init(_ file: [UInt8], piece: Int = 1 << 20, after lastConnection: Int = 0) {
        var importer = HARImporter(after: lastConnection)
        var batch = TrafficBatch()
        var text = ""
        while let position = importer.position {
            guard position <= file.count else {
                Issue.record("byte \(position) is wanted of \(file.count)")
                break
            }
            let bytes = Array(file[position..<min(file.count, position + piece)])
            if bytes.isEmpty {
                importer.end(into: &batch)
            } else {
                importer.feed(bytes.span.bytes, into: &batch)
            }
            if batch.count == 0 { continue }
            text += printed { output in
                var exporter = JSONLinesExporter()
                exporter.write(batch, to: &output)
            }
            batch.clear()
        }
        lines = text.split(separator: "\n").map(String.init)
        failure = importer.failure
    }

    init(_ file: String, piece: Int = 1 << 20) { self.init(Array(file.utf8), piece: piece) }

    /// The lines of a type.
    func lines(_ type: String) -> [String] { lines.filter { $0.hasPrefix("{\"type\":\"\(type)\"") } }

    /// The values of lines of a type.
    func values(_ type: String) -> [JSONValue] { lines(type).compactMap { JSONValue($0) } }
}

/// The HAR that an exporter makes of a batch's events.
func har(control: Bool = false, _ fill: (inout TrafficBatch) -> Void) -> String {
    var batch = TrafficBatch()
    fill(&batch)
    return printed { output in
        var exporter = HARExporter(program: "1.0", includesControl: control)
        exporter.begin(&output)
        exporter.write(batch, to: &output)
        exporter.finish(&output)
    }
}

extension HARTelling {
    /// An error at a place.
    static func error(_ problem: HARError.Problem, _ offset: Int) -> HARError {
        HARError(problem: problem, offset: offset)
    }
}
