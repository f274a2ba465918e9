/// A table in strict CSV (RFC 4180).
struct CSVTable {
    private(set) var rows: [[String]] = []

    /// The table in a text; nil where a line does not end in CR LF, or quotation marks are not as they must be.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            var row: [String] = []
            repeat {
                guard let cell = Self.cell(&rest) else { return nil }
                row.append(cell)
            } while Self.take(",", &rest)
            guard Self.take("\r\n", &rest) else { return nil }
            rows.append(row)
        }
    }

    private static func take(_ text: String, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private static func cell(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard take("\"", &rest) else {
            let plain = rest.prefix { !",\r\n\"".utf8.contains($0) }
            rest = rest.dropFirst(plain.count)
            return String(validating: plain, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte != 0x22 {
                bytes.append(byte)
            } else if take("\"", &rest) {
                bytes.append(0x22)
            } else {
                return String(validating: bytes, as: UTF8.self)
            }
        }
        return nil
    }
}
