import TextScreen

/// Which keys terminals mean by which sequences: those of xterm and its kin, of the Linux console, and those that a
/// terminal's description adds.
struct KeySequences {
    /// Sequences of this terminal alone; each begins with ESC.
    private let own: [(bytes: [UInt8], key: Key)]

    init(own: [(bytes: [UInt8], key: Key)] = []) {
        self.own = own.filter { $0.bytes.count > 1 && $0.bytes.count <= 16 && $0.bytes.first == 0x1b }
    }

    /// What a sequence is in the terminal's own description.
    func own(_ bytes: [UInt8]) -> Key? {
        own.first { $0.bytes == bytes }?.key
    }

    /// Whether a sequence of the terminal's own begins so and goes on.
    func goesOn(_ bytes: [UInt8]) -> Bool {
        own.contains { $0.bytes.count > bytes.count && $0.bytes.starts(with: bytes) }
    }

    /// The names of capabilities that are keys.
    static let capabilities: [(name: String, key: Key)] =
        [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("kpp", .pageUp), ("knp", .pageDown),
            ("khome", .home), ("kend", .end), ("kich1", .insert), ("kdch1", .delete), ("kcbt", .backTab),
            ("kent", .enter), ("kbs", .backspace),
        ] + (1...24).map { ("kf\($0)", .function($0)) }

    /// The key of `ESC O` and a letter.
    static func application(_ letter: UInt8) -> Key? {
        switch letter {
        case UInt8(ascii: "M"): .enter
        default: final(letter)
        }
    }

    /// The key of `ESC [`, modifiers, and a letter.
    static func final(_ letter: UInt8) -> Key? {
        switch letter {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "Z"): .backTab
        case UInt8(ascii: "P"): .function(1)
        case UInt8(ascii: "Q"): .function(2)
        case UInt8(ascii: "R"): .function(3)
        case UInt8(ascii: "S"): .function(4)
        default: nil
        }
    }

    /// The key of `ESC [`, a number and `~`.
    static func numbered(_ number: Int) -> Key? {
        switch number {
        case 1, 7: .home
        case 4, 8: .end
        case 2: .insert
        case 3: .delete
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28...29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// The key of one byte of ASCII.
    static func single(_ byte: UInt8) -> Key {
        switch byte {
        case 0x08, 0x7f: .backspace
        case 0x09: .tab
        case 0x0a, 0x0d: .enter
        case 0x1b: .escape
        case 0x00: .control("@")
        case 0x01...0x1a: .control(Unicode.Scalar(byte | 0x60))
        case 0x1c...0x1f: .control(Unicode.Scalar(byte | 0x40))
        default: .character(Unicode.Scalar(byte & 0x7f))
        }
    }
}
