import ArgumentParser
import LiveCapture

/// `wscope interfaces`: what can be captured on.
struct InterfacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interfaces",
        abstract: "Lists the interfaces that can be captured on.",
        discussion: """
            Each line has the name, what holds for the interface, the link type (where this user may open it), the \
            addresses, and what libpcap says about it.
            """)

    func run() throws {
        do throws(CaptureError) {
            StandardOutput.writeWhole(Self.table(try CaptureInterface.all()))
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit(error)
        }
    }

    /// A line an interface, in columns.
    static func table(_ interfaces: [CaptureInterface]) -> String {
        let rows = interfaces.map { interface in
            [
                interface.name,
                interface.traits.isEmpty ? "not up" : interface.traits.map(\.rawValue).joined(separator: ","),
                interface.linkType?.title ?? "-",
                (interface.addresses.map(\.description) + [interface.description.map { "(\($0))" }].compactMap { $0 })
                    .joined(separator: " "),
            ]
        }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = (cells + [row[3]]).joined(separator: "  ")
            return line.trimmingSpaces + "\n"
        }.joined()
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmingSpaces: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
