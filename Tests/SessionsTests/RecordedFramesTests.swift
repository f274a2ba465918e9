import ByteStreams
import Dissection
import TestKit
import Testing
import WebSocketWire

@testable import Sessions

struct RecordedFramesTests {
    private func frame(_ second: UInt8, _ length: UInt64, time: Int64) -> Frame {
        Frame(
            connection: 1, message: 1, number: 1, time: Timestamp(nanoseconds: time), from: .fromClient,
            header: FrameHeader(first: 0xc1, second: second, length: length, key: 0x0102_0304))
    }

    @Test func `headers of every form come back with their times`() {
        let frames = [
            frame(0x05, 5, time: 0), frame(0x85, 5, time: .max), frame(0x7e, 5, time: .min),
            frame(0xfe, 65_535, time: -1), frame(0x7f, .max, time: 1), frame(0xff, 1, time: 2),
        ]
        var bytes: [UInt8] = []
        for frame in frames { RecordedFrames.append(frame, to: &bytes) }
        var read: [(Timestamp, FrameHeader)] = []
        RecordedFrames.read(bytes.span.bytes) { read.append(($0, $1)) }
        #expect(read.map(\.0) == frames.map(\.time))
        #expect(read.map(\.1) == frames.map(\.header))
        #expect(Array(bytes[8..<10]) == [0xc1, 0x05])
    }

    @Test func `what is cut is left out`() {
        var bytes: [UInt8] = []
        RecordedFrames.append(frame(0xfe, 300, time: 1), to: &bytes)
        let whole = bytes.count
        RecordedFrames.append(frame(0xff, 300, time: 2), to: &bytes)
        for count in 0...bytes.count {
            var frames = 0
            RecordedFrames.read(Array(bytes[..<count]).span.bytes) { _, _ in frames += 1 }
            #expect(frames == (count < whole ? 0 : count < bytes.count ? 1 : 2))
        }
    }
}
