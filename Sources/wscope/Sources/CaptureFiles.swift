import Glibc
package import Packets

/// Opens the files that a command line names, where `-` is standard input.
package struct CaptureFiles {
    private let standardInput: Int32
    private let interruption: Int32
    private var isStandardInputTaken = false

    /// The files of a process whose standard input is the descriptor `standardInput`. Waiting for a pipe ends with an
    /// error once the descriptor `interruption` has something to read; -1 is none.
    package init(standardInput: Int32 = STDIN_FILENO, interruption: Int32 = -1) {
        self.interruption = interruption
        self.standardInput = standardInput
    }

    /// Opens one file for reading, and standard input at most once. Nothing is read yet.
    package mutating func open(_ name: String) throws(SourceError) -> SourceBytes {
        guard name == "-" else { return SourceBytes(try FileDescriptor.opened(name, interruption: interruption)) }
        guard !isStandardInputTaken else {
            throw SourceError(
                file: "standard input", problem: "it is named twice",
                advice: "give `-` once, since it can be read only once")
        }
        isStandardInputTaken = true
        return SourceBytes(
            try FileDescriptor.borrowed(standardInput, named: "standard input", interruption: interruption))
    }
}
