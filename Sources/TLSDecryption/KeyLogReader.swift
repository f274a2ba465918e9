import ByteStreams

/// Reads the text of one key log (RFC 9850 section 2) as it comes, in any pieces. A line that is none is left out and
/// told.
package struct KeyLogReader: Sendable {
    private var line: [UInt8] = []
    private var isOverlong = false
    private var lineNumber = 0
    private var isBehindReturn = false
    /// Lines that are none, the first `mostRemarks` of them, in words.
    package private(set) var remarks: [String] = []
    /// How many lines are none.
    package private(set) var malformedCount = 0

    static let longestLine = 1_024
    static let mostRemarks = 3
    /// A reader at the beginning of a text.
    package init() {}

    /// Takes the next bytes of the text.
    package mutating func feed(_ text: RawSpan, into keys: inout KeyLog) {
        for index in 0..<text.byteCount {
            let byte = text.byte(at: index)
            if byte == UInt8(ascii: "\n"), isBehindReturn {
                isBehindReturn = false
                continue
            }
            isBehindReturn = byte == UInt8(ascii: "\r")
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                endLine(&keys)
            } else if line.count < Self.longestLine {
                line.append(byte)
            } else {
                isOverlong = true
            }
        }
    }

    /// Takes what has come of the last line for all of it, and the next bytes for the first line of another text.
    package mutating func finish(into keys: inout KeyLog) {
        endLine(&keys)
        lineNumber = 0
        isBehindReturn = false
    }

    private mutating func endLine(_ keys: inout KeyLog) {
        lineNumber += 1
        defer {
            line.removeAll(keepingCapacity: true)
            isOverlong = false
        }
        if lineNumber == 1, line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
        while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { line.removeLast() }
        guard !line.isEmpty, line[0] != UInt8(ascii: "#") else { return }
        guard !isOverlong else { return reject("longer than \(Self.longestLine) bytes") }
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3 else { return reject("not a label, a client random and a secret") }
        guard let label = KeyLogLabel(words[0]) else { return }
        guard words[1].count == 2 * TLSRandom.length else {
            return reject("the client random has \(words[1].count) digits, not \(2 * TLSRandom.length)")
        }
        guard let bytes = Self.bytes(words[1]), let random = TLSRandom(bytes), let secret = Self.bytes(words[2]) else {
            return reject("digits that are not hexadecimal")
        }
        guard label.lengths.contains(secret.count) else { return reject("a secret of \(secret.count) bytes") }
        keep(secret, label, of: random, &keys)
    }

    private mutating func reject(_ reason: String) {
        malformedCount += 1
        guard remarks.count < Self.mostRemarks else { return }
        remarks.append("line \(lineNumber): \(reason)")
    }

    private mutating func keep(
        _ secret: [UInt8], _ label: KeyLogLabel, of random: TLSRandom, _ keys: inout KeyLog
    ) {
        switch keys.keep(secret, label, of: random) {
        case .kept, .knownAlready: break
        case .contradicts: reject("another secret than before for client random \(random)")
        case .full: reject("more than \(KeyLog.mostConnections) connections")
        }
    }

    private static func bytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for digit in digits {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            let nibble = UInt8(truncatingIfNeeded: value)
            if let first = high {
                bytes.append(first << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
        return bytes
    }
}
