import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct CloseTellingTests {
    private static func body(_ opcode: Opcode, _ bytes: [UInt8], _ change: (inout Sample.Unusual) -> Void = { _ in })
        throws -> CloseBody?
    {
        var batch = TrafficBatch()
        Sample.message(&batch, opcode, bytes, change)
        guard case .message(let message) = batch[0] else { return nil }
        return batch.withBytes(of: message) { CloseBody.told(by: message, $0) }
    }

    @Test func `only a whole Close message has a body`() throws {
        #expect(try Self.body(.close, [3, 0xe8]) == .code(CloseCode(rawValue: 1000)))
        #expect(try Self.body(.ping, [3, 0xe8]) == nil)
        #expect(try Self.body(.close, [3, 0xe8]) { $0.isCapped = true } == nil)
        #expect(try Self.body(.close, [3, 0xe8]) { $0.trouble = Message.Trouble() } == nil)
    }

    @Test(arguments: [
        ([], true), ([3, 0xe8], true), ([3, 0xe8, 0x61], true), ([3], false), ([3, 0xe8, 0xff], false),
    ])
    func `a body is told by its code and reason where they can be read`(_ bytes: [UInt8], _ isTold: Bool) throws {
        #expect(try Self.body(.close, bytes)?.isTold == isTold)
    }
}
