/// Numbers in decimal, written into memory that the caller has made room in.
package enum DecimalDigits {
    /// Writes a number, at most 20 digits, and says how many.
    package static func put(_ number: UInt64, _ target: UnsafeMutableRawPointer) -> Int {
        let length = length(of: number)
        unsafe put(number, length: length, target)
        return length
    }

    /// How many decimal digits a number has.
    private static func length(of number: UInt64) -> Int {
        if number < 10_000 {
            return number < 100 ? (number < 10 ? 1 : 2) : (number < 1_000 ? 3 : 4)
        }
        if number < 100_000_000 {
            return number < 1_000_000 ? (number < 100_000 ? 5 : 6) : (number < 10_000_000 ? 7 : 8)
        }
        return 8 &+ length(of: number / 100_000_000)
    }

    /// Writes the last `length` digits of a number.
    package static func put(_ number: UInt64, length: Int, _ target: UnsafeMutableRawPointer) {
        var rest = number
        var at = length
        while at >= 4 {
            at &-= 4
            let (upper, group) = rest.quotientAndRemainder(dividingBy: 10_000)
            let small = UInt32(truncatingIfNeeded: group)
            let high = small / 100
            let low = small &- high &* 100
            let tens = high | low << 16
            let quotients = (tens &* 103) >> 10 & 0x000f_000f
            let text = (quotients | (tens &- quotients &* 10) << 8) &+ 0x3030_3030
            unsafe target.storeBytes(of: text, toByteOffset: at, as: UInt32.self)
            rest = upper
        }
        while at > 0 {
            at &-= 1
            unsafe target.storeBytes(of: UInt8(truncatingIfNeeded: 48 &+ rest % 10), toByteOffset: at, as: UInt8.self)
            rest /= 10
        }
    }
}
