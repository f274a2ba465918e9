import ByteStreams

/// The packets of several savefiles as those of one, in the order of their times. Packets of equal time keep the order
/// of the files, and packets of one file keep their order even where its times go back. A file that cannot be read to
/// its end does not stop the others.
package struct MergedSavefiles<Source: ByteSource & ~Copyable>: ~Copyable {
    private let blockSize: Int
    /// The sources by the order in which they were added; `nil` once closed.
    private var sources: [SharedSource<Source>?] = []
    private var consumedByClosed: UInt64 = 0
    private var timesGoneBackBefore = 0
    /// Files of which nothing was read yet.
    private var unread: [MergeLaneBox] = []
    /// Files with a packet to give, the soonest last.
    private var waiting: [MergeLaneBox] = []
    /// Whether the packet of the last of `waiting` was given.
    private var isHeadGiven = false

    /// How many packets were given.
    package private(set) var count = 0
    /// How many packets were earlier than the one before them in their file.
    package var timesGoneBack: Int {
        waiting.reduce(timesGoneBackBefore) { $0 &+ $1.lane.timesGoneBack }
    }
    /// Why files could not be read, or not to their end, so far.
    package private(set) var errors: [SavefileError] = []
    /// What a person should know of files that were read without an error.
    package private(set) var remarks: [String] = []
    /// The secrets that the files carried before the packets given so far.
    package private(set) var secrets: [DecryptionSecrets] = []
    /// How many bytes all files have together, where every size is known.
    package private(set) var size: UInt64? = 0

    /// No files. Each file added has a block of `blockSize` bytes to itself while it is being read.
    package init(blockSize: Int = 1 << 20) {
        self.blockSize = blockSize
    }

    /// Adds a file, which errors call `name`. To be done before the first packet is read.
    package mutating func add(_ source: consuming Source, named name: String) {
        size = if let known = size, let more = source.size { known &+ more } else { nil }
        let records = SavefileRecords(named: name, blockSize: blockSize)
        unread.append(MergeLaneBox(MergeLane(records, file: sources.count)))
        sources.append(SharedSource(source))
    }

    deinit {
        for box in unread { box.free() }
        for box in waiting { box.free() }
    }

    /// The next packet, numbered from 1 among those of all files; `nil` when every file ended. Calls `beforeWaiting`
    /// ahead of each read that may have to wait, as on a pipe: the moment to hand on what is gathered.
    package mutating func next(beforeWaiting: () -> Void = {}) -> CapturedPacket? {
        if isHeadGiven, let box = waiting.last {
            if !advance(box, beforeWaiting) {
                waiting.removeLast()
                box.free()
            } else if waiting.count > 1 {
                moveLastToItsPlace()
            }
        } else if !unread.isEmpty {
            start(beforeWaiting)
        }
        guard let box = waiting.last else {
            isHeadGiven = false
            return nil
        }
        isHeadGiven = true
        count &+= 1
        let head = box.lane.head
        return CapturedPacket(
            number: count, time: head.time, linkType: head.linkType, originalLength: head.originalLength)
    }

    /// The bytes of the packet last given, until the next call of `next`.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            guard isHeadGiven, let box = waiting.last else { return RawSpan() }
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: box.lane.records.byteMemory), borrowing: self)
        }
    }

    /// Which file the packet last given is from, counted from 0 as they were added; `nil` before the first and after
    /// the last.
    package var file: Int? {
        isHeadGiven ? waiting.last?.lane.file : nil
    }

    /// Bytes of the underlying files that were read so far, to show progress.
    package var consumed: UInt64 {
        sources.reduce(consumedByClosed) { $0 &+ ($1?.source.consumed ?? 0) }
    }

    private mutating func start(_ beforeWaiting: () -> Void) {
        for box in unread {
            if advance(box, beforeWaiting) { waiting.append(box) } else { box.free() }
        }
        unread = []
        waiting.sort { $1.lane.precedes($0.lane) }
    }

    private mutating func moveLastToItsPlace() {
        var place = waiting.count &- 1
        while place > 0, waiting[place &- 1].lane.precedes(waiting[place].lane) {
            waiting.swapAt(place, place &- 1)
            place &-= 1
        }
    }

    /// Reads the next packet of a file; `false` where nothing more comes from it.
    private mutating func advance(_ box: MergeLaneBox, _ beforeWaiting: () -> Void) -> Bool {
        do throws(SavefileError) {
            while true {
                switch try box.lane.records.next() {
                case .packet(let packet):
                    box.lane.accept(packet)
                    if box.lane.hasNewSecrets { box.lane.moveSecrets(to: &secrets) }
                    return true
                case .needs(let count, let part):
                    guard let shared = sources[box.lane.file] else { return false }
                    try box.lane.records.refill(
                        count, for: part, from: &shared.source, beforeWaiting: beforeWaiting)
                case .ended:
                    close(box)
                    return false
                }
            }
        } catch {
            errors.append(error)
            close(box)
            return false
        }
    }

    private mutating func close(_ box: MergeLaneBox) {
        box.lane.moveSecrets(to: &secrets)
        timesGoneBackBefore &+= box.lane.timesGoneBack
        guard let shared = sources[box.lane.file] else { return }
        remarks += [shared.source.remark, box.lane.records.remark].compactMap { $0 }
        consumedByClosed &+= shared.source.consumed
        sources[box.lane.file] = nil
    }
}

/// A source in an array, which holds no noncopyable values.
private final class SharedSource<Source: ByteSource & ~Copyable> {
    var source: Source

    init(_ source: consuming Source) {
        self.source = source
    }
}
