import Glibc
import Testing
import TextScreen

@_silgen_name("wcwidth") private func wcwidth(_ character: wchar_t) -> Int32

struct TextWidthTests {
    /// Columns as glibc counts them in UTF-8: -1 for what it does not know.
    private static func inUTF8<Result>(_ body: () throws -> Result) rethrows -> Result {
        let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
        let before = uselocale(locale)
        defer {
            uselocale(before)
            freelocale(locale)
        }
        return try body()
    }

    @Test func `what takes a cell takes as many columns as glibc says, and so do stand-ins and marks`() {
        let different = Self.inUTF8 {
            (UInt32(0)...0x10ffff).compactMap(Unicode.Scalar.init).filter { scalar in
                switch TextWidth.shown(scalar) {
                case .cell(let scalar, let columns): Self.width(scalar) != columns
                case .standIn(let scalar): Self.width(scalar) != 1
                case .mark(let mark): Self.width(mark) != 0
                case .nothing: false
                }
            }
        }
        let list = different.map { String($0.value, radix: 16) }
        #expect(different.isEmpty, "\(different.count): \(list.prefix(2000))")
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        Int(wcwidth(wchar_t(bitPattern: scalar.value)))
    }
}
