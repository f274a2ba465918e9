import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSRandomTests {
    @Test func `a random keeps its bytes`() throws {
        let bytes = hex(Trace8448.clientRandom)
        let random = try #require(TLSRandom(bytes))
        #expect(random.bytes == bytes)
        #expect(random.description == Trace8448.clientRandom)
        #expect(TLSRandom(bytes: (bytes + bytes), at: 32) == random)
    }

    @Test func `a change of any byte is another random`() throws {
        let random = try #require(TLSRandom([UInt8](repeating: 0, count: 32)))
        for index in 0..<32 {
            var bytes = [UInt8](repeating: 0, count: 32)
            bytes[index] = 1
            #expect(TLSRandom(bytes) != random)
        }
        #expect(Set([random, random]).count == 1)
    }

    @Test func `fewer bytes are none`() {
        #expect(TLSRandom([UInt8](repeating: 0, count: 31)) == nil)
        #expect(TLSRandom(bytes: [UInt8](repeating: 0, count: 40), at: 9) == nil)
        #expect(TLSRandom(bytes: [UInt8](repeating: 0, count: 40), at: -1) == nil)
    }
}
