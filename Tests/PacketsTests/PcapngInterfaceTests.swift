import ByteStreams
import Testing

@testable import Packets

struct PcapngInterfaceTests {
    private func interface(_ block: [UInt8], _ order: ByteOrder) throws -> PcapngInterface {
        try withSpan(block) { try PcapngInterface(block: $0, order: order) }
    }

    @Test(arguments: bothOrders)
    func `options other than those of time are passed over`(_ order: ByteOrder) throws {
        let file = PcapngBytes(order: order)
        let options =
            file.option(2, Array("eth0".utf8)) + file.option(9, [3]) + file.option(12, Array("Linux".utf8))
            + file.option(14, Integers(order: order)(Int64(-4))) + file.option(0, []) + file.option(9, [0])
        let found = try interface(file.interface(linkType: 276, snapLength: 262_144, options: options), order)
        #expect(found.linkType == LinkType(rawValue: 276))
        #expect(found.snapLength == 262_144)
        #expect(found.clock == PcapngClock(resolution: 3, offset: -4))
    }

    @Test
    func `options may end without an end mark, and empty ones say nothing`() throws {
        let file = PcapngBytes()
        let found = try interface(file.interface(options: file.option(9, []) + file.option(14, [1, 2])), .little)
        #expect(found.clock == PcapngClock())
    }

    @Test
    func `an option longer than its block is damage at every length`() throws {
        let put = Integers(order: .little)
        for length in UInt16(5)...UInt16.max where length % 97 == 0 || length < 20 {
            let block = PcapngBytes().interface(options: put(UInt16(1)) + put(length) + [1, 2, 3, 4])
            #expect(throws: SavefileProblem.self) { try interface(block, .little) }
        }
    }
}
