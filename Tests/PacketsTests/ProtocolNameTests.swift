import Testing

@testable import Packets

struct ProtocolNameTests {
    @Test
    func `no table names what is peeled`() {
        for number in [6, 4, 41, 47, 51, 97, 137] as [UInt8] { #expect(ProtocolName.ipProtocols[number] == nil) }
        for type in [0x0800, 0x86dd, 0x8100, 0x8847, 0x8864] as [UInt16] {
            #expect(ProtocolName.etherTypes[type] == nil)
        }
        for type in [0, 1, 9, 50, 101, 108, 113, 228, 229, 239, 276] as [UInt32] {
            #expect(ProtocolName.linkTypes[type] == nil)
        }
        #expect(ProtocolName.pppProtocols[0x0021] == nil)
        #expect(ProtocolName.accessPoints[0xaa] == nil)
        #expect(ProtocolName.organizations[0] == nil)
    }
}
