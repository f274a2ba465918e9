import ByteStreams
import Testing

@testable import Packets

@Test func `slots are given again and serials are not`() {
    var names = StreamNames()
    let first = names.take()
    let second = names.take()
    names.giveBack(first)
    let third = names.take()
    let fourth = names.take()
    #expect(first == StreamID(slot: 0, serial: 0))
    #expect(second == StreamID(slot: 1, serial: 1))
    #expect(third == StreamID(slot: 0, serial: 2))
    #expect(fourth == StreamID(slot: 2, serial: 3))
}
