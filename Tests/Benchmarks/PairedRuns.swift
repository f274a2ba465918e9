import CaptureKit
import Glibc
import TestKit

/// Programs that do the same work, run in turns.
struct PairedRuns {
    /// A program and what it took, run by run.
    private struct Contender {
        let name: String
        let path: String
        let arguments: [String]
        var seconds: [Double] = []
        var peak = 0
    }

    private var contenders: [Contender]
    private let runs: Int

    init(preset: Preset, path: String, order: Order) {
        runs = order.runs
        let wscope = Self.beside + "/wscope"
        contenders = [
            Contender(
                name: "wscope", path: wscope, arguments: ["read", path, "--format", "jsonl", "-q"] + preset.flags),
            Contender(name: "cat", path: "/bin/cat", arguments: [path]),
        ]
        if order.usesTshark {
            let fields = [
                "frame.number", "frame.time_epoch", "tcp.stream", "websocket.opcode", "websocket.fin",
                "websocket.payload_length",
            ]
            contenders.append(
                Contender(
                    name: "tshark", path: "/usr/bin/env",
                    arguments: [
                        "tshark", "-n", "-r", path, "-d", "tcp.port==8080,http", "-Y", "websocket", "-T", "fields",
                    ]
                        + fields.flatMap { ["-e", $0] }))
        }
    }

    /// The folder that this program is in.
    private static let beside: String = {
        let link = [UInt8](unsafeUninitializedCapacity: 4_096) { memory, count in
            count = memory.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { max(0, readlink("/proc/self/exe", $0, text.count)) } ?? 0
            }
        }
        return String(decoding: link, as: UTF8.self).split(separator: "/").dropLast().map { "/" + $0 }.joined()
    }()

    /// Runs all of them and prints what each took.
    mutating func measure() {
        for _ in 0..<runs {
            for index in contenders.indices {
                let contender = contenders[index]
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

    func printFigures() {
        var runs = self
        runs.measure()
        guard let ours = runs.contenders.first.flatMap({ median($0.seconds) }) else { return }
        for contender in runs.contenders {
            guard let seconds = median(contender.seconds) else { continue }
            let all = contender.seconds.map { hundredths($0) }.joined(separator: " ")
            print(
                "  \(contender.name): \(hundredths(seconds)) s of processor, \(hundredths(seconds / ours)) times wscope's,"
                    + " peak \(contender.peak >> 20) MiB (\(all))")
        }
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
