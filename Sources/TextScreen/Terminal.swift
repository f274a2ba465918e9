/// What comes from a terminal.
package enum TerminalInput: Sendable, Hashable {
    /// A key.
    case key(Key)
    /// Text that was pasted in one piece.
    case paste(String)
    /// The mouse.
    case mouse(MouseEvent)
    /// The terminal has another size now, or its contents were lost.
    case resized
    /// Somebody else has news: the interface was woken.
    case woken
    /// The program is asked to end (SIGTERM, SIGINT), or its terminal is gone (SIGHUP).
    case ended
}

/// What is asked of a terminal.
package protocol Terminal: AnyObject {
    /// How large it is at the moment.
    var size: ScreenSize { get }
    /// Whether only ASCII can be shown.
    var isASCII: Bool { get }

    /// Shows a screen.
    func show(_ screen: Screen)

    /// Waits for what comes next, for so many milliseconds at most: 0 does not wait, nil waits as long as it takes. Nil
    /// where nothing came.
    func nextInput(within milliseconds: Int?) -> TerminalInput?

    /// Gives the terminal to another program while `body` runs, and takes it back.
    func lend(_ body: () -> Void)

    /// Asks the terminal to put text on the clipboard (OSC 52).
    func copy(_ text: String)
}
