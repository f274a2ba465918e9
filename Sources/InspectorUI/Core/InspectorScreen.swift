import TextScreen

/// One of the screens. A screen changes in `perform`, `click`, `work` and `prepare`, and only shows itself in `draw`.
protocol InspectorScreen {
    /// Which one it is.
    var kind: ScreenKind { get }

    /// What it is about, for the bar above it and for other screens.
    var target: ScreenTarget { get }

    /// What it is about in words, for the bar above it; empty for everything.
    func title(_ shared: Shared) -> String

    /// Does what a key means; false where it means nothing here.
    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool

    /// Takes what the mouse did inside of its area.
    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared)

    /// Searches for a text in what is shown, from the cursor on: forwards, or backwards. False where there is none.
    mutating func search(_ text: String, forwards: Bool, _ shared: inout Shared) -> SearchOutcome

    /// Takes note that the filter, the marks or the settings changed.
    mutating func refresh(_ shared: inout Shared)

    /// Goes on with what takes long until `isDue` says that it is time for something else; true where there is more to do.
    mutating func work(_ shared: inout Shared, isDue: () -> Bool) -> Bool

    /// Reads what will be drawn in an area.
    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared)

    /// Draws what was prepared.
    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared)
}

/// What a search came to.
enum SearchOutcome: Sendable, Hashable {
    /// The cursor is where it was found.
    case found
    /// It is nowhere in that direction.
    case missing
    /// It goes on in `work`; the screen says itself what it comes to.
    case searching
    /// This screen cannot be searched.
    case impossible
}

extension InspectorScreen {
    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {}
    mutating func search(_ text: String, forwards: Bool, _ shared: inout Shared) -> SearchOutcome { .impossible }
    mutating func refresh(_ shared: inout Shared) {}
    mutating func work(_ shared: inout Shared, isDue: () -> Bool) -> Bool { false }
}

/// Something in front of a screen that takes the keys while it is there.
protocol InspectorDialog {
    /// Takes a key; says whether the dialog stays.
    mutating func press(_ key: Key, _ shared: inout Shared) -> DialogOutcome

    /// Takes text that was pasted.
    mutating func paste(_ text: String, _ shared: inout Shared)

    /// Takes note of how an export goes; says whether the dialog stays.
    mutating func take(_ report: ExportReport, _ shared: inout Shared) -> DialogOutcome

    /// Takes note of the area in which it will be drawn.
    mutating func prepare(_ area: ScreenArea)

    /// Draws it into the area between the bars: a box, or a line at its bottom.
    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared)
}

/// What becomes of a dialog.
enum DialogOutcome: Sendable, Hashable {
    case stays, closes
}

extension InspectorDialog {
    mutating func prepare(_ area: ScreenArea) {}
    mutating func paste(_ text: String, _ shared: inout Shared) {}
    mutating func take(_ report: ExportReport, _ shared: inout Shared) -> DialogOutcome { .stays }
}
