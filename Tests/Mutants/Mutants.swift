import CaptureKit
import Glibc
import TestKit

/// Feeds damaged captures to the whole pipeline, and damaged sessions and HARs to their readers, each batch in a process of its own: a trap, a hang or a story that
/// contradicts itself is reported with the index that makes it again.
@main
enum Mutants {
    static func main() {
        guard let order = Order(CommandLine.arguments.dropFirst()) else {
            print(Order.usage)
            exit(2)
        }
        let captures = order.folders.isEmpty ? CaptureFile.all : CaptureFile.all(below: order.folders)
        let samples = captures.map(MutationSample.init)
        guard !samples.isEmpty else {
            print("there are no captures there")
            exit(2)
        }
        if let indices = order.indices {
            Batch(order: order, samples: samples, captures: captures).run(indices)
        } else {
            Campaign(order: order).run(captures: captures.count)
        }
    }
}

/// What the command line asks for.
struct Order {
    static let usage = """
        mutants [--count N] [--seed N] [--first INDEX] [--only INDEX] [folder…]
        """

    var count = 10_000
    var seed: UInt64 = 1
    var first = 0
    var folders: [String] = []
    /// The mutants that this process is to make itself.
    var indices: Range<Int>?
    /// Whether every mutant's lines are shown.
    var isTold = false
    /// Where the index at work is noted.
    var note: String?

    init?(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let word = rest.popFirst() {
            switch word {
            case "--count": if let number = rest.popFirst().flatMap({ Int($0) }) { count = number } else { return nil }
            case "--seed": if let number = rest.popFirst().flatMap({ UInt64($0) }) { seed = number } else { return nil }
            case "--first": if let number = rest.popFirst().flatMap({ Int($0) }) { first = number } else { return nil }
            case "--note": note = rest.popFirst()
            case "--only":
                guard let index = rest.popFirst().flatMap({ Int($0) }) else { return nil }
                indices = index..<index + 1
                isTold = true
            case "--batch":
                guard let start = rest.popFirst().flatMap({ Int($0) }), let size = rest.popFirst().flatMap({ Int($0) })
                else { return nil }
                indices = start..<start + size
            default:
                if word.hasPrefix("-") { return nil }
                folders.append(word)
            }
        }
    }
}

/// The mutants of one process.
struct Batch {
    let order: Order
    let samples: [MutationSample]
    let captures: [CaptureFile]
    /// Seconds after which a mutant hangs.
    static let patience: UInt32 = 30

    /// Bytes of memory beyond which a mutant takes too much.
    private static let mostMemory = 1 << 30

    func run(_ indices: Range<Int>) {
        let recorded = RecordedSamples(captures, by: path)
        let note = order.note.map { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) } ?? -1
        var isSound = true
        for index in indices {
            var index = index
            if note >= 0 { pwrite(note, &index, MemoryLayout<Int>.size, 0) }
            alarm(Self.patience)
            var (name, problems) = examine(index, recorded)
            if Self.peakMemory > Self.mostMemory { problems.append("takes \(Self.peakMemory >> 20) MiB of memory") }
            for problem in problems {
                print("mutant \(name): \(problem)")
                isSound = false
            }
            if Self.peakMemory > Self.mostMemory { break }
        }
        exit(isSound ? 0 : 1)
    }

    /// Half of the mutants are captures, a quarter sessions and a quarter HARs.
    private func examine(_ index: Int, _ recorded: RecordedSamples) -> (name: String, problems: [String]) {
        let kind: RecordedMutant.Kind? = index % 4 == 2 ? .session : index % 4 == 3 ? .har : nil
        guard let kind else {
            let mutant = Mutant(index, seed: order.seed, of: samples)
            if order.isTold { tell(mutant) }
            return (mutant.description, mutant.contradictions())
        }
        let mutant = RecordedMutant(index, seed: order.seed, kind, of: recorded, by: path)
        if order.isTold { tell(mutant) }
        return (mutant.description, mutant.problems())
    }

    /// A file of this process.
    private var path: String { "/tmp/mutants-\(getpid()).wscope" }

    private static var peakMemory: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss << 10
    }

    private func tell(_ mutant: RecordedMutant) {
        print("mutant \(mutant.description)")
        _ = write(mutant.file, to: "/tmp/mutant.recorded")
        print("its file is in /tmp/mutant.recorded")
        for statement in mutant.statements { print("then: \(statement)") }
        fflush(nil)
    }

    private func tell(_ mutant: Mutant) {
        print("mutant \(mutant.description)")
        _ = write(mutant.file, to: "/tmp/mutant.pcap")
        print("its capture is in /tmp/mutant.pcap")
        fflush(nil)
        print(String(decoding: Story(of: mutant.file, mutant.telling).jsonLines, as: UTF8.self))
    }
}

/// All batches, as many at a time as there are processors.
struct Campaign {
    let order: Order
    private static let batchSize = 500

    func run(captures: Int) {
        print("\(order.count) mutants of \(captures) captures, seed \(order.seed), from \(order.first)")
        fflush(nil)
        let start = Self.now
        var next = order.first
        let last = order.first + order.count
        var failures = 0
        var peak = 0
        var processor = 0.0
        while next < last {
            var running: [(program: Program, first: Int, count: Int)] = []
            for _ in 0..<2 where next < last {
                let count = min(Self.batchSize, last - next)
                if let program = child(next, count) { running.append((program, next, count)) }
                next += count
            }
            for batch in running {
                let end = batch.program.end(within: 3_600)
                peak = max(peak, end.peakMemory)
                processor += end.processorSeconds
                if end.exitCode != 0 { failures += report(end, batch.first, batch.count) }
                unlink(notePath(batch.first))
            }
            if (next - order.first) % 10_000 == 0 {
                print("\(next - order.first) mutants, \(Int(Self.now - start)) s, peak \(peak >> 20) MiB")
                fflush(nil)
            }
        }
        print(
            "\(order.count) mutants in \(Int(Self.now - start)) s (\(Int(processor)) s of processor), peak memory "
                + "\(peak >> 20) MiB, \(failures) failures")
        exit(failures == 0 ? 0 : 1)
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func notePath(_ first: Int) -> String { "/tmp/mutants-\(getpid())-\(first)" }

    private func child(_ first: Int, _ count: Int) -> Program? {
        Program(
            "/proc/self/exe",
            ["--seed", String(order.seed), "--batch", String(first), String(count), "--note", notePath(first)]
                + order.folders, environment: ["SWIFT_BACKTRACE": "enable=no"])
    }

    /// Reports what a batch found, and goes on behind a mutant that ended the process; how many failures there were.
    private func report(_ end: ProgramEnd, _ first: Int, _ count: Int) -> Int {
        let note = notePath(first)
        print(end.text, terminator: "")
        var failures = end.text.split(separator: "\n").count
        if end.exitCode == nil || end.exitCode != 1 {
            let index = (contents(of: note) ?? []).reversed().reduce(0) { $0 << 8 | Int($1) }
            let how = end.signal == SIGALRM ? "hangs" : "ends by signal \(end.signal ?? 0)"
            print("mutant \(index) of seed \(order.seed) \(how): try --seed \(order.seed) --only \(index)")
            print(end.errorText.prefix(3_000))
            failures += 1
            let rest = first + count - index - 1
            if rest > 0, let program = child(index + 1, rest) {
                let end = program.end(within: 3_600)
                if end.exitCode != 0 { failures += report(end, index + 1, rest) }
            }
        }
        fflush(nil)
        return failures
    }
}
