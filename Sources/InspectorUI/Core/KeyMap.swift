package import TextScreen

/// One line of the key table.
struct KeyBinding: Sendable, Hashable {
    /// What the keys do.
    let action: Action
    /// The keys, the one that is shown first.
    let keys: [Key]
    /// A word or two for the line of keys.
    let word: String
    /// What it does, for the help.
    let help: String
    /// The screens on which it means something; empty for all.
    let screens: Set<ScreenKind>
}

/// Which key does what: the table that dispatches, that the line of keys shows, and that the help is made of.
package struct KeyMap: Sendable, Hashable {
    private(set) var bindings: [KeyBinding]
    private var actions: [Key: [Int]] = [:]

    /// The table, with some actions bound to other keys.
    package init(rebound: [Action: [Key]] = [:]) {
        bindings = Self.table
        let taken = Set(rebound.values.joined())
        for index in bindings.indices {
            let binding = bindings[index]
            let keys = rebound[binding.action] ?? binding.keys.filter { !taken.contains($0) }
            bindings[index] = KeyBinding(
                action: binding.action, keys: keys, word: binding.word, help: binding.help, screens: binding.screens)
            for key in keys { actions[key, default: []].append(index) }
        }
    }

    /// What a key does on a screen; nil for nothing.
    package func action(for key: Key, on screen: ScreenKind) -> Action? {
        actions[key]?.lazy.map { bindings[$0] }.first { $0.screens.isEmpty || $0.screens.contains(screen) }?.action
    }

    /// The key that people are told for an action; empty where it has none.
    func keyName(of action: Action) -> String {
        bindings.first { $0.action == action }?.keys.first?.name ?? ""
    }

    /// The lines that mean something on a screen.
    func bindings(on screen: ScreenKind) -> [KeyBinding] {
        bindings.filter { ($0.screens.isEmpty || $0.screens.contains(screen)) && !$0.keys.isEmpty }
    }

    private static let lists: Set<ScreenKind> = [.connections, .messages, .ladder, .heartbeat, .findings]

    private static func bind(
        _ action: Action, _ keys: [Key], _ word: String, _ help: String, on screens: Set<ScreenKind> = []
    ) -> KeyBinding {
        KeyBinding(action: action, keys: keys, word: word, help: help, screens: screens)
    }

    private static let table: [KeyBinding] = [
        bind(.enter, [.enter], "open", "open what is under the cursor"),
        bind(.back, [.character("q"), .escape], "back", "go back; on the first screen, ask to quit"),
        bind(.filter, [.character("f"), .function(7)], "filter", "show only what an expression matches"),
        bind(.search, [.character("/")], "search", "search in what is shown", on: lists),
        bind(.searchNext, [.character("n")], "next", "search the next place", on: lists),
        bind(.searchPrevious, [.character("N")], "previous", "search the previous place", on: lists),
        bind(.mark, [.character(" ")], "mark", "mark, or take the mark away", on: [.connections, .messages]),
        bind(.markAll, [.character("a")], "mark all", "mark all that is shown", on: [.connections, .messages]),
        bind(.nextPane, [.tab], "pane", "go to the next pane or tab"),
        bind(.previousPane, [.backTab], "pane back", "go to the pane or tab before"),
        bind(.export, [.character("s"), .function(2)], "save", "save or export, in any format"),
        bind(.jumpToLadder, [.character("x")], "ladder", "show the ladder of what is under the cursor"),
        bind(.jumpToHeartbeat, [.character("b")], "heartbeat", "show the heartbeat of what is under the cursor"),
        bind(.filterFromCell, [.character("F")], "by cell", "filter by the cell under the cursor", on: lists),
        bind(.timeFormat, [.character("t")], "time", "change how times are shown"),
        bind(
            .hideControl, [.character("H")], "heartbeats", "hide or show control messages",
            on: [.messages, .ladder]),
        bind(.follow, [.character("A")], "follow", "stay at the newest row"),
        bind(.pause, [.character("p")], "pause", "stop the display; traffic goes on"),
        bind(
            .sortPrevious, [.character("<")], "sort left", "sort by the column before",
            on: [.connections, .statistics]),
        bind(
            .sortNext, [.character(">")], "sort right", "sort by the next column", on: [.connections, .statistics]),
        bind(
            .reverse, [.character("z")], "reverse", "sort the other way round",
            on: [.connections, .findings, .statistics]),
        bind(.columns, [.character("o")], "columns", "choose and order the columns", on: [.connections]),
        bind(.fold, [.character("-")], "fold", "fold or unfold what is under the cursor", on: [.messages]),
        bind(.foldAll, [.character("=")], "fold all", "fold or unfold everything", on: [.messages]),
        bind(
            .changeView, [.character("w")], "view",
            "another view; in hex: wire or inflated bytes; of heartbeats: WebSocket's or the application's",
            on: [.messages, .heartbeat]),
        bind(.copy, [.character("y")], "copy", "copy to the clipboard (OSC 52, over ssh too)"),
        bind(.page, [.character("v")], "pager", "open the payload in $PAGER", on: [.messages, .ladder]),
        bind(.clear, [.character("Z")], "clear", "hide what was seen so far", on: [.connections, .messages]),
        bind(.screenConnections, [.character("1")], "", "the connections"),
        bind(.screenMessages, [.character("2")], "", "the messages"),
        bind(.screenLadder, [.character("3")], "", "the ladder"),
        bind(.screenHeartbeat, [.character("4")], "", "the heartbeat"),
        bind(.screenHandshake, [.character("5")], "", "the handshake"),
        bind(.screenFindings, [.character("6")], "", "the findings"),
        bind(.screenStatistics, [.character("7")], "", "the statistics"),
        bind(.moveUp, [.up, .character("k")], "", "a row up"),
        bind(.moveDown, [.down, .character("j")], "", "a row down"),
        bind(.moveLeft, [.left, .character("h")], "", "left"),
        bind(.moveRight, [.right, .character("l")], "", "right"),
        bind(.pageUp, [.pageUp, .control("b")], "", "a page up"),
        bind(.pageDown, [.pageDown, .control("f")], "", "a page down"),
        bind(.halfPageUp, [.control("u")], "", "half a page up"),
        bind(.halfPageDown, [.control("d")], "", "half a page down"),
        bind(.moveToStart, [.home, .character("g")], "", "to the first row"),
        bind(.moveToEnd, [.end, .character("G")], "", "to the last row, and stay at the newest"),
        bind(.redraw, [.control("l")], "", "draw the screen anew"),
        bind(.help, [.character("?"), .function(1)], "help", "show this help"),
        bind(.quit, [.character("Q"), .control("c")], "quit", "quit at once"),
    ]
}
