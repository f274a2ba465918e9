/// Something that bytes are read from, front to back, without seeking: a file, a pipe, a compressed file.
package protocol ByteSource: ~Copyable {
    /// Appends the next bytes to `output`, at least one and as many as are at hand; none at the end. Bytes that come
    /// before damage are given first, and the error is thrown by the next call.
    mutating func read(into output: inout OutputRawSpan) throws(SourceError)

    /// Whether the next read is sure not to wait for somebody else, as on a file.
    var isReady: Bool { get }

    /// Bytes taken so far from what lies underneath: from the file on disk, where it is compressed.
    var consumed: UInt64 { get }

    /// Bytes that lie underneath in all; `nil` where nobody knows, as with a pipe.
    var size: UInt64? { get }

    /// What a person should know about bytes that were left out without an error, once the end is reached.
    var remark: String? { get }
}

extension ByteSource where Self: ~Copyable {
    /// Nothing is waited for.
    package var isReady: Bool { true }
}

/// Bytes that could not be had, in words for a person.
package struct SourceError: Error, Sendable, Hashable {
    /// The file, as it was named to the program.
    package let file: String
    /// What happened.
    package let problem: String
    /// What to do about it.
    package let advice: String

    /// An error by its file, what happened and what to do.
    package init(file: String, problem: String, advice: String) {
        self.file = file
        self.problem = problem
        self.advice = advice
    }
}

extension SourceError: CustomStringConvertible {
    /// `capture.pcap: permission denied: …`
    package var description: String {
        "\(file): \(problem): \(advice)"
    }
}
