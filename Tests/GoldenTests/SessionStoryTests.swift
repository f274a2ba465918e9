import CaptureKit
import Dissection
import Exporters
import Glibc
import JSONText
import Sessions
import Testing

/// The way through a session file changes nothing.
struct SessionStoryTests {
    @Test(arguments: CaptureFile.all)
    func `a story is the same out of a session`(_ capture: CaptureFile) throws {
        var template = Array("/tmp/wscope-golden-XXXXXX".utf8CString)
        let folder = try String(cString: #require(mkdtemp(&template)))
        let path = folder + "/story.wscope"
        defer {
            unlink(path)
            rmdir(folder)
        }
        var telling = capture.telling
        telling.session = path
        let story = Story(of: capture.bytes, telling)
        expectSame(story.jsonLines, capture.expected, "\(capture)")
        expectSame(try lines(ofSession: path), capture.expected, "the session of \(capture)")
    }

    private func lines(ofSession path: String) throws -> [UInt8] {
        final class Gathered { var bytes: [UInt8] = [] }
        let gathered = Gathered()
        var output = TextOutput {
            gathered.bytes += $0
            return true
        }
        var exporter = JSONLinesExporter()
        var reader = try SessionReader(path: path)
        var batch = TrafficBatch()
        while try reader.read(into: &batch) {
            exporter.write(batch, to: &output)
            batch.clear()
        }
        output.flush()
        return gathered.bytes
    }
}
