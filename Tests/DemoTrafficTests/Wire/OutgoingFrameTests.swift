import ByteStreams
import Testing
import WebSocketWire

@testable import DemoTraffic

struct OutgoingFrameTests {
    private static func header(_ frame: OutgoingFrame, _ side: Direction) -> (FrameHeader?, [UInt8]) {
        var chance = Chance(seed: 1)
        var bytes: [UInt8] = []
        frame.write(from: side, &chance, to: &bytes)
        return (FrameHeader.read(bytes.span.bytes, at: 0), bytes)
    }

    @Test(arguments: [0, 1, 125, 126, 65_535, 65_536, 70_000], Direction.allCases)
    func `a lawful frame is masked by clients alone and as short as can be`(_ count: Int, _ side: Direction) {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let (header, bytes) = Self.header(OutgoingFrame(.binary, payload), side)
        #expect(header?.length == UInt64(count))
        #expect(header?.isLengthMinimal == true)
        #expect(header?.isMasked == (side == .fromClient))
        #expect(header?.isFinal == true && header?.reservedBits == 0 && header?.opcode == .binary)
        let body = Array(bytes.dropFirst(header?.headerLength ?? 0))
        let key = header?.mask?.bits ?? 0
        let plain = body.enumerated().map { $1 ^ UInt8(truncatingIfNeeded: key >> UInt32(24 - 8 * ($0 % 4))) }
        #expect(plain == payload)
    }

    @Test
    func `what is told otherwise is written so`() {
        var frame = OutgoingFrame(.ping, [1, 2], isFinal: false)
        frame.reservedBits = 5
        frame.masking = .key(0x0102_0304)
        frame.lengthForm = .sixtyFour
        let (header, bytes) = Self.header(frame, .fromServer)
        #expect(bytes == [0x59, 0xff, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 3, 4, 0, 0])
        #expect(header?.reservedBits == 5 && header?.isFinal == false)
        frame.masking = .reversed
        #expect(Self.header(frame, .fromServer).0?.isMasked == true)
        #expect(Self.header(frame, .fromClient).0?.isMasked == false)
        frame.lengthForm = .sixteen
        #expect(Self.header(frame, .fromClient).0?.lengthForm == .sixteen)
    }
}
