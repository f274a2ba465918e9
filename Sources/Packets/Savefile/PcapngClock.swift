import ByteStreams

/// How one interface of a pcapng file counts time (`if_tsresol` and `if_tsoffset`).
struct PcapngClock: Sendable, Hashable {
    private enum Scale: Sendable, Hashable {
        /// A unit is so many nanoseconds.
        case multiply(UInt64)
        /// So many units are a nanosecond.
        case divide(UInt64)
        /// A second is two to this power of units.
        case shift(Int)
        /// A unit is so short that 64 bits of them stay below a nanosecond.
        case nothing
    }

    private let scale: Scale
    private let offset: Int64

    /// A clock by its resolution (a negative power of 10, or of 2 where the top bit is set) and the seconds that are
    /// to be added; microseconds and none where the file does not say.
    init(resolution: UInt8 = 6, offset seconds: Int64 = 0) {
        let exponent = Int(resolution & 0x7f)
        scale =
            if resolution & 0x80 != 0 {
                .shift(exponent)
            } else if exponent <= 9 {
                .multiply(Self.powerOfTen(9 - exponent))
            } else if exponent <= 28 {
                .divide(Self.powerOfTen(exponent - 9))
            } else {
                .nothing
            }
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        offset = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// The moment at which the clock shows `units`. One that does not fit is the nearest that does.
    @inline(__always)
    func time(_ units: UInt64) -> Timestamp {
        let nanoseconds = Int64(clamping: nanoseconds(units))
        let (sum, overflow) = nanoseconds.addingReportingOverflow(offset)
        return Timestamp(nanoseconds: overflow ? .max : sum)
    }

    @inline(__always)
    private func nanoseconds(_ units: UInt64) -> UInt64 {
        switch scale {
        case .multiply(let factor):
            let (product, overflow) = units.multipliedReportingOverflow(by: factor)
            return overflow ? .max : product
        case .divide(let divisor):
            return units / divisor
        case .shift(let bits):
            let (high, low) = units.multipliedFullWidth(by: 1_000_000_000)
            if bits >= 64 { return high >> UInt64(bits - 64) }
            return high >> UInt64(bits) == 0 ? high << UInt64(64 - bits) | low >> UInt64(bits) : .max
        case .nothing:
            return 0
        }
    }

    /// Ten to a power of at most 19.
    private static func powerOfTen(_ exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { power, _ in power &* 10 }
    }
}
