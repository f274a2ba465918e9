import ByteStreams
import Glibc
import InspectorUI

/// What the interface asks the program for: clocks, files, the pager, exports.
final class InspectorDesk: InspectorHost {
    private let session: String
    private let inputs: [String]
    private let source: RunNews
    private let config: ConfigFile
    private let wake: @Sendable () -> Void
    private var export: SessionExport?
    private var memory: UInt64 = 0
    private var lastMemoryLook: Int64 = .min / 2

    /// Nanoseconds between two looks at how much memory is taken.
    private static let memoryInterval: Int64 = 1_000_000_000

    /// The desk of a session that was made of `inputs`, which exports do not write over.
    init(
        session: String, inputs: [String], news: RunNews, config: ConfigFile, wake: @escaping @Sendable () -> Void
    ) {
        self.session = session
        self.inputs = inputs
        source = news
        self.config = config
        self.wake = wake
    }

    var now: Timestamp { Clock.now }
    var steady: Int64 { Clock.steady }

    var status: SourceStatus {
        let now = Clock.steady
        if now &- lastMemoryLook >= Self.memoryInterval {
            lastMemoryLook = now
            memory = ProcessMemory.resident
        }
        var status = source.status
        status.memory = memory
        return status
    }

    func perform(_ effect: Effect) {
        switch effect {
        case .export(let request): start(request)
        case .cancelExport: export?.cancel()
        case .page(let bytes): tell(Pager.current.show(bytes))
        case .save(let settings): config.save(settings)
        case .quit, .copy, .redraw: break
        }
    }

    private func start(_ request: ExportRequest) {
        export?.cancel()
        _ = export?.finish()
        export = SessionExport(request, of: session, inputs: inputs, wake: wake)
    }

    private func tell(_ problem: String?) {
        if let problem { source.take("wscope: \(problem)", .remark) }
    }

    func news() -> [InspectorEvent] {
        tell(config.writeWhenDue(at: Clock.steady)?.description)
        guard let export else { return [] }
        let reports = export.reports()
        if export.isOver { self.export = nil }
        return reports.map { .export($0) }
    }

    /// Ends what goes on.
    func finish() {
        export?.cancel()
        _ = export?.finish()
        tell(config.write()?.description)
    }
}

/// How much memory the process takes.
enum ProcessMemory {
    /// Bytes that are resident.
    static var resident: UInt64 {
        guard let bytes = SmallFile.read("/proc/self/statm", atMost: 1 << 12) else { return 0 }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return (fields.dropFirst().first.flatMap { UInt64($0) } ?? 0) &* UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
    }
}
