import Dispatch
import Dissection
import Filters
import Glibc
import Sessions

/// What sessions cost: recording them, opening one of millions of messages, and filtering it.
struct SessionFigures {
    let order: Order

    func printFigures() {
        if let small = Preset.all.first(where: { $0.name == "small2m" })?.capture(in: order) {
            print("\nsessions: recording \(small)")
            if let session = record(small, runs: order.runs) { unlink(session) }
        }
        guard let capture = makeCapture() else { return }
        print("\nsessions: recording \(order.messages) messages in \(capture)")
        guard let session = record(capture, runs: 1) else { return }
        defer { unlink(session) }
        print("\nsessions: \(session), \(megabytes(of: session)) MiB")
        do {
            let count = try SessionList(path: session).count()
            try printWindow(session, count)
            try printSearch(session, count)
            printFilters(session, count)
        } catch {
            print("  failed: \(error)")
        }
        fflush(nil)
    }

    /// A capture of as many messages as are asked for; nil where it cannot be made.
    private func makeCapture() -> String? {
        let path = "\(order.folder)/messages-\(order.messages).pcap"
        if access(path, R_OK) == 0 { return path }
        mkdir(order.folder, 0o755)
        print("\nsessions: \(path) is being made")
        fflush(nil)
        var capture = SmallMessageCapture(count: order.messages)
        if capture.write(to: path) { return path }
        print("sessions: skipped, since \(path) cannot be written: \(String(cString: strerror(errno)))")
        return nil
    }

    /// Reads a capture with and without recording it, and prints what recording takes; the session, nil where that failed.
    private func record(_ capture: String, runs: Int) -> String? {
        let session = capture + ".wscope"
        let flags = ["--only", "connections"]
        let reading = PairedRuns.Contender.wscope(capture, flags, named: "reading")
        var recording = PairedRuns.Contender.wscope(capture, flags + ["-w", session], named: "recording")
        recording.makes = session
        let measured = PairedRuns([reading, recording], runs: runs).printContenders()
        guard measured.count == 2, let with = measured[1].median, let without = measured[0].median,
            let count = try? SessionList(path: session).count()
        else {
            print("  it was not recorded")
            return nil
        }
        let rates = (alone: rate(count, with - without), all: rate(count, with))
        print("  recording alone: \(rates.alone) messages a second; with reading: \(rates.all) (goal: 400000)")
        print("  peak memory: \(measured[1].peak >> 20) MiB (goal: below 100)")
        fflush(nil)
        return session
    }

    /// Reads 50 rows at the middle, each time by a connection of its own.
    private func printWindow(_ session: String, _ count: Int64) throws(SessionError) {
        for name in ["in the page cache", "not in the page cache"] {
            var times: [Double] = []
            for _ in 0..<max(5, order.runs) {
                if name.hasPrefix("not") { forget(session) }
                let start = Stopwatch()
                let list = try SessionList(path: session)
                var batch = TrafficBatch()
                let first = max(1, count / 2)
                try list.read(first...min(count, first + 49), into: &batch)
                times.append(start.wall * 1_000)
                guard batch.count == 50 else { print("  \(batch.count) rows at the middle instead of 50"); return }
            }
            print("  opening, and 50 rows at the middle, \(name): \(shown(times)) ms (goal: below 20)")
        }
        fflush(nil)
    }

    /// Takes a file out of the page cache.
    private func forget(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        fdatasync(descriptor)
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        close(descriptor)
    }

    private static let columns = "opcode == text && length > 100"

    /// Searches the session for what SQLite decides by itself, in two halves side by side, and by the program.
    private func printSearch(_ session: String, _ count: Int64) throws {
        let pushed = PushedDown(try Filter(Self.columns))
        guard let condition = pushed.condition, pushed.isExact else {
            print("  \(Self.columns) is not left to SQLite")
            return
        }
        let halves = [1...max(1, count / 2), max(1, count / 2) + 1...max(2, count)]
        var (walls, processors, found): ([Double], [Double], Int) = ([], [], 0)
        for _ in 0..<order.runs {
            let start = Stopwatch()
            found = search(session, halves, condition)
            walls.append(start.wall)
            processors.append(start.processor)
        }
        print(
            "  \(Self.columns), in two halves: \(shown(walls)) s (goal: below 1), \(shown(processors)) s of processor,"
                + " \(found) of \(count) messages")
        printJudging(session, count, Self.columns, goal: "")
    }

    /// How many messages fulfil a condition, each part searched by a thread of its own.
    private func search(_ session: String, _ parts: [ClosedRange<Int64>], _ condition: SessionCondition) -> Int {
        let counts = Tally()
        DispatchQueue.concurrentPerform(iterations: parts.count) { index in
            let found = try? SessionList(path: session).numbers(in: parts[index], where: condition)
            counts.add(found?.count ?? 0)
        }
        return counts.total
    }

    private static let goal = " (goal: 1000000)"

    /// Filters that look into payloads.
    private func printFilters(_ session: String, _ count: Int64) {
        let contender = PairedRuns.Contender.wscope(session, ["--only", "connections"], named: "reading it all")
        if let seconds = PairedRuns([contender], runs: order.runs).measured().first?.median {
            print(
                "  without a filter: \(hundredths(seconds)) s of processor, \(rate(count, seconds)) messages a second")
        }
        for expression in ["json.price > 100", #"text matches "liquidat(ed|ion)""#, #"text matches "eth(usd|eur)""#] {
            printJudging(session, count, expression, goal: Self.goal)
            printMatching(session, expression)
        }
    }

    /// Filters by the program: the messages that match are written, or only their connections.
    private func printJudging(_ session: String, _ count: Int64, _ expression: String, goal: String) {
        let contenders = ["messages", "connections"].map { only in
            PairedRuns.Contender(
                name: "\(expression), writing \(only)", path: PairedRuns.program,
                arguments: ["read", session, "-q", "-Y", expression, "--only", only])
        }
        for contender in PairedRuns(contenders, runs: order.runs).measured() {
            guard let seconds = contender.median else { continue }
            print(
                "  \(contender.name): \(hundredths(seconds)) s of processor, \(rate(count, seconds)) messages a second"
                    + " a core\(goal), peak \(contender.peak >> 20) MiB")
        }
        fflush(nil)
    }

    /// Filters in this process, what the filter takes apart from the reading.
    private func printMatching(_ session: String, _ expression: String) {
        guard let filter = try? Filter(expression), var reader = try? SessionReader(path: session) else { return }
        var stage = TrafficFilter(filter)
        var batch = TrafficBatch()
        var selected = TrafficBatch()
        var seconds = 0.0
        while (try? reader.read(into: &batch)) == true {
            let start = Stopwatch()
            stage.select(from: batch, into: &selected)
            seconds += start.processor
            selected.clear()
            batch.clear()
        }
        let (told, matching) = (batch.totals.messages, selected.totals.messages)
        print(
            "  \(expression), the filter alone: \(hundredths(seconds)) s of processor, \(rate(Int64(told), seconds))"
                + " messages a second a core\(Self.goal), \(matching) of \(told)")
        fflush(nil)
    }

    private func rate(_ count: Int64, _ seconds: Double) -> Int {
        seconds > 0 ? Int(Double(count) / seconds) : 0
    }

    private func shown(_ numbers: [Double]) -> String {
        "\(hundredths(median(numbers) ?? 0)) (\(numbers.map { hundredths($0) }.joined(separator: " ")))"
    }

    private func megabytes(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) >> 20 : 0
    }
}
