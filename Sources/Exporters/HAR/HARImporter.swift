import ByteStreams
package import Dissection
import JSONText
import WebSocketWire

/// Reads a HAR (1.2) with `_webSocketMessages`, from whatever program, and tells its connections: one after the other in
/// the order of the file, each opened, then its messages, its findings and its end. Entries that are not about WebSocket
/// are passed over.
///
/// Members of an entry may come in any order, and Chrome writes the messages before the request. So that an entry need not
/// be held in memory, it is read twice: `position` says which byte of the file is wanted next, and may go back.
package struct HARImporter: ~Copyable {
    /// What to do when no more can be read of the window.
    private enum Move {
        /// Wait for the bytes that follow.
        case wait
        /// Go to another place.
        case go(Mark)
        /// Stop.
        case stop
    }

    /// A place in the file, and how it was reached.
    private struct Mark {
        let walker: HARWalker
        let position: Int
    }

    private var window: HARWindow
    private var walker = HARWalker()
    /// The facts of the entry in hand, while they are gathered.
    private var facts = HARFacts()
    /// Where the messages of the entry in hand begin.
    private var messages: Mark?
    /// The entry whose messages are told; nil while facts are gathered.
    private var story: HARStory?
    /// Where to go on behind it; nil where nothing more can be read there.
    private var next: Mark?
    private var isDone = false
    private var lastConnection: Int
    private var hasEntries = false
    /// Why nothing more is read; nil while all is well, and where the file was read to its end.
    package private(set) var failure: HARError?

    /// An importer whose connections have numbers above `lastConnection`.
    package init(after lastConnection: Int = 0) {
        self.init(after: lastConnection, longestValue: Self.longestValue)
    }

    init(after lastConnection: Int, longestValue: Int) {
        self.lastConnection = max(0, lastConnection)
        window = HARWindow(limit: longestValue)
    }

    /// Whether a file that begins with these bytes may be a HAR: it is a JSON object.
    package static func mayBegin(with bytes: RawSpan) -> Bool {
        var at = bytes.byteCount >= 3 && (0..<3).allSatisfy { bytes.byte(at: $0) == byteOrderMark[$0] } ? 3 : 0
        while at < bytes.byteCount, [0x20, 0x0a, 0x0d, 0x09].contains(bytes.byte(at: at)) { at += 1 }
        return at < bytes.byteCount && bytes.byte(at: at) == 0x7b
    }

    /// The longest string or number that is read, in bytes.
    static let longestValue = 268_435_456

    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// Where in the file the next bytes are wanted from; nil where no more are wanted.
    package var position: Int? {
        isDone ? nil : window.end
    }

    /// Bytes of the file that are held.
    var heldBytes: Int { window.bytes.count }

    /// Takes in the bytes at `position`, as many as the caller likes, and adds events to a batch.
    package mutating func feed(_ bytes: RawSpan, into batch: inout TrafficBatch) {
        guard !isDone else { return }
        window.append(bytes)
        advance(into: &batch)
    }

    /// The file ends at `position`.
    package mutating func end(into batch: inout TrafficBatch) {
        guard !isDone else { return }
        window.close()
        advance(into: &batch)
    }

    private mutating func advance(into batch: inout TrafficBatch) {
        while !isDone, window.isReady, skipByteOrderMark() {
            let bytes = window.takeBytes()
            let move = unsafe step(bytes.span.bytes, into: &batch)
            window.giveBack(consume bytes)
            switch move {
            case .wait:
                window.needMore(behind: walker.reader.offset)
                walker.drop(walker.reader.offset)
                return
            case .go(let mark):
                window.move(to: mark.position)
                walker = mark.walker
            case .stop:
                window = HARWindow(limit: 0)
                isDone = true
            }
        }
    }

    /// False where it is not known yet whether the file begins with a byte order mark (U+FEFF).
    private mutating func skipByteOrderMark() -> Bool {
        guard window.start == 0, walker.reader.offset == 0, walker.place == nil else { return true }
        let head = window.bytes.prefix(3)
        guard Self.byteOrderMark.starts(with: head) else { return true }
        guard head.count == 3 else { return window.isLast }
        window.move(to: 3)
        return true
    }

    /// Reads until no more can be read of the window.
    private mutating func step(_ bytes: RawSpan, into batch: inout TrafficBatch) -> Move {
        while true {
            let step = walker.next(bytes, isLast: window.isLast)
            switch step {
            case .cut:
                if window.isLast { return fail(.truncated, bytes.byteCount, into: &batch) }
                let isTooLong = bytes.byteCount - walker.reader.offset >= window.limit
                return isTooLong ? fail(.tooLong, walker.reader.offset, into: &batch) : .wait
            case .invalid(let offset): return fail(.notJSON, offset, into: &batch)
            case .finished:
                guard window.isLast else { return .wait }
                return hasEntries ? .stop : fail(.notHAR, bytes.byteCount, into: &batch)
            case .begin, .end, .value:
                let move = story == nil ? gather(step, bytes, into: &batch) : tell(step, bytes, into: &batch)
                if let move { return move }
            }
        }
    }

    /// Ends reading at a place in the window; what was gathered of an entry is told.
    private mutating func fail(_ problem: HARError.Problem, _ offset: Int, into batch: inout TrafficBatch) -> Move {
        if failure == nil { failure = HARError(problem: problem, offset: window.start + offset) }
        if story != nil { return finishStory(into: &batch) ?? .stop }
        guard walker.isInside(.entry), facts.isWebSocket else { return .stop }
        return beginStory(into: &batch, next: nil) ?? .stop
    }

    private var mark: Mark {
        var marked = walker
        marked.drop(walker.reader.offset)
        return Mark(walker: marked, position: window.start + walker.reader.offset)
    }

    private mutating func gather(_ step: HARWalker.Step, _ bytes: RawSpan, into batch: inout TrafficBatch) -> Move? {
        switch step {
        case .begin(let place):
            if place == .entries { hasEntries = true }
            if place == .entry {
                facts = HARFacts()
                messages = nil
            }
            if place == .messages, messages == nil { messages = mark }
            facts.begin(place)
        case .value(let place, let token):
            facts.take(HARValue(token, in: bytes), place, walker.name)
        case .end(let place):
            facts.end(place)
            if place == .entry, facts.isWebSocket { return beginStory(into: &batch, next: mark) }
        case .cut, .finished, .invalid: break
        }
        return nil
    }

    private mutating func tell(_ step: HARWalker.Step, _ bytes: RawSpan, into batch: inout TrafficBatch) -> Move? {
        switch step {
        case .begin(let place): story?.begin(place)
        case .value(let place, let token): story?.take(HARValue(token, in: bytes), place, walker.name)
        case .end(.messages): return finishStory(into: &batch) ?? .stop
        case .end(let place): story?.end(place, into: &batch)
        case .cut, .finished, .invalid: break
        }
        return nil
    }

    /// Tells the opening of the entry in hand. Goes to its messages where it has any; otherwise tells its end.
    private mutating func beginStory(into batch: inout TrafficBatch, next: Mark?) -> Move? {
        let told = facts.own.connection ?? 0
        lastConnection = told > lastConnection ? told : lastConnection + 1
        story = HARStory(facts, connection: lastConnection, into: &batch)
        self.next = next
        facts = HARFacts()
        if let messages { return .go(messages) }
        _ = finishStory(into: &batch)
        return nil
    }

    /// Tells the end of the connection, and goes behind its entry; nil where nothing more can be read there.
    private mutating func finishStory(into batch: inout TrafficBatch) -> Move? {
        story?.finish(into: &batch)
        story = nil
        messages = nil
        return failure == nil ? next.map { .go($0) } : nil
    }
}
