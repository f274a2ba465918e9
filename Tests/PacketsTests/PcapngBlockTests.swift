import Testing

@testable import Packets

struct PcapngBlockTests {
    private func block(_ bytes: [UInt8], _ order: ByteOrder?) throws -> PcapngBlock {
        try withSpan(bytes) { try PcapngBlock($0, sectionOrder: order) }
    }

    @Test(arguments: bothOrders)
    func `a section header tells its own byte order`(_ order: ByteOrder) throws {
        for section in [nil, ByteOrder.little, .big] {
            let found = try block(PcapngBytes(order: order).section(), section)
            #expect(found.order == order)
            #expect(found.length == 28)
        }
    }

    @Test
    func `a block needs a section, and a section needs its magic`() {
        #expect(throws: SavefileProblem.damaged("the first block is not a Section Header Block")) {
            try block(PcapngBytes().interface(), nil)
        }
        #expect(throws: SavefileProblem.damaged("a Section Header Block has no byte-order magic")) {
            try block(PcapngBytes().block(PcapngBlock.sectionHeader, [1, 2, 3, 4]), .little)
        }
    }

    @Test
    func `every length under 12 or not a multiple of 4 is damage`() throws {
        let put = Integers(order: .big)
        for length in UInt32(0)...64 {
            let bytes = put(UInt32(5)) + put(length) + put(UInt32(0))
            if length >= 12, length.isMultiple(of: 4) {
                #expect(try block(bytes, .big).length == Int(length))
            } else {
                #expect(throws: SavefileProblem.self) { try block(bytes, .big) }
            }
        }
    }

    @Test
    func `names tell blocks apart`() {
        let types: [UInt32] = [0x0a0d_0d0a, 1, 2, 3, 4, 5, 6, 9, 10, 0xbad, 0x77]
        #expect(Set(types.map(PcapngBlock.name)).count == types.count)
        #expect(PcapngBlock.name(0x77) == "a block of type 0x77")
    }
}
