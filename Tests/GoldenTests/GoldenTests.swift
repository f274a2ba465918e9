import CaptureKit
import Glibc
import TestKit
import Testing

struct GoldenTests {
    /// `RECORD=1` writes what is told now in the place of what is expected.
    private static let isRecording = getenv("RECORD").map { String(cString: $0) } == "1"

    @Test
    func `there are captures, and each has a story`() {
        #expect(CaptureFile.all.count >= 30)
        for capture in CaptureFile.all { #expect(!capture.expected.isEmpty, "\(capture)") }
    }

    @Test(arguments: CaptureFile.all)
    func `a capture tells its story`(_ capture: CaptureFile) {
        let story = capture.story
        #expect(story.errors == [])
        if Self.isRecording, story.jsonLines != capture.expected {
            #expect(write(story.jsonLines, to: capture.expectedPath))
            Issue.record("recorded anew: read the difference, and run again without RECORD")
        }
        expectSame(story.jsonLines, capture.expected, "\(capture)")
        if Self.isRecording { Issue.record("RECORD is set, and recording is not passing") }
    }

    @Test(arguments: CaptureFile.all)
    func `a story does not depend on how the file is read`(_ capture: CaptureFile) {
        for sizes in [[1], [7], [1, 2, 3, 5, 8, 13, 4_096], [65_536]] {
            for blockSize in [64, 4_096] {
                let story = Story(
                    of: capture.bytes, readSizes: sizes, blockSize: blockSize, capture.telling)
                expectSame(story.jsonLines, capture.expected, "\(capture) read by \(sizes) into \(blockSize)")
            }
        }
    }

    @Test(arguments: CaptureFile.all)
    func `a story does not depend on how streams are cut`(_ capture: CaptureFile) {
        for size in [1, 2, 3, 1_000] {
            var telling = capture.telling
            telling.pieceSize = size
            expectSame(Story(of: capture.bytes, telling).jsonLines, capture.expected, "\(capture) by \(size)")
        }
    }

    @Test(arguments: CaptureFile.all)
    func `a story is the same in the other format, and in either byte order`(_ capture: CaptureFile) {
        let packets = PacketList(of: capture.bytes)
        #expect(Set(packets.packets.map(\.linkType)).count == 1)
        for order in PacketList.Order.allCases {
            for file in [packets.pcap(order), packets.pcapng(order)] {
                expectSame(Story(of: file, capture.telling).jsonLines, capture.expected, "\(capture), \(order)")
            }
        }
    }

    @Test(arguments: CaptureFile.all)
    func `a story is the same compressed`(_ capture: CaptureFile) throws {
        let compressed = try gzipped(capture.bytes)
        #expect(compressed.count < capture.bytes.count)
        expectSame(try story(ofFile: compressed, capture.telling), capture.expected, "\(capture)")
    }

    @Test(arguments: CaptureFile.all)
    func `a story says the same with frames, and of fewer kinds`(_ capture: CaptureFile) {
        var telling = capture.telling
        telling.selection = [.connections, .messages, .frames, .findings]
        let everything = Story(of: capture.bytes, telling)
        #expect(StoryCheck(everything, keptPayload: telling.options.keptPayload).contradictions == [])
        let lines = everything.jsonLines.split(separator: 0x0a)
        let withoutFrames = lines.filter { !$0.starts(with: Array(#"{"type":"frame""#.utf8)) }
        #expect(withoutFrames == capture.expected.split(separator: 0x0a))
    }
}
