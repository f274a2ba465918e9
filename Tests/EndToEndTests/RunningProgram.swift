import Glibc
import TestKit
import Testing

/// The built program while it captures, with what it has written so far.
final class RunningProgram {
    private let program: Program

    /// Starts it; behind the words of a launcher, which runs it with its arguments, where there is one.
    init(_ arguments: [String], before launcher: [String] = []) throws {
        program = try #require(Program("/usr/bin/env", launcher + [Wscope.path] + arguments))
    }

    deinit {
        if !isOver { program.send(SIGKILL) }
    }

    private var isOver = false

    /// Standard output so far.
    var output: String { String(decoding: program.gatheredOutput, as: UTF8.self) }
    /// Standard error so far.
    var diagnostics: String { String(decoding: program.gatheredErrors, as: UTF8.self) }

    /// Reads until standard output or standard error has what is wanted; whether that came.
    func read(until isEnough: (RunningProgram) -> Bool) -> Bool {
        program.exchange { isEnough(self) }
    }

    /// Reads to the end, and gives the exit code.
    func finish() -> Int32? {
        isOver = true
        return program.end().exitCode
    }

    /// Asks it to end, as Ctrl-C does.
    func interrupt() {
        program.send(SIGINT)
    }
}
