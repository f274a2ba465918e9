import ByteStreams
import TestKit
import Testing

@testable import Packets

@Test func `a header is read with all its fields`() throws {
    let wire = wireSegment(
        from: 0x1234, to: 0x5678, sequence: 0x9abc_def0, acknowledgement: 0x0102_0304, flags: "FS", window: 0x0506,
        scale: 9, payload: [7, 8, 9])
    let segment = try #require(TCPSegment(wire, cut: 0))
    #expect(segment.sourcePort == 0x1234)
    #expect(segment.destinationPort == 0x5678)
    #expect(segment.sequence.rawValue == 0x9abc_def0)
    #expect(segment.payloadSequence.rawValue == 0x9abc_def1)
    #expect(segment.acknowledgement.rawValue == 0x0102_0304)
    #expect(segment.flags == [.finish, .synchronize, .acknowledge])
    #expect(segment.window == 0x0506)
    #expect(segment.payloadStart == 24)
    #expect(segment.payloadCount == 3)
    #expect(segment.windowShift(in: wire) == 9)
}

@Test func `every data offset in every captured length is read or refused, as the two allow`() {
    for words in 0...15 {
        for captured in 0...70 {
            for cut in [0, 1, 50] {
                var wire = [UInt8](repeating: 0, count: captured)
                if captured > 12 { wire[12] = UInt8(words) << 4 }
                let segment = TCPSegment(wire, cut: cut)
                let isReadable = captured >= 20 && words >= 5 && words * 4 <= captured + cut
                #expect((segment != nil) == isReadable)
                guard let segment else { continue }
                #expect(segment.payloadStart + segment.payloadCount == captured)
                #expect(segment.payloadCount + segment.cut == captured + cut - words * 4)
            }
        }
    }
}

@Test(arguments: [-1, (1 << 24) + 1, Int.max])
func `a length that no packet has is refused`(_ cut: Int) {
    let wire = wireSegment(from: 1, to: 2, sequence: 3)
    #expect(TCPSegment(wire, cut: cut) == nil)
}

@Test(
    arguments: [
        ([3, 3, 7, 0], 7), ([1, 1, 1, 3, 3, 200, 0, 0], 14), ([0, 3, 3, 7], nil), ([3, 0, 0, 0], nil),
        ([3, 1, 0, 0], nil),
        ([8, 200, 0, 0], nil), ([1, 1, 1, 3], nil), ([1, 1, 3, 3], nil), ([2, 4, 5, 180, 1, 3, 3, 2], 2),
        ([3, 4, 7, 0], nil),
    ] as [([UInt8], UInt8?)])
func `the window scale option is found among others, broken ones included`(_ options: [UInt8], _ expected: UInt8?)
    throws
{
    var wire = wireSegment(from: 1, to: 2, sequence: 3, flags: "S") + options
    wire[12] = UInt8(5 + options.count / 4) << 4
    let segment = try #require(TCPSegment(wire, cut: 0))
    #expect(segment.windowShift(in: wire) == expected)
}

@Test func `random headers do not stop the program`() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<20_000 {
        let wire = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        guard let segment = TCPSegment(wire, cut: Int.random(in: 0...60, using: &random)) else { continue }
        _ = segment.windowShift(in: wire)
    }
}
