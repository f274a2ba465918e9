import Testing

@testable import Packets

@Test(
    arguments: [
        (0, 1, 1), (1, 0, -1), (0xffff_ffff, 0, 1), (0, 0xffff_ffff, -1), (0xffff_fff0, 0x10, 0x20),
        (0x10, 0xffff_fff0, -0x20), (0, 0x7fff_ffff, 0x7fff_ffff), (0, 0x8000_0000, -0x8000_0000), (5, 5, 0),
    ] as [(UInt32, UInt32, Int)])
func `the distance of two sequence numbers goes the shorter way round`(_ from: UInt32, _ to: UInt32, _ expected: Int) {
    #expect(SequenceNumber(rawValue: from).distance(to: SequenceNumber(rawValue: to)) == expected)
}

@Test func `a sequence number advanced by a distance is that far away, forwards and backwards`() {
    for base: UInt32 in [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] {
        for count in [0, 1, -1, 65_535, -65_535, 1 << 30, -(1 << 30)] {
            let number = SequenceNumber(rawValue: base)
            #expect(number.distance(to: number.advanced(by: count)) == count)
        }
    }
    #expect(SequenceNumber(rawValue: 3).advanced(by: 5 << 32) == SequenceNumber(rawValue: 3))
}
