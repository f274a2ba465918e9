import Testing

@testable import Packets

struct SavefileStepTests {
    @Test
    func `a file may end only where a packet or a block would begin`() {
        let parts: [SavefilePart] = [
            .fileHeader, .packetHeader, .packet, .blockHeader, .block(type: 1), .blockEnd(type: 1, length: 12),
        ]
        #expect(parts.filter(\.mayBeAbsent) == [.packetHeader, .blockHeader])
    }
}
