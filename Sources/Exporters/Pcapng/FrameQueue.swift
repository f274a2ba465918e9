import ByteStreams
import Dissection

/// The frames of a connection that wait to be written, in the order of their headers, and where their messages end.
struct FrameQueue {
    /// What is written next.
    enum Item {
        /// A frame begins.
        case frame(Frame)
        /// A message ends.
        case end(message: Int, time: Timestamp)

        var time: Timestamp {
            switch self {
            case .frame(let frame): frame.time
            case .end(_, let time): time
            }
        }

        /// The number of the message that begins here.
        fileprivate var beginning: Int? {
            guard case .frame(let frame) = self, frame.number == 1 else { return nil }
            return frame.message
        }
    }

    /// Items that a late frame is compared with at most.
    private static let longestSearch = 4_096

    private var items: [Item] = []
    private var head = 0

    /// An empty queue.
    init() {}

    /// Items that wait.
    var count: Int { items.count - head }

    /// The next item, or one behind it.
    func peek(_ index: Int = 0) -> Item? {
        head + index < items.count ? items[head + index] : nil
    }

    /// Adds the end of a message.
    mutating func append(endOf message: Int, at time: Timestamp) {
        items.append(.end(message: message, time: time))
    }

    /// Adds a frame: mostly behind all others. Where a frame is told late, messages begin in the order of their numbers,
    /// and further frames stand in the order of their times.
    mutating func append(_ frame: Frame) {
        var place = items.count
        let lowest = max(head, items.count - Self.longestSearch)
        if frame.number == 1 {
            var index = items.count
            while index > lowest {
                index -= 1
                guard let other = items[index].beginning else { continue }
                guard other > frame.message else { break }
                place = index
            }
        } else {
            while place > lowest, items[place - 1].time > frame.time, !isOwn(items[place - 1], frame) {
                place -= 1
            }
        }
        items.insert(.frame(frame), at: place)
    }

    private func isOwn(_ item: Item, _ frame: Frame) -> Bool {
        if case .frame(let other) = item { other.message == frame.message } else { false }
    }

    /// Takes the next item out.
    mutating func removeFirst() {
        guard head < items.count else { return }
        head += 1
        if head == items.count {
            items.removeAll(keepingCapacity: head <= 256)
            head = 0
        } else if head >= 1_024, head * 2 >= items.count {
            items.removeFirst(head)
            head = 0
        }
    }
}
