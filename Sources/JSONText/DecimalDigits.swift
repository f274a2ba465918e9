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
        var length = 1
        var bound: UInt64 = 10
        while number >= bound {
            length &+= 1
            guard length < 20 else { return 20 }
            bound = bound &* 10
        }
        return length
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
