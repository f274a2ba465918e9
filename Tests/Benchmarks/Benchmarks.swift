import CaptureKit
import Glibc
import TestKit

/// Measures the built program against `cat` and tshark, and its machines by themselves. Figures are seconds of the
/// processor, which other programs disturb least; each is the median of several runs, taken in turns.
@main
enum Benchmarks {
    static let usage = """
        benchmarks [--generator wspcapgen.py] [--folder PATH] [--runs N] [--only PRESET] [--messages N] [--tshark]
        Captures that are not in the folder (otherwise /tmp/wscope-benchmarks) are made by the generator, which takes
        minutes for each. PRESET is small2m, large, deflate, secured or sessions, which takes a capture of N messages
        (otherwise ten million) besides.
        """

    static func main() {
        guard let order = Order(CommandLine.arguments.dropFirst()) else {
            print(usage)
            exit(2)
        }
        if let path = order.machines {
            MachineFigures(path: path).printFigures()
            return
        }
        for preset in Preset.all where order.only == nil || order.only == preset.name {
            guard let path = preset.capture(in: order) else { continue }
            print("\n\(preset.name): \(path)")
            fflush(nil)
            PairedRuns(preset: preset, path: path, order: order).printFigures()
            // In a process of its own, since a program's memory counts what the process that starts it has.
            let figures = Program("/proc/self/exe", ["--machines", path])?.end(within: 3_600)
            print(figures?.text ?? "", terminator: "")
            fflush(nil)
        }
        if order.only == nil || order.only == "secured" { SecuredFigures(order: order).printFigures() }
        if order.only == nil || order.only == "sessions" { SessionFigures(order: order).printFigures() }
    }
}

/// What the command line asks for.
struct Order {
    var generator = CaptureFile.root + "/../shared/tools/gen/wspcapgen.py"
    var folder = "/tmp/wscope-benchmarks"
    var runs = 3
    var only: String?
    /// How many messages the large session has.
    var messages = 10_000_000
    var usesTshark = false
    /// The capture that this process is to measure its machines with.
    var machines: String?

    init?(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let word = rest.popFirst() {
            if word == "--tshark" {
                usesTshark = true
                continue
            }
            guard let value = rest.popFirst() else { return nil }
            switch word {
            case "--generator": generator = value
            case "--folder": folder = value
            case "--runs": runs = max(1, Int(value) ?? 3)
            case "--only": only = value
            case "--messages":
                guard let number = Int(value), number >= 100 else { return nil }
                messages = number
            case "--machines": machines = value
            default: return nil
            }
        }
    }
}

/// A capture of a certain kind of traffic.
struct Preset {
    let name: String
    /// The flags that it is read with.
    let flags: [String]

    static let all = [
        Preset(name: "small2m", flags: []), Preset(name: "large", flags: ["--only", "connections"]),
        Preset(name: "deflate", flags: []),
    ]

    /// Where the capture is, made if need be; nil where it cannot be had.
    func capture(in order: Order) -> String? {
        let path = "\(order.folder)/\(name).pcap"
        if access(path, R_OK) == 0 { return path }
        guard access(order.generator, R_OK) == 0 else {
            print("\(name): skipped, since there is neither \(path) nor a generator at \(order.generator)")
            return nil
        }
        mkdir(order.folder, 0o755)
        print("\(name): being made")
        let end = Program("/usr/bin/env", ["python3", order.generator, "--preset", name, "-o", path])?.end(
            within: 3_600)
        guard end?.exitCode == 0 else {
            print("\(name): skipped, since the generator failed: \(end?.errorText ?? "it does not start")")
            unlink(path)
            return nil
        }
        return path
    }
}
