import CaptureKit
import Glibc
import TestKit

/// Programs that do the same work, run in turns.
struct PairedRuns {
    /// A program and what it took, run by run.
    struct Contender {
        let name: String
        let path: String
        let arguments: [String]
        /// A file that it makes anew.
        var makes: String?
        var seconds: [Double] = []
        var peak = 0

        /// The middle of its times; nil where it never succeeded.
        var median: Double? { benchmarks.median(seconds) }

        /// The built program, reading a capture.
        static func wscope(_ path: String, _ flags: [String], named name: String = "wscope") -> Contender {
            Contender(
                name: name, path: PairedRuns.program,
                arguments: ["read", path, "--format", "jsonl", "-q"] + flags)
        }

        /// tshark, listing the WebSocket frames of a capture.
        static func tshark(_ path: String, _ flags: [String]) -> Contender {
            let fields = [
                "frame.number", "frame.time_epoch", "tcp.stream", "websocket.opcode", "websocket.fin",
                "websocket.payload_length",
            ]
            return Contender(
                name: "tshark", path: "/usr/bin/env",
                arguments: ["tshark", "-n", "-r", path, "-Y", "websocket", "-T", "fields"] + flags
                    + fields.flatMap { ["-e", $0] })
        }
    }

    private var contenders: [Contender]
    private let runs: Int

    /// Contenders, the first of which is what the others are compared with.
    init(_ contenders: [Contender], runs: Int) {
        self.contenders = contenders
        self.runs = runs
    }

    /// wscope, `cat` and perhaps tshark with one capture.
    init(preset: Preset, path: String, order: Order) {
        var contenders: [Contender] = [
            .wscope(path, preset.flags), Contender(name: "cat", path: "/bin/cat", arguments: [path]),
        ]
        if order.usesTshark { contenders.append(.tshark(path, ["-d", "tcp.port==8080,http"])) }
        self.init(contenders, runs: order.runs)
    }

    /// The built program.
    static let program = beside + "/wscope"

    /// The folder that this program is in.
    private static let beside: String = {
        let link = [UInt8](unsafeUninitializedCapacity: 4_096) { memory, count in
            count = memory.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { max(0, readlink("/proc/self/exe", $0, text.count)) } ?? 0
            }
        }
        return String(decoding: link, as: UTF8.self).split(separator: "/").dropLast().map { "/" + $0 }.joined()
    }()

    /// Runs all of them, and gives them with what each took.
    func measured() -> [Contender] {
        var runs = self
        runs.measure()
        return runs.contenders
    }

    private mutating func measure() {
        for _ in 0..<runs {
            for index in contenders.indices {
                let contender = contenders[index]
                if let file = contender.makes { unlink(file) }
                guard let end = Program(contender.path, contender.arguments, output: .nothing)?.end(within: 3_600),
                    end.exitCode == 0
                else {
                    print("  \(contender.name) failed")
                    continue
                }
                contenders[index].seconds.append(end.processorSeconds)
                contenders[index].peak = max(contender.peak, end.peakMemory)
            }
        }
    }

    /// Runs all of them, prints what each took, and gives the medians.
    @discardableResult
    func printFigures() -> [Double] { printContenders().compactMap(\.median) }

    /// Runs all of them, prints what each took, and gives them.
    func printContenders() -> [Contender] {
        let contenders = measured()
        guard let ours = contenders.first?.median else { return [] }
        for contender in contenders {
            guard let seconds = contender.median else { continue }
            let all = contender.seconds.map { hundredths($0) }.joined(separator: " ")
            print(
                "  \(contender.name): \(hundredths(seconds)) s of processor, \(hundredths(seconds / ours)) times"
                    + " \(contenders[0].name), peak \(contender.peak >> 20) MiB (\(all))")
        }
        return contenders
    }
}

/// The middle of some numbers.
func median(_ numbers: [Double]) -> Double? {
    numbers.isEmpty ? nil : numbers.sorted()[numbers.count / 2]
}

/// A number with two decimals.
func hundredths(_ number: Double) -> String {
    let rounded = Int((number * 100).rounded())
    return "\(rounded / 100).\(rounded % 100 < 10 ? "0" : "")\(rounded % 100)"
}
