import ByteStreams
import Glibc
import JSONText

/// Writes one row of a table in CSV (RFC 4180), cell by cell from left to right; cells that are passed over are empty.
struct CSVRow {
    private var column = 0

    /// Begins the cell of a column to the right of those written so far.
    private mutating func move(to next: CSVColumn, _ output: inout TextOutput) {
        while column < next.rawValue {
            output.write(byte: 0x2c)
            column += 1
        }
    }

    /// A cell that the program itself says.
    mutating func put(_ column: CSVColumn, word text: StaticString, _ output: inout TextOutput) {
        move(to: column, &output)
        output.write(text)
    }

    /// A cell with a number; none where that is not known.
    mutating func put(_ column: CSVColumn, _ number: UInt64?, _ output: inout TextOutput) {
        guard let number else { return }
        move(to: column, &output)
        output.write(number)
    }

    /// A cell with a number.
    mutating func put(_ column: CSVColumn, _ number: Int, _ output: inout TextOutput) {
        move(to: column, &output)
        output.write(number)
    }

    /// A cell with a moment.
    mutating func put(_ column: CSVColumn, _ time: Timestamp, _ output: inout TextOutput) {
        move(to: column, &output)
        output.write(time)
    }

    /// A cell with a duration in milliseconds; none where that is not known.
    mutating func put(_ column: CSVColumn, milliseconds nanoseconds: Int64?, _ output: inout TextOutput) {
        guard let nanoseconds else { return }
        move(to: column, &output)
        output.write(milliseconds: nanoseconds)
    }

    /// A cell with a number from 0 to 1; none where that is not known.
    mutating func put(_ column: CSVColumn, hundredths number: Double?, _ output: inout TextOutput) {
        guard let number else { return }
        move(to: column, &output)
        output.write(hundredths: number)
    }

    /// A cell with text; none where there is none.
    mutating func put(_ column: CSVColumn, _ text: String?, _ output: inout TextOutput) {
        guard var text else { return }
        text.withUTF8 { units in
            unsafe put(column, text: RawSpan(_unsafeElements: units), &output)
        }
    }

    /// A cell with text, between quotation marks; those inside are doubled.
    mutating func put(_ column: CSVColumn, text bytes: RawSpan, _ output: inout TextOutput) {
        move(to: column, &output)
        output.write(byte: 0x22)
        var start = 0
        while let mark = Self.quotationMark(in: bytes, from: start) {
            output.write(bytes.extracting(start..<mark + 1))
            output.write(byte: 0x22)
            start = mark + 1
        }
        output.write(bytes.extracting(start..<bytes.byteCount))
        output.write(byte: 0x22)
    }

    private static func quotationMark(in bytes: RawSpan, from start: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress else { return nil }
            guard let found = unsafe memchr(base + start, 0x22, bytes.count - start) else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// A cell with bytes as base64.
    mutating func put(_ column: CSVColumn, base64 bytes: RawSpan, _ output: inout TextOutput) {
        move(to: column, &output)
        output.writeBase64(bytes)
    }

    /// Ends the row.
    mutating func end(_ output: inout TextOutput) {
        while column < CSVColumn.allCases.count - 1 {
            output.write(byte: 0x2c)
            column += 1
        }
        output.write("\r\n")
    }
}
