/// A key that was pressed.
package enum Key: Sendable, Hashable {
    /// A key that writes a character.
    case character(Unicode.Scalar)
    /// Control and a letter, in lower case.
    case control(Unicode.Scalar)
    /// Alt and a key that writes a character.
    case alt(Unicode.Scalar)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, pageUp, pageDown, home, end
    /// A function key, from 1.
    case function(Int)
}

extension Key {
    /// The name by which people and the config call it: `q`, `^d`, `M-x`, `Enter`, `F2`, `PgDn`, `Space`.
    package var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let scalar): String(Character(scalar))
        case .control(let scalar): "^\(scalar)"
        case .alt(let scalar): "M-\(scalar)"
        case .function(let number): "F\(number)"
        default: Self.named.first { $0.key == self }?.name ?? ""
        }
    }

    /// The key of a name, in any case where it is a word; nil where there is none.
    package init?(name: String) {
        let scalars = Array(name.unicodeScalars)
        if scalars.count == 1 {
            self = .character(scalars[0])
        } else if scalars.count == 2, scalars[0] == "^", (0x40..<0x7f).contains(scalars[1].value) {
            self = Self.control(named: UInt8(scalars[1].value))
        } else if scalars.count == 3, name.hasPrefix("M-") {
            self = .alt(scalars[2])
        } else if let number = Int(name.dropFirst()), name.lowercased().hasPrefix("f"), (1...24).contains(number) {
            self = .function(number)
        } else if name.lowercased() == "space" {
            self = .character(" ")
        } else {
            guard let key = Self.named.first(where: { $0.name.lowercased() == name.lowercased() })?.key else {
                return nil
            }
            self = key
        }
    }

    /// The key of Control and a character. Terminals tell some of them by the same byte as another key, whose name counts.
    private static func control(named byte: UInt8) -> Key {
        switch byte | 0x20 {
        case UInt8(ascii: "h"): .backspace
        case UInt8(ascii: "i"): .tab
        case UInt8(ascii: "j"), UInt8(ascii: "m"): .enter
        case UInt8(ascii: "{"): .escape
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .control(Unicode.Scalar(byte | 0x20))
        default: .control(Unicode.Scalar(byte))
        }
    }

    private static let named: [(key: Key, name: String)] = [
        (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "S-Tab"), (.backspace, "Backspace"),
        (.delete, "Del"), (.insert, "Ins"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
        (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.home, "Home"), (.end, "End"),
    ]
}

/// What the mouse did.
package struct MouseEvent: Sendable, Hashable {
    /// What it did.
    package enum Kind: Sendable, Hashable {
        case click, doubleClick, wheelUp, wheelDown
    }

    /// What it did.
    package let kind: Kind
    /// The line.
    package let row: Int
    /// The column.
    package let column: Int

    /// What the mouse did where.
    package init(_ kind: Kind, row: Int, column: Int) {
        self.kind = kind
        self.row = row
        self.column = column
    }
}
