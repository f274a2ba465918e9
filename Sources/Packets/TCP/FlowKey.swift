import ByteStreams

/// The two ends of a flow, as its key orders them.
enum FlowSide: Int {
    case lower, upper

    var opposite: FlowSide {
        self == .lower ? .upper : .lower
    }
}

/// Two addresses and two ports in an order that does not depend on who sent.
struct FlowKey: Equatable {
    private let lowerHigh: UInt64
    private let lowerLow: UInt64
    private let upperHigh: UInt64
    private let upperLow: UInt64
    /// The ports of the lower and the upper end in the low 32 bits; above them whether each address is IPv6.
    private let ports: UInt64

    /// The key of a segment, and the side that sent it.
    static func key(
        from source: IPAddress, _ sourcePort: UInt16, to destination: IPAddress, _ destinationPort: UInt16
    ) -> (key: FlowKey, sender: FlowSide) {
        let isLower =
            if source.low != destination.low {
                source.low < destination.low
            } else if sourcePort != destinationPort {
                sourcePort < destinationPort
            } else {
                source.high <= destination.high
            }
        return isLower
            ? (FlowKey(source, sourcePort, destination, destinationPort), .lower)
            : (FlowKey(destination, destinationPort, source, sourcePort), .upper)
    }

    private init(_ lower: IPAddress, _ lowerPort: UInt16, _ upper: IPAddress, _ upperPort: UInt16) {
        (lowerHigh, lowerLow) = (lower.high, lower.low)
        (upperHigh, upperLow) = (upper.high, upper.low)
        let families: UInt64 = (lower.isV6 ? 2 : 0) | (upper.isV6 ? 1 : 0)
        ports = families << 32 | UInt64(lowerPort) << 16 | UInt64(upperPort)
    }

    /// The end on one side.
    func endpoint(_ side: FlowSide) -> Endpoint {
        switch side {
        case .lower:
            Endpoint(
                address: Self.address(lowerHigh, lowerLow, isV6: ports >> 33 & 1 == 1),
                port: UInt16(truncatingIfNeeded: ports >> 16))
        case .upper:
            Endpoint(
                address: Self.address(upperHigh, upperLow, isV6: ports >> 32 & 1 == 1),
                port: UInt16(truncatingIfNeeded: ports))
        }
    }

    /// A hash that cannot be foreseen without the seed.
    func hash(seed: UInt64) -> UInt32 {
        let secret = seed &* 0x9e37_79b9_7f4a_7c15 ^ 0xa076_1d64_78bd_642f
        var mixed = Self.fold(lowerHigh ^ seed, lowerLow ^ secret)
        mixed ^= Self.fold(upperHigh ^ secret, upperLow ^ seed ^ 0xe703_7ed1_a0b4_28db)
        mixed = Self.fold(mixed ^ ports, secret ^ 0x8ebc_6af0_9c88_c6e3)
        return UInt32(truncatingIfNeeded: mixed ^ mixed >> 32)
    }

    private static func address(_ high: UInt64, _ low: UInt64, isV6: Bool) -> IPAddress {
        isV6 ? IPAddress(v6: high, low) : IPAddress(v4: UInt32(truncatingIfNeeded: low))
    }

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
