import ByteStreams
import TestKit
import Testing

@testable import Packets

private let addresses = [
    IPAddress(v4: 0), IPAddress(v4: 1), IPAddress(v4: .max), IPAddress(v6: 0, 1), IPAddress(v6: 1, 1),
    IPAddress(v6: .max, .max), IPAddress(v6: 1, 0),
]
private let ports: [UInt16] = [0, 1, 80, 65_535]

@Test func `both directions have one key, and tell the sides apart`() {
    for source in addresses {
        for destination in addresses {
            for (sourcePort, destinationPort) in ports.flatMap({ left in ports.map { (left, $0) } }) {
                let there = FlowKey.key(from: source, sourcePort, to: destination, destinationPort)
                let back = FlowKey.key(from: destination, destinationPort, to: source, sourcePort)
                let isSelf = source == destination && sourcePort == destinationPort
                if source.isV6 == destination.isV6 || source.low != destination.low || source.high != destination.high
                    || sourcePort != destinationPort
                {
                    #expect(there.key == back.key)
                    #expect(isSelf || there.sender != back.sender)
                }
                #expect(there.key.endpoint(there.sender) == Endpoint(address: source, port: sourcePort))
                #expect(
                    there.key.endpoint(there.sender.opposite) == Endpoint(address: destination, port: destinationPort))
                #expect(there.key.hash(seed: 5) == there.key.hash(seed: 5))
            }
        }
    }
}

@Test func `keys of different ends are different`() {
    let base = FlowKey.key(from: IPAddress(v4: 1), 1, to: IPAddress(v4: 2), 2).key
    let others = [
        FlowKey.key(from: IPAddress(v4: 1), 2, to: IPAddress(v4: 2), 1).key,
        FlowKey.key(from: IPAddress(v4: 1), 1, to: IPAddress(v4: 3), 2).key,
        FlowKey.key(from: IPAddress(v6: 0, 1), 1, to: IPAddress(v6: 0, 2), 2).key,
        FlowKey.key(from: IPAddress(v4: 1), 1, to: IPAddress(v4: 2), 3).key,
    ]
    for other in others { #expect(other != base) }
}

@Test(arguments: [0, 1, 0x2545_f491_4f6c_dd1d, .max] as [UInt64])
func `hashes of neighbouring connections are spread over a table`(_ seed: UInt64) {
    var buckets = [Int](repeating: 0, count: 1024)
    for host in 0..<64 {
        for port in 0..<64 {
            let key = FlowKey.key(
                from: IPAddress(v4: 0x0a00_0000 + UInt32(host)), UInt16(40_000 + port), to: serverAddress, 80
            ).key
            buckets[Int(key.hash(seed: seed) & 1023)] += 1
        }
    }
    #expect(buckets.max() ?? 0 < 20)
    #expect(buckets.filter { $0 == 0 }.count < 100)
}
