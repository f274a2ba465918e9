import ArgumentParser

/// When a file of a ring is full: after so many bytes, as in `64M`, or so long after its first packet, as in `10m`.
enum RingSize: ExpressibleByArgument, Sendable, Hashable {
    case bytes(Int)
    case seconds(Int)

    /// The least size of a file, so that no file has more headers than packets.
    static let smallest = 65_536

    private static let times = ["s": 1, "m": 60, "h": 3_600]

    init?(argument: String) {
        if let unit = Self.times.first(where: { argument.hasSuffix($0.key) }) {
            guard let count = Int(argument.dropLast()), count > 0 else { return nil }
            let (seconds, overflow) = count.multipliedReportingOverflow(by: unit.value)
            guard !overflow, seconds <= 1_000_000_000 else { return nil }
            self = .seconds(seconds)
        } else {
            guard let count = ByteCount(argument: argument) else { return nil }
            self = .bytes(count.bytes)
        }
    }

    /// Whether a file is full that has so many bytes, and whose first packet came so long ago.
    func isReached(bytes: Int, nanoseconds: Int64) -> Bool {
        switch self {
        case .bytes(let limit): bytes >= limit
        case .seconds(let limit): nanoseconds >= Int64(limit) * 1_000_000_000
        }
    }
}
