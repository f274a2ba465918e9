/// Why a session file cannot be read or written, for a person.
package struct SessionError: Error, Sendable, Hashable, CustomStringConvertible {
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

    /// `trace.wscope: the disk is full: …`
    package var description: String { "\(file): \(problem): \(advice)" }
}
