import Testing

@testable import Packets

struct LayerTallyTests {
    @Test
    func `reasons are counted apart, the most frequent first`() {
        var tally = LayerTally(kindLimit: 10)
        for number in [17, 50, 17, 1, 1, 17, 50] as [UInt8] { tally.add(.ipProtocol(number)) }
        #expect(tally.entries(.notTCP).map(\.kind) == [.ipProtocol(17), .ipProtocol(1)])
        #expect(tally.entries(.notTCP).map(\.count) == [3, 2])
        #expect(tally.entries(.notUnderstood).map(\.kind) == [.ipProtocol(50)])
        #expect(tally.count(of: .notTCP) == 5)
        #expect(tally.count(of: .ipProtocol(50)) == 2)
        #expect(tally.count(of: .ipProtocol(2)) == 0)
    }

    @Test
    func `kinds beyond the limit are counted together`() {
        var tally = LayerTally(kindLimit: 2)
        for type in 0x9990...0x9999 as ClosedRange<UInt16> { tally.add(.etherType(type)) }
        tally.add(.ipProtocol(17))
        tally.add(.etherType(0x9990))
        #expect(tally.count(of: .etherType(0x9990)) == 2)
        #expect(tally.count(of: .others(.notUnderstood)) == 8)
        #expect(tally.count(of: .others(.notTCP)) == 1)
    }
}
