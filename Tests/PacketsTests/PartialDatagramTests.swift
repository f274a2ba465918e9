import ByteStreams
import Testing

@testable import Packets

struct PartialDatagramTests {
    private func fragment(_ offset: Int, last: Bool = false) -> IPFragment {
        IPFragment(identification: 1, transport: 6, offset: offset, isLast: last)
    }

    @Test(
        arguments: [
            (0, false, 8, nil), (0, false, 9, .fragmentLength), (0, false, 0, .fragmentLength), (8, true, 9, nil),
            (65_528, true, 7, nil), (65_528, true, 8, .fragmentTooLong), (65_528, false, 8, .fragmentTooLong),
            (8, true, 0, nil),
        ] as [(Int, Bool, Int, Unpeeled.Fault?)])
    func `a fragment's length is judged`(_ offset: Int, _ last: Bool, _ count: Int, _ fault: Unpeeled.Fault?) {
        #expect(PartialDatagram.fault(of: fragment(offset, last: last), wireCount: count) == fault)
    }

    @Test
    func `the first copy of a byte counts`() {
        var datagram = PartialDatagram(started: Timestamp(nanoseconds: 0), serial: 0)
        let pieces: [(Int, Bool, UInt8, Int)] = [
            (8, false, 1, 16), (0, false, 2, 16), (16, true, 3, 16), (0, false, 4, 32),
        ]
        for (offset, last, value, count) in pieces {
            let bytes = [UInt8](repeating: value, count: count)
            #expect(datagram.add(fragment(offset, last: last), bytes.span.bytes, wireCount: count) == nil)
        }
        let expected = [2, 1, 1, 3].flatMap { [UInt8](repeating: $0, count: 8) }
        #expect(datagram.joined?.bytes == expected)
        #expect(datagram.joined?.cut == 0)
        #expect(datagram.joined?.transport == 6)
    }

    @Test
    func `two ends cannot both be true`() {
        var datagram = PartialDatagram(started: Timestamp(nanoseconds: 0), serial: 0)
        let bytes = [UInt8](repeating: 0, count: 16)
        #expect(datagram.add(fragment(16, last: true), bytes.span.bytes, wireCount: 16) == nil)
        #expect(datagram.add(fragment(8, last: true), bytes.span.bytes, wireCount: 16) == .fragmentContradiction)
        #expect(datagram.add(fragment(24), bytes.span.bytes, wireCount: 16) == .fragmentContradiction)
        #expect(datagram.fragments == 1)
        #expect(datagram.joined == nil)
    }

    @Test
    func `an end before bytes already told is refused`() {
        var datagram = PartialDatagram(started: Timestamp(nanoseconds: 0), serial: 0)
        let bytes = [UInt8](repeating: 0, count: 16)
        #expect(datagram.add(fragment(16), bytes.span.bytes, wireCount: 16) == nil)
        #expect(datagram.add(fragment(8, last: true), bytes.span.bytes, wireCount: 16) == .fragmentContradiction)
    }
}
