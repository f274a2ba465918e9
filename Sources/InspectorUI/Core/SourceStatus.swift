/// What is known of where the traffic comes from.
package struct SourceStatus: Sendable, Hashable {
    /// What it is called.
    package var name = ""
    /// Whether it is observed at the moment, and so has a present.
    package var isLive = false
    /// Whether what is recorded is deleted when the program ends.
    package var isTemporary = false
    /// Whether nothing more comes.
    package var isEnded = false
    /// Bytes of the input that were read, where that is known.
    package var consumed: UInt64 = 0
    /// Bytes that the input has; nil where that is not known.
    package var size: UInt64?
    /// Packets that were lost: by the kernel, by the interface, and since recording was too slow.
    package var dropped: UInt64 = 0
    /// What went wrong, for people; the latest last.
    package var errors: [String] = []
    /// What else is worth knowing, for people.
    package var remarks: [String] = []
    /// Bytes of memory that the program takes.
    package var memory: UInt64 = 0

    /// Nothing is known yet.
    package init() {}
}
