import ArgumentParser
import Glibc

/// The command line's root.
struct Wscope: ParsableCommand {
    /// The version, as semantic versioning has it.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "wscope",
        abstract: """
            Shows WebSocket traffic in captures and on network interfaces: connections, messages, frames and \
            heartbeats.
            """,
        discussion: """
            `wscope FILE...` shows captures, a session or a HAR in the terminal interface; where standard output is no \
            terminal it is `wscope read FILE...`. `wscope demo` shows sample traffic.

            Exit codes: 0 success, 1 --fail-if matched, 2 usage, 3 an input could not be read, 4 wrong filter, 5 no \
            permission to capture or no such interface, 6 cannot listen, 130 interrupted.
            """,
        version: "wscope \(Wscope.version)",
        subcommands: [
            InspectCommand.self, ReadCommand.self, CaptureCommand.self, ProxyCommand.self, ExportCommand.self,
            DemoCommand.self,
            InterfacesCommand.self, FilterHelpCommand.self,
        ],
        defaultSubcommand: InspectCommand.self)
}

/// How the program ends (its exit codes are part of its interface).
enum ProgramExit: Int32, Error {
    case success = 0
    case matched = 1
    case usage = 2
    case unreadableInput = 3
    case wrongFilter = 4
    case noPermission = 5
    case cannotListen = 6
    case interrupted = 130
}

extension ProgramExit {
    /// How a run ends whose errors were told where they happened.
    static func of(_ run: () throws -> ProgramExit) -> ProgramExit {
        do {
            return try run()
        } catch let end as ProgramExit {
            return end
        } catch {
            Diagnostics.write("wscope: \(error)")
            return .unreadableInput
        }
    }
}

@main
enum Entry {
    static func main() {
        ProcessSetup.prepare()
        do {
            var command = try Wscope.parseAsRoot()
            try command.run()
        } catch let end as ProgramExit {
            exit(end.rawValue)
        } catch {
            let text = Wscope.fullMessage(for: error)
            guard Wscope.exitCode(for: error) == .success else {
                Diagnostics.write(text)
                exit(ProgramExit.usage.rawValue)
            }
            StandardOutput.writeWhole(text + "\n")
        }
    }
}
