import ByteStreams
import JSONText

/// Times and durations as text.
extension TextOutput {
    /// Seconds since the epoch with nine decimals.
    mutating func write(_ time: Timestamp) {
        if time.nanoseconds < 0 { write(byte: 0x2d) }
        let (seconds, rest) = time.nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        write(seconds)
        write(byte: 0x2e)
        write(rest, digits: 9)
    }

    /// Nanoseconds as milliseconds with three decimals, rounded.
    mutating func write(milliseconds nanoseconds: Int64) {
        if nanoseconds < 0 { write(byte: 0x2d) }
        let microseconds = (nanoseconds.magnitude + 500) / 1_000
        write(microseconds / 1_000)
        write(byte: 0x2e)
        write(microseconds % 1_000, digits: 3)
    }

    /// A number from 0 to 1 with two decimals.
    mutating func write(hundredths number: Double) {
        let whole = UInt64((max(0, min(1, number)) * 100).rounded())
        write(whole / 100)
        write(byte: 0x2e)
        write(whole % 100, digits: 2)
    }
}
