internal import CNCurses
import Glibc
package import TextScreen

/// A terminal that ncurses paints, and whose keys are read. There is one at a time, and one thread uses it; its waker is
/// for all.
@safe package final class CursesTerminal: Terminal {
    /// How large it is at the moment.
    package private(set) var size: ScreenSize
    /// Whether only ASCII can be shown.
    package let isASCII: Bool
    /// Lets `nextInput` give `.woken`, from any thread.
    package let waker = TerminalWaker()
    /// The signal that asked the program to end, once one has.
    package private(set) var endingSignal: Int32?

    private let input: Int32
    private let output: Int32
    private let usesMouse: Bool
    private let usesModes: Bool
    private let settings: termios
    private let saved: UInt
    private let signals = SignalInbox()
    private let screen: OpaquePointer
    private var isOpen = true
    private var inputIsOver = false
    private var painter: RowPainter
    private var decoder: InputDecoder
    private var inputs: [TerminalInput] = []
    /// When bytes were read last, in nanoseconds of the monotonic clock.
    private var lastRead: UInt64 = 0
    private var nextIndex = 0
    private var shown: Screen?

    /// Keeps the signals that a terminal's program takes for it. To be called first, before there are other threads.
    package static func blockSignals() {
        SignalInbox.block()
    }

    /// Gives the terminal back where the process crashes, before it crashes as it would have.
    package static func restoreOnCrash() {
        TerminalState.restoreOnCrash()
    }

    /// Takes the process's terminal.
    package init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
        guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
        let input = isatty(STDIN_FILENO) == 1 ? STDIN_FILENO : unsafe Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
        var settings = termios()
        guard input >= 0, unsafe tcgetattr(input, &settings) == 0 else { throw .noKeyboard }
        SignalInbox.block()
        self.input = input
        output = STDOUT_FILENO
        self.settings = settings
        isASCII = TerminalDescription.chooseCharacters()
        unsafe screen = try Self.open(input: input, output: output)
        usesModes = TerminalDescription.capability("smcup") != nil
        usesMouse = options.usesMouse && usesModes
        saved = TerminalState.remember(
            input, settings, restoring: TerminalDescription.restoring(usesModes: usesModes, usesMouse: usesMouse))
        TerminalState.arm(saved)
        decoder = InputDecoder(keys: TerminalDescription.keys())
        painter = RowPainter(palette: Self.palette(options), isASCII: isASCII)
        size = Self.currentSize
        _ = (raw(), noecho(), nonl(), curs_set(0))
        _ = unsafe (keypad(ncurses_screen(), true), typeahead(-1))
        if usesModes { send(TerminalDescription.enabling(usesMouse: usesMouse)) }
    }

    deinit {
        close()
    }

    /// Gives the terminal back. Nothing is shown and nothing is read after that.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        giveBack()
        unsafe delscreen(screen)
        if input != STDIN_FILENO { Glibc.close(input) }
    }

    /// Shows a screen; what has not changed since the last one is not sent.
    package func show(_ screen: Screen) {
        guard isOpen else { return }
        let isComparable = shown?.size == screen.size
        for row in 0..<min(screen.size.rows, size.rows) {
            if isComparable, shown?.hasSameRow(row, as: screen) == true { continue }
            painter.paint(screen, row: row, columns: min(screen.size.columns, size.columns))
        }
        if shown?.cursor != screen.cursor || shown == nil { curs_set(screen.cursor == nil ? 0 : 1) }
        if let cursor = screen.cursor {
            unsafe wmove(ncurses_screen(), Int32(clamping: cursor.row), Int32(clamping: cursor.column))
        }
        unsafe wrefresh(ncurses_screen())
        shown = screen
    }

    /// Asks the terminal to put text on the clipboard. It does not say whether it does, and some need to be told first that
    /// they may. Text beyond about 74 KB is left out.
    package func copy(_ text: String) {
        guard isOpen, usesModes else { return }
        send(Clipboard.request(text, insideTmux: TerminalDescription.environment("TMUX") != nil))
    }

    /// Gives the terminal to another program while `body` runs, and takes it back.
    package func lend(_ body: () -> Void) {
        guard isOpen else { return body() }
        giveBack()
        SignalInbox.unblocked(body)
        takeBack()
    }
}

extension CursesTerminal {
    /// Waits for what comes next: a key, the mouse, a call of the waker, a signal; for so many milliseconds at most.
    package func nextInput(within milliseconds: Int?) -> TerminalInput? {
        guard isOpen else { return nil }
        let deadline = milliseconds.map { Self.now + UInt64(max(0, min($0, 1 << 31))) * 1_000_000 }
        while true {
            if let input = nextRead() { return input }
            let settling = decoder.patience.map { lastRead &+ UInt64($0) * 1_000_000 }
            let (now, end) = (Self.now, min(deadline ?? .max, settling ?? .max))
            let wait = end == .max ? -1 : end > now ? Int((end - now) / 1_000_000) + 1 : 0
            var files = [
                pollfd(fd: inputIsOver ? -1 : input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: waker.file, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.file, events: Int16(POLLIN), revents: 0),
            ]
            guard unsafe poll(&files, 3, Int32(clamping: wait)) >= 0 || errno == EINTR else { return endOfInput() }
            if files[2].revents != 0, let input = takeSignal() { return input }
            if files[0].revents != 0 {
                read()
            } else if let settling, Self.now >= settling {
                decoder.settle(into: &inputs)
            }
            if files[1].revents != 0, waker.take() { inputs.append(.woken) }
            if inputs.isEmpty, let deadline, Self.now >= deadline { return nil }
        }
    }

    /// The next of what has been read.
    private func nextRead() -> TerminalInput? {
        while nextIndex < inputs.count {
            let input = inputs[nextIndex]
            nextIndex += 1
            if nextIndex == inputs.count {
                inputs.removeAll(keepingCapacity: true)
                nextIndex = 0
            }
            guard input == .key(.control("z")) else { return input }
            stop(group: true)
            return .resized
        }
        return nil
    }

    private func read() {
        lastRead = Self.now
        var isOver = false
        unsafe withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 1) { block in
            let count = unsafe Glibc.read(input, block.baseAddress, block.count)
            if count > 0 {
                for index in 0..<count { decoder.feed(unsafe block[index], at: lastRead, into: &inputs) }
            } else {
                isOver = count == 0 || (errno != EINTR && errno != EAGAIN)
            }
        }
        if isOver, let end = endOfInput() { inputs.append(end) }
    }

    /// The terminal is gone: told once.
    private func endOfInput() -> TerminalInput? {
        guard !inputIsOver else { return nil }
        inputIsOver = true
        return .ended
    }

    private func takeSignal() -> TerminalInput? {
        guard let number = signals.next() else { return nil }
        switch number {
        case SIGWINCH:
            resize()
            return .resized
        case SIGCONT:
            takeBack()
            return .resized
        case SIGTSTP:
            stop(group: false)
            return .resized
        default:
            endingSignal = number
            return .ended
        }
    }

    /// Stops as Ctrl-Z does, with a terminal as it was before.
    private func stop(group: Bool) {
        giveBack()
        SignalInbox.stop(group: group)
        takeBack()
    }

    private func giveBack() {
        if usesModes { send(TerminalDescription.disabling(usesMouse: usesMouse)) }
        curs_set(1)
        endwin()
        var settings = settings
        unsafe tcsetattr(input, TCSADRAIN, &settings)
        TerminalState.disarm()
    }

    private func takeBack() {
        TerminalState.arm(saved)
        reset_prog_mode()
        resize()
        unsafe clearok(ncurses_screen(), true)
        unsafe wrefresh(ncurses_screen())
        curs_set(shown?.cursor == nil ? 0 : 1)
        if usesModes { send(TerminalDescription.enabling(usesMouse: usesMouse)) }
    }

    /// Takes the size that the terminal has now. All is painted anew.
    private func resize() {
        var (rows, columns): (Int32, Int32) = (0, 0)
        if unsafe ncurses_size(output, &rows, &columns) != 0 {
            resize_term(min(rows, Self.mostRows), min(columns, Self.mostColumns))
        }
        size = Self.currentSize
        shown = nil
        unsafe clearok(ncurses_screen(), true)
    }

    private func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EAGAIN {
                var file = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&file, 1, 1_000)
            } else if count <= 0, errno != EINTR {
                return
            }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static let mostRows: Int32 = 1_000
    private static let mostColumns: Int32 = 2_000

    private static var currentSize: ScreenSize {
        ScreenSize(columns: Int(unsafe getmaxx(ncurses_screen())), rows: Int(unsafe getmaxy(ncurses_screen())))
    }

    private static var now: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(clamping: time.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec)
    }

    /// Opens the terminal with the name that the environment has for it, or with one that is like it.
    private static func open(input: Int32, output: Int32) throws(TerminalError) -> OpaquePointer {
        guard let name = TerminalDescription.environment("TERM") else { throw .unnamed }
        use_env(false)
        use_tioctl(true)
        let others = TerminalDescription.substitutes(
            of: name, colourTerm: TerminalDescription.environment("COLORTERM"))
        let opened = unsafe SignalInbox.keepingHandlers { () -> OpaquePointer? in
            for name in [name] + others {
                if let screen = unsafe ncurses_open(name, input, output) { return unsafe Optional(screen) }
            }
            return nil
        }
        guard let screen = unsafe opened else { throw .unknown(name) }
        guard TerminalDescription.capability("cup") != nil, TerminalDescription.capability("clear") != nil else {
            endwin()
            unsafe delscreen(screen)
            throw .incapable(name)
        }
        return unsafe screen
    }

    private static func palette(_ options: TerminalOptions) -> Palette {
        let wanted = options.usesColours && TerminalDescription.environment("NO_COLOR") == nil
        var depth = Palette.Depth.monochrome
        if wanted, has_colors(), start_color() == OK, use_default_colors() == OK {
            depth = ncurses_colours() >= 256 ? .many : ncurses_colours() >= 8 ? .eight : .monochrome
        }
        let isLight = TerminalDescription.isLight(
            options.background, TerminalDescription.environment("COLORFGBG"))
        return Palette(depth: depth, isLight: isLight)
    }
}
