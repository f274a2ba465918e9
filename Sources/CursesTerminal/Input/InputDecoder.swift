import TextScreen

/// Makes keys, pastes and the mouse's doings of the bytes that a terminal sends, however they arrive.
///
/// Where a sequence does not go on within the escape delay, `settle` makes of it what it is by itself: the Escape key, or
/// Alt and a key. What no terminal means is passed over.
struct InputDecoder {
    /// Bytes of a paste that are kept at most; what goes beyond is left out.
    static let pasteLimit = 1 << 20
    /// Bytes of a sequence at most; of a terminal's answer to a question that nobody asked.
    static let sequenceLimit = 64
    static let answerLimit = 4096
    /// Two clicks at a place within so many nanoseconds are a double click.
    static let doubleClickTime: UInt64 = 400_000_000

    private enum State {
        /// Between keys.
        case ground
        /// In the midst of a character's UTF-8, after ESC where it is with Alt.
        case character(value: UInt32, missing: Int, least: UInt32, isAlt: Bool)
        /// After ESC.
        case sequence
        /// In an answer, which ends with BEL or ESC \.
        case answer(count: Int, afterEscape: Bool)
        /// In a paste.
        case paste
    }

    private let keys: KeySequences
    private var state = State.ground
    private var sequence: [UInt8] = []
    private var pasted: [UInt8] = []
    private var lastClick: (row: Int, column: Int, time: UInt64)?

    init(keys: KeySequences = KeySequences()) {
        self.keys = keys
    }

    /// How many milliseconds to wait for more before `settle`; nil where nothing is open.
    var patience: Int? {
        switch state {
        case .ground: nil
        case .paste: 2_000
        case .answer: 500
        case .character: 100
        // Whoever presses Esc waits for it; a terminal writes a sequence at once.
        case .sequence: 10
        }
    }

    /// Takes a byte that came at a time, in nanoseconds of any clock that does not go back.
    mutating func feed(_ byte: UInt8, at time: UInt64, into inputs: inout [TerminalInput]) {
        switch state {
        case .ground: begin(byte, isAlt: false, into: &inputs)
        case .character(let value, let missing, let least, let isAlt):
            continueCharacter(byte, value, missing, least, isAlt, into: &inputs)
        case .sequence: continueSequence(byte, at: time, into: &inputs)
        case .answer(let count, let afterEscape):
            if byte == 0x07 || afterEscape && byte == 0x5c || count >= Self.answerLimit {
                state = .ground
            } else {
                state = .answer(count: count + 1, afterEscape: byte == 0x1b)
            }
        case .paste: continuePaste(byte, into: &inputs)
        }
    }

    /// Nothing came for a while: what is open is what it is.
    mutating func settle(into inputs: inout [TerminalInput]) {
        switch state {
        case .ground, .character, .answer: break
        case .sequence:
            inputs.append(.key(.escape))
            if sequence.count == 2 {
                inputs.removeLast()
                inputs.append(.key(.alt(Unicode.Scalar(sequence[1] & 0x7f))))
            }
        case .paste: endPaste(into: &inputs)
        }
        sequence.removeAll(keepingCapacity: true)
        state = .ground
    }

    private mutating func begin(_ byte: UInt8, isAlt: Bool, into inputs: inout [TerminalInput]) {
        state = .ground
        switch byte {
        case 0x1b:
            sequence = [byte]
            state = .sequence
        case 0..<0x80:
            let key = KeySequences.single(byte)
            if isAlt, case .character(let scalar) = key {
                inputs.append(.key(.alt(scalar)))
            } else {
                inputs.append(.key(key))
            }
        case 0xc2...0xdf: state = .character(value: UInt32(byte & 0x1f), missing: 1, least: 0x80, isAlt: isAlt)
        case 0xe0...0xef: state = .character(value: UInt32(byte & 0x0f), missing: 2, least: 0x800, isAlt: isAlt)
        case 0xf0...0xf4: state = .character(value: UInt32(byte & 0x07), missing: 3, least: 0x10000, isAlt: isAlt)
        default: break
        }
    }

    private mutating func continueCharacter(
        _ byte: UInt8, _ value: UInt32, _ missing: Int, _ least: UInt32, _ isAlt: Bool,
        into inputs: inout [TerminalInput]
    ) {
        guard byte & 0xc0 == 0x80 else {
            begin(byte, isAlt: false, into: &inputs)
            return
        }
        let value = value << 6 | UInt32(byte & 0x3f)
        guard missing == 1 else {
            state = .character(value: value, missing: missing - 1, least: least, isAlt: isAlt)
            return
        }
        state = .ground
        guard value >= least, value >= 0xa0, let scalar = Unicode.Scalar(value) else { return }
        inputs.append(.key(isAlt ? .alt(scalar) : .character(scalar)))
    }

    private mutating func continueSequence(_ byte: UInt8, at time: UInt64, into inputs: inout [TerminalInput]) {
        if byte == 0x1b {
            if sequence.count == 1 { inputs.append(.key(.escape)) }
            begin(byte, isAlt: false, into: &inputs)
            return
        }
        sequence.append(byte)
        if let key = keys.own(sequence) {
            state = .ground
            inputs.append(.key(key))
            return
        }
        if sequence.count == 2 {
            continueAfterEscape(byte, into: &inputs)
        } else if sequence[1] == UInt8(ascii: "O") {
            state = .ground
            if let key = KeySequences.application(byte) { inputs.append(.key(key)) }
        } else if sequence[1] == UInt8(ascii: "[") {
            continueControlSequence(byte, at: time, into: &inputs)
        } else if Self.answers.contains(sequence[1]) {
            state = byte == 0x07 ? .ground : .answer(count: 1, afterEscape: false)
        } else if !keys.goesOn(sequence) {
            state = .ground
        }
    }

    /// What answers begin with after ESC.
    private static let answers: Set<UInt8> = Set("]P_^".utf8)

    private mutating func continueAfterEscape(_ byte: UInt8, into inputs: inout [TerminalInput]) {
        // What begins a sequence goes on at once; settling makes Alt and a key of what does not.
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") || Self.answers.contains(byte) { return }
        if !keys.goesOn(sequence) { begin(byte, isAlt: true, into: &inputs) }
    }

    private mutating func continueControlSequence(_ byte: UInt8, at time: UInt64, into inputs: inout [TerminalInput]) {
        let isX10 = sequence.count > 2 && sequence[2] == UInt8(ascii: "M")
        if isX10 {
            guard sequence.count == 6 else { return }
            state = .ground
            let numbers = sequence[3...].map { Int($0) - 32 }
            mouse(numbers[0], column: numbers[1], row: numbers[2], at: time, into: &inputs)
            return
        }
        if sequence.count == 3, byte == UInt8(ascii: "[") { return }
        switch byte {
        case 0x40...0x7e:
            state = .ground
            finish(byte, at: time, into: &inputs)
        case 0x20...0x3f where sequence.count < Self.sequenceLimit: break
        default: state = .ground
        }
    }
}

extension InputDecoder {
    /// A control sequence is whole.
    private mutating func finish(_ final: UInt8, at time: UInt64, into inputs: inout [TerminalInput]) {
        let parameters = sequence[2..<sequence.count - 1]
        if parameters.first == UInt8(ascii: "[") {
            let number = Int(final) - 0x40
            if (1...5).contains(number) { inputs.append(.key(.function(number))) }
            return
        }
        if parameters.first == UInt8(ascii: "<") {
            let numbers = Self.numbers(parameters.dropFirst())
            guard final == UInt8(ascii: "M"), numbers.count == 3 else { return }
            mouse(numbers[0], column: numbers[1], row: numbers[2], at: time, into: &inputs)
            return
        }
        let numbers = Self.numbers(parameters)
        switch final {
        case UInt8(ascii: "~") where numbers.first == 200:
            pasted.removeAll(keepingCapacity: false)
            state = .paste
        case UInt8(ascii: "~") where numbers.first == 27 && numbers.count == 3:
            if let key = Self.key(code: numbers[2], modifiers: numbers[1]) { inputs.append(.key(key)) }
        case UInt8(ascii: "~"):
            if let number = numbers.first, let key = KeySequences.numbered(number) { inputs.append(.key(key)) }
        case UInt8(ascii: "u"):
            guard let code = numbers.first else { return }
            let key = Self.key(code: code, modifiers: numbers.count > 1 ? numbers[1] : 1)
            if let key { inputs.append(.key(key)) }
        default:
            if let key = KeySequences.final(final) { inputs.append(.key(key)) }
        }
    }

    /// A key that a terminal tells by its character's number and what was held beside it: 1 and 2 for Alt, 4 for Control.
    private static func key(code: Int, modifiers: Int) -> Key? {
        guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value) else { return nil }
        let held = max(0, modifiers - 1)
        if value == 9, held & 1 != 0 { return .backTab }
        if held & 4 != 0, scalar.isASCII, scalar.properties.isAlphabetic {
            return .control(Unicode.Scalar(UInt8(value) | 0x20))
        }
        if let byte = UInt8(exactly: value), byte < 0x20 || byte == 0x7f { return KeySequences.single(byte) }
        guard value < 0x7f || value >= 0xa0 else { return nil }
        return held & 2 != 0 ? .alt(scalar) : .character(scalar)
    }

    /// Numbers between semicolons; those that are missing or absurd count as 0.
    private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
        bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
            part.prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(9).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
    }

    /// The mouse did something, in a column and row from 1.
    private mutating func mouse(
        _ button: Int, column: Int, row: Int, at time: UInt64, into inputs: inout [TerminalInput]
    ) {
        guard row > 0, column > 0, button >= 0 else { return }
        let isMotion = button & 32 != 0
        switch button & ~28 {
        case 64: inputs.append(.mouse(MouseEvent(.wheelUp, row: row - 1, column: column - 1)))
        case 65: inputs.append(.mouse(MouseEvent(.wheelDown, row: row - 1, column: column - 1)))
        case 0 where !isMotion:
            let isSecond = lastClick.map {
                $0.row == row && $0.column == column && time >= $0.time && time - $0.time <= Self.doubleClickTime
            }
            lastClick = isSecond == true ? nil : (row, column, time)
            let kind: MouseEvent.Kind = isSecond == true ? .doubleClick : .click
            inputs.append(.mouse(MouseEvent(kind, row: row - 1, column: column - 1)))
        default: break
        }
    }

    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    private mutating func continuePaste(_ byte: UInt8, into inputs: inout [TerminalInput]) {
        pasted.append(byte)
        if byte == UInt8(ascii: "~"), pasted.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
            pasted.removeLast(Self.pasteEnd.count)
            endPaste(into: &inputs)
        } else if pasted.count > Self.pasteLimit + Self.pasteEnd.count {
            // Beyond the limit only what may become the end is kept.
            pasted.remove(at: Self.pasteLimit)
        }
    }

    private mutating func endPaste(into inputs: inout [TerminalInput]) {
        state = .ground
        var text = ""
        text.unicodeScalars.reserveCapacity(pasted.count)
        var afterReturn = false
        for scalar in String(decoding: pasted.prefix(Self.pasteLimit), as: UTF8.self).unicodeScalars {
            if !(afterReturn && scalar == "\n") { text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar) }
            afterReturn = scalar == "\r"
        }
        pasted = []
        inputs.append(.paste(text))
    }
}
