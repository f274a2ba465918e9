/// Rising numbers of messages, such as those that a filter matches, in little memory: a bit each where they stand close, two
/// bytes each where they do not.
package struct NumberSet: Sendable, Hashable {
    /// A stretch of 65,536 numbers of which at least one is in the set.
    private struct Page: Sendable, Hashable {
        /// The upper bits of its numbers.
        let key: Int64
        /// Numbers before it.
        let before: Int
        /// Where its numbers begin among those of its kind.
        var start: Int
        /// Whether they are bits in `words`, or offsets in `offsets`.
        var isDense = false
    }

    /// Numbers of a page from which on bits take less room than offsets.
    private static let mostOffsets = 4_096
    private static let bits = 16
    private static let wordsOfPage = 1_024
    private static let wordsOfBlock = 8
    private static let blocksOfPage = wordsOfPage / wordsOfBlock
    /// What stands for the count before a block that has no numbers yet; more than a real one can be.
    private static let unfilled = UInt16.max

    private var pages: [Page] = []
    private var offsets: [UInt16] = []
    private var words: [UInt64] = []
    /// For each block of words, the numbers of its page before it.
    private var blocks: [UInt16] = []
    /// The greatest number; nil in an empty set.
    package private(set) var last: Int64?
    /// How many numbers it has.
    package private(set) var count = 0

    /// An empty set.
    package init() {}

    /// Whether it has no numbers.
    package var isEmpty: Bool { count == 0 }

    /// Adds a number that is greater than all before it; another is left out.
    package mutating func append(_ number: Int64) {
        if let last, number <= last { return }
        let key = number >> Self.bits
        let offset = UInt16(truncatingIfNeeded: number)
        if pages.last?.key != key {
            pages.append(Page(key: key, before: count, start: offsets.count))
        }
        let page = pages.count - 1
        if !pages[page].isDense, count - pages[page].before >= Self.mostOffsets { makeDense(page) }
        if pages[page].isDense {
            set(offset, of: pages[page], before: count - pages[page].before)
        } else {
            offsets.append(offset)
        }
        last = number
        count += 1
    }

    /// Makes bits of the last page's offsets.
    private mutating func makeDense(_ page: Int) {
        let numbers = Array(offsets[pages[page].start...])
        offsets.removeLast(numbers.count)
        pages[page].isDense = true
        pages[page].start = words.count
        words.append(contentsOf: repeatElement(0, count: Self.wordsOfPage))
        blocks.append(contentsOf: repeatElement(Self.unfilled, count: Self.blocksOfPage))
        for (index, offset) in numbers.enumerated() { set(offset, of: pages[page], before: index) }
    }

    private mutating func set(_ offset: UInt16, of page: Page, before: Int) {
        let word = page.start + Int(offset >> 6)
        words[word] |= 1 << UInt64(offset & 63)
        var block = word / Self.wordsOfBlock
        let first = page.start / Self.wordsOfBlock
        while block >= first, blocks[block] == Self.unfilled {
            blocks[block] = UInt16(clamping: before)
            block -= 1
        }
    }

    /// The number at an index, from 0; the nearest there is where the index is outside, and 0 in an empty set.
    package subscript(index: Int) -> Int64 {
        guard count > 0 else { return 0 }
        let index = min(max(0, index), count - 1)
        let page = pages[pages.partitioningIndex { $0.before > index } - 1]
        return page.key << Self.bits | Int64(offset(at: index - page.before, of: page))
    }

    private func offset(at index: Int, of page: Page) -> Int {
        guard page.isDense else { return Int(offsets[page.start + index]) }
        let first = page.start / Self.wordsOfBlock
        let block = blocks[first..<first + Self.blocksOfPage].partitioningIndex { Int($0) > index } - 1
        var rest = index - Int(blocks[block])
        var word = block * Self.wordsOfBlock
        while rest >= words[word].nonzeroBitCount {
            rest -= words[word].nonzeroBitCount
            word += 1
        }
        var bits = words[word]
        for _ in 0..<rest { bits &= bits &- 1 }
        return (word - page.start) << 6 | bits.trailingZeroBitCount
    }

    /// How many of its numbers are below a number.
    package func rank(of number: Int64) -> Int {
        let key = number >> Self.bits
        let place = pages.partitioningIndex { $0.key >= key }
        guard place < pages.count else { return count }
        let page = pages[place]
        guard page.key == key else { return page.before }
        let end = place + 1 < pages.count ? pages[place + 1].before : count
        let offset = UInt16(truncatingIfNeeded: number)
        guard page.isDense else {
            let stretch = offsets[page.start..<page.start + (end - page.before)]
            return page.before + stretch.partitioningIndex { $0 >= offset } - page.start
        }
        let word = page.start + Int(offset >> 6)
        let block = word / Self.wordsOfBlock
        guard blocks[block] != Self.unfilled else { return end }
        let whole = words[(block * Self.wordsOfBlock)..<word].reduce(0) { $0 + $1.nonzeroBitCount }
        let below = words[word] & ((1 << UInt64(offset & 63)) &- 1)
        return page.before + Int(blocks[block]) + whole + below.nonzeroBitCount
    }

    /// Whether a number is in it.
    package func contains(_ number: Int64) -> Bool {
        let rank = rank(of: number)
        return rank < count && self[rank] == number
    }

    /// The index of the greatest of its numbers that is not above a number; nil where there is none.
    package func index(atOrBefore number: Int64) -> Int? {
        let rank = rank(of: number)
        if rank < count, self[rank] == number { return rank }
        return rank > 0 ? rank - 1 : nil
    }

    /// Forgets all numbers.
    package mutating func removeAll() { self = NumberSet() }

    /// Bytes that its numbers take.
    package var byteCount: Int {
        pages.capacity * MemoryLayout<Page>.stride + offsets.capacity * 2 + words.capacity * 8 + blocks.capacity * 2
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index of an element for which something holds that holds for all behind it; the end where there is none.
    fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
