import Glibc
import InspectorUI

/// How far a long run has come, on one line of standard error that is written over.
struct Progress {
    private let isShown: Bool
    private let size: UInt64?
    private var last = -1

    init(isShown: Bool, size: UInt64?) {
        self.isShown = isShown
        self.size = size
    }

    /// Shows how many bytes of the input were read, where that changed by a percent or, without a size, by 16 MiB.
    mutating func show(_ consumed: UInt64) {
        if let news = RunNews.current {
            return news.change { [size = self.size] status in (status.consumed, status.size) = (consumed, size) }
        }
        guard isShown else { return }
        let size = size ?? 0
        let step = size > 0 ? Int(min(100, consumed * 100 / size)) : Int(consumed >> 24)
        guard step != last else { return }
        last = step
        Diagnostics.put("\r" + (size > 0 ? "\(step)% of \(size >> 20) MiB" : "\(consumed >> 20) MiB") + " read ")
    }

    /// Takes the line away.
    func clear() {
        if isShown, last >= 0, RunNews.current == nil { Diagnostics.put("\r\u{1b}[K") }
    }
}
