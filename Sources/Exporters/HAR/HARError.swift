/// Why a HAR cannot be read any further, for a person. What was read before it is told all the same.
package struct HARError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    package enum Problem: Sendable, Hashable {
        /// It is not JSON there, or nested deeper than anyone would.
        case notJSON
        /// The file ends before its JSON does.
        case truncated
        /// It is JSON without the `log` and `entries` of a HAR.
        case notHAR
        /// A single value is too long.
        case tooLong
    }

    /// What is wrong.
    package let problem: Problem
    /// Where in the file, in bytes from its beginning.
    package let offset: Int

    /// What is wrong, where, and what to do about it.
    package var description: String {
        switch problem {
        case .notJSON:
            "byte \(offset) is no JSON (RFC 8259): the connections before it were read; save the HAR again"
        case .truncated:
            "the file ends at byte \(offset), inside a value: what stands before was read; save the HAR again"
        case .notHAR: "it is JSON, but no HAR: `log.entries` is missing"
        case .tooLong:
            "the value at byte \(offset) is longer than \(HARImporter.longestValue >> 20) MiB: what stands before was read"
        }
    }
}
