import ByteStreams
import Testing

@testable import Packets

private func flow(_ clientPort: UInt16, _ serverPort: UInt16) -> Flow {
    let (key, sender) = FlowKey.key(from: clientAddress, clientPort, to: serverAddress, serverPort)
    return Flow(key: key, sender: sender, at: Timestamp(nanoseconds: 0))
}

@Test(arguments: [(40_000, 80, 40_000), (80, 40_000, 40_000), (80, 80, 80)] as [(UInt16, UInt16, UInt16)])
func `the higher port is taken for the client, the sender where they are equal`(
    _ source: UInt16, _ destination: UInt16, _ client: UInt16
) {
    let opening = flow(source, destination).opening
    #expect(opening.client.port == client)
    #expect(opening.roles == .guessed)
    if source == destination { #expect(opening.client.address == clientAddress) }
}

@Test func `a flow takes little memory`() {
    #expect(MemoryLayout<Flow>.stride <= 256)
}

@Test func `a SYN tells who is the client and where its stream begins`() throws {
    var known = flow(80, 40_000)
    #expect(known.isFresh)
    let (_, sender) = FlowKey.key(from: clientAddress, 80, to: serverAddress, 40_000)
    let wire = wireSegment(from: 80, to: 40_000, sequence: 99, flags: "S")
    let segment = try #require(TCPSegment(wire, cut: 0))
    known.noteOpening(segment, from: sender, shift: 3)
    #expect(known.opening.client.port == 80)
    #expect(known.opening.roles == .known)
    #expect(known[sender].first.rawValue == 100)
    #expect(known[sender].marks == [.started, .opened])
    #expect(known[sender].windowShift == 3)
    #expect(!known.isFresh)
    #expect(known[sender.opposite].marks.isEmpty)
}
