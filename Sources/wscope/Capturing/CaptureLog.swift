import InspectorUI
import LiveCapture
import Packets

/// What a live run says on standard error: what it captures on, what is lost, what ends.
struct CaptureLog: ~Copyable {
    private let interfaces: [String]
    private let options: TrafficOptions
    private var told: [CaptureReport]
    private var toldLost = 0
    private var hasToldFailure = false

    init(interfaces: [String], options: TrafficOptions) {
        self.interfaces = interfaces
        self.options = options
        told = Array(repeating: CaptureReport(), count: interfaces.count)
    }

    /// Says what is captured on, once it is.
    func begin(_ devices: [CaptureDevice], filter: String?) {
        for remark in devices.compactMap(\.remark) { Diagnostics.remark("wscope: \(remark)") }
        guard !options.quiet else { return }
        let names = devices.map { "\($0.name) (\($0.linkType.title))" }.joined(separator: ", ")
        Diagnostics.remark("wscope: capturing on \(names)\(filter.map { ", only \($0)" } ?? "")")
    }

    /// Says what is new: interfaces and files that failed; where more is to be said, losses too.
    mutating func tell(_ reports: [CaptureReport], lost: Int, failure: OutputError?) {
        RunNews.current?.change { $0.dropped = Self.dropped(reports, lost: lost) }
        for index in reports.indices where reports[index] != told[index] {
            if let error = reports[index].error {
                if told[index].error == nil {
                    Diagnostics.write("wscope: \(error); what was captured before is kept")
                }
            } else if reports[index].isDown != told[index].isDown {
                Diagnostics.remark(
                    "wscope: \(interfaces[index]): "
                        + (reports[index].isDown
                            ? "the interface went down; capturing goes on when it is up again"
                            : "packets come again"))
            }
            if options.verbose {
                tellLoss(interfaces[index], reports[index].statistics, told[index].statistics)
            }
            told[index] = reports[index]
        }
        if let failure, !hasToldFailure {
            hasToldFailure = true
            Diagnostics.write("wscope: \(failure): NO FURTHER PACKETS ARE KEPT, and capturing goes on")
        }
        guard options.verbose, lost > toldLost else { return }
        toldLost = lost
        Diagnostics.remark("wscope: \(Self.packets(lost)) lost so far because output is too slow")
    }

    /// Packets that were lost, by whomever.
    private static func dropped(_ reports: [CaptureReport], lost: Int) -> UInt64 {
        reports.reduce(UInt64(max(0, lost))) {
            $0 &+ UInt64(max(0, $1.statistics.droppedByKernel)) &+ UInt64(max(0, $1.statistics.droppedByInterface))
        }
    }

    /// Says the totals: losses always, the rest unless it is to be left out.
    func end(_ reports: [CaptureReport], lost: Int, summary: Summary) {
        if !options.quiet {
            Diagnostics.put(summary.text(isVerbose: options.verbose))
            for (name, report) in zip(interfaces, reports) {
                let statistics = report.statistics
                Diagnostics.remark(
                    "wscope: \(name): \(Self.packets(statistics.captured)) captured, \(statistics.droppedByKernel) "
                        + "dropped by the kernel, \(statistics.droppedByInterface) dropped by the interface")
            }
        } else {
            for (name, report) in zip(interfaces, reports) {
                tellLoss(name, report.statistics, CaptureStatistics())
            }
        }
        guard lost > 0 else { return }
        Diagnostics.remark("wscope: \(Self.packets(lost)) lost because output was too slow")
    }

    private func tellLoss(_ name: String, _ now: CaptureStatistics, _ before: CaptureStatistics) {
        if now.droppedByKernel > before.droppedByKernel {
            Diagnostics.remark(
                "wscope: \(name): \(Self.packets(now.droppedByKernel)) dropped by the kernel so far (a larger "
                    + "--buffer helps against short bursts)")
        }
        if now.droppedByInterface > before.droppedByInterface {
            Diagnostics.remark(
                "wscope: \(name): \(Self.packets(now.droppedByInterface)) dropped by the interface so far")
        }
    }

    private static func packets(_ count: Int) -> String {
        "\(count) packet\(count == 1 ? "" : "s")"
    }
}
