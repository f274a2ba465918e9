import TextScreen

/// What stands for emphasis where colours do not, and beside them.
struct Attributes: OptionSet, Hashable {
    let rawValue: UInt8

    static let bold = Attributes(rawValue: 1)
    static let dim = Attributes(rawValue: 2)
    static let underline = Attributes(rawValue: 4)
    static let reverse = Attributes(rawValue: 8)
}

/// How a style looks: colours by their numbers (-1 is the terminal's own), and attributes.
struct Look: Hashable {
    var foreground: Int32 = -1
    var background: Int32 = -1
    var attributes: Attributes = []
}

/// The colours of roles: the only place that knows them.
///
/// Client and server are told apart by blue and orange, which are not mistaken for each other by people who do not tell
/// red from green.
struct Palette {
    /// What a terminal can show.
    enum Depth: CaseIterable {
        /// No colours: bold, underlined and reversed text instead.
        case monochrome
        /// The eight colours of ECMA-48.
        case eight
        /// The 256 colours of xterm.
        case many
    }

    /// What the terminal can show.
    let depth: Depth
    /// Whether its background is light.
    let isLight: Bool

    /// How a style looks.
    func look(_ style: Style) -> Look {
        var look = roleLook(style.role)
        if style.emphasis.contains(.bold) {
            look.attributes.insert(.bold)
            look.attributes.remove(.dim)
        }
        if style.emphasis.contains(.underlined) { look.attributes.insert(.underline) }
        if style.emphasis.contains(.selected) { select(&look, style.role) }
        if style.emphasis.contains(.reversed) { look.attributes.formSymmetricDifference(.reverse) }
        return look
    }

    /// A selected row has a background of its own. Roles keep their colours on it where there are colours enough.
    private func select(_ look: inout Look, _ role: Role) {
        switch depth {
        case .monochrome:
            look.attributes.insert(.reverse)
            look.attributes.remove(.dim)
        case .eight:
            look = Look(foreground: Self.black, background: Self.cyan, attributes: look.attributes)
            look.attributes.subtract([.dim, .reverse])
        case .many:
            if look.background < 0 { look.background = isLight ? 153 : 24 }
            look.attributes.remove(.dim)
            if role == .plain { look.foreground = isLight ? 16 : 231 }
            if role == .faint || role == .comment || role == .border { look.foreground = isLight ? 238 : 252 }
            if role == .control { look.foreground = isLight ? 238 : 253 }
        }
    }

    private func roleLook(_ role: Role) -> Look {
        switch depth {
        case .monochrome: return Look(attributes: Self.monochrome(role))
        case .eight:
            let (dark, light, attributes) = Self.eight(role)
            let pair = isLight ? light : dark
            return Look(foreground: pair.0, background: pair.1, attributes: attributes)
        case .many:
            let (dark, light, attributes) = Self.many(role)
            let pair = isLight ? light : dark
            return Look(foreground: pair.0, background: pair.1, attributes: attributes)
        }
    }

    private typealias Pair = (Int32, Int32)
    private static let black: Int32 = 0
    private static let red: Int32 = 1
    private static let green: Int32 = 2
    private static let yellow: Int32 = 3
    private static let blue: Int32 = 4
    private static let magenta: Int32 = 5
    private static let cyan: Int32 = 6
    private static let white: Int32 = 7

    /// 256 colours: text and its background, on dark and on light, and attributes.
    private static func many(_ role: Role) -> (dark: Pair, light: Pair, Attributes) {
        switch role {
        case .plain: ((-1, -1), (-1, -1), [])
        case .faint: ((245, -1), (242, -1), [])
        case .heading: ((153, -1), (25, -1), .bold)
        case .bar: ((231, 238), (16, 252), [])
        case .key: ((220, 238), (25, 252), .bold)
        case .client: ((81, -1), (26, -1), [])
        case .server: ((215, -1), (130, -1), [])
        case .control: ((247, -1), (241, -1), [])
        case .good: ((114, -1), (28, -1), [])
        case .note: ((117, -1), (25, -1), [])
        case .warning: ((221, -1), (94, -1), .bold)
        case .error: ((231, 160), (231, 160), .bold)
        case .name: ((110, -1), (24, -1), [])
        case .string: ((150, -1), (22, -1), [])
        case .number: ((179, -1), (94, -1), [])
        case .word: ((176, -1), (90, -1), [])
        case .punctuation: ((246, -1), (242, -1), [])
        case .comment: ((244, -1), (243, -1), [])
        case .bytes: ((252, -1), (236, -1), [])
        case .match: ((16, 220), (16, 220), [])
        case .mark: ((213, -1), (127, -1), .bold)
        case .graph: ((74, -1), (31, -1), [])
        case .peak: ((209, -1), (166, -1), .bold)
        case .input: ((231, 236), (16, 254), [])
        case .inputGood: ((231, 22), (16, 194), [])
        case .inputBad: ((231, 88), (16, 224), [])
        case .border: ((240, -1), (247, -1), [])
        }
    }

    /// Eight colours. Yellow on white and blue on black cannot be read: neither occurs.
    private static func eight(_ role: Role) -> (dark: Pair, light: Pair, Attributes) {
        switch role {
        case .plain, .bytes: ((-1, -1), (-1, -1), [])
        case .faint, .control, .punctuation, .comment, .border: ((-1, -1), (-1, -1), .dim)
        case .heading: ((-1, -1), (-1, -1), .bold)
        case .bar: ((black, white), (white, black), [])
        case .key: ((blue, white), (cyan, black), .bold)
        case .client: ((cyan, -1), (blue, -1), [])
        case .server: ((yellow, -1), (red, -1), [])
        case .good: ((green, -1), (green, -1), [])
        case .note: ((cyan, -1), (blue, -1), .bold)
        case .warning: ((yellow, -1), (magenta, -1), .bold)
        case .error: ((white, red), (white, red), .bold)
        case .name: ((cyan, -1), (blue, -1), [])
        case .string: ((green, -1), (green, -1), [])
        case .number: ((yellow, -1), (red, -1), [])
        case .word: ((magenta, -1), (magenta, -1), [])
        case .match: ((black, yellow), (black, yellow), [])
        case .mark: ((magenta, -1), (magenta, -1), .bold)
        case .graph: ((cyan, -1), (blue, -1), [])
        case .peak: ((yellow, -1), (red, -1), .bold)
        case .input: ((-1, -1), (-1, -1), .underline)
        case .inputGood: ((green, -1), (green, -1), .underline)
        case .inputBad: ((white, red), (white, red), [])
        }
    }

    /// No colours.
    private static func monochrome(_ role: Role) -> Attributes {
        switch role {
        case .plain, .client, .good, .string, .number, .punctuation, .bytes, .control, .graph, .border: []
        case .faint, .comment: .dim
        case .server, .note, .heading, .word, .name, .mark, .peak: .bold
        case .bar, .match: .reverse
        case .key: [.reverse, .bold]
        case .warning: [.bold, .underline]
        case .error: [.bold, .reverse]
        case .input, .inputGood: .underline
        case .inputBad: [.underline, .bold]
        }
    }
}
