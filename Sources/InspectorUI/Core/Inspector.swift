package import ByteStreams
import Filters
package import Sessions
package import TextScreen

/// The interface: one state, changed by events in one place, and drawn without being changed.
package struct Inspector {
    /// What all screens know together.
    private(set) var shared: Shared
    /// The screens above each other; the first stays.
    private(set) var stack: [any InspectorScreen]
    /// What is in front of the screen.
    private(set) var dialog: (any InspectorDialog)?
    /// What was said last, until a key is pressed.
    private(set) var saying: (words: String, role: Role)?
    private var lastSearch = ""
    private var worksOnScreen = false

    /// Seconds to add to UTC at a time (in seconds since the epoch) for the place's own time.
    package typealias ZoneOffset = @Sendable (Int64) -> Int64

    /// The interface to a session that is there, perhaps still without anything in it. Throws where it cannot be read.
    package init(
        session path: String, settings: InspectorSettings, filter: String = "", now: Timestamp,
        zone: @escaping ZoneOffset
    ) throws(SessionError) {
        let session = try SessionView(path: path)
        shared = Shared(session: session, settings: settings, keys: KeyMap(rebound: settings.keys), zone: zone)
        shared.now = now
        stack = [ConnectionListScreen(shared)]
        if !filter.isEmpty { apply(filter: filter) }
        if !settings.hasSeenHint {
            saying = ("Welcome: Enter opens, f filters, 1 to 7 change the screen, ? helps, q goes back.", .note)
        }
    }

    /// The screen that is seen.
    private var top: any InspectorScreen { stack[stack.count - 1] }

    /// Takes an event, and says what is to be done about it.
    package mutating func update(_ event: InspectorEvent) -> [Effect] {
        switch event {
        case .terminal(.key(let key)):
            if saying != nil { forgetSaying() }
            press(key)
        case .terminal(.paste(let text)): dialog?.paste(text, &shared)
        case .terminal(.mouse(let event)): click(event)
        case .terminal(.resized), .terminal(.woken): break
        case .terminal(.ended): shared.requests.append(.effect(.quit))
        case .export(let report): take(report)
        case .status(let status): take(status)
        }
        return settle()
    }

    /// Takes note of the time.
    package mutating func tick(_ now: Timestamp) {
        guard !shared.isPaused else { return }
        shared.now = now
    }

    private mutating func forgetSaying() {
        saying = nil
        guard !shared.settings.hasSeenHint else { return }
        shared.change { $0.hasSeenHint = true }
    }

    private mutating func press(_ key: Key) {
        if dialog != nil {
            if dialog?.press(key, &shared) == .closes { dialog = nil }
            return
        }
        guard let action = shared.keys.action(for: key, on: top.kind) else {
            shared.say("\(key.name) does nothing here: \(shared.keys.keyName(of: .help)) shows the keys", .faint)
            return
        }
        if !perform(action), !stack[stack.count - 1].perform(action, &shared) {
            shared.say("\(key.name) does nothing here", .faint)
        }
    }

    /// Does what an action means on every screen; false where it is up to the screen.
    private mutating func perform(_ action: Action) -> Bool {
        switch action {
        case .quit: shared.requests.append(.effect(.quit))
        case .back where stack.count > 1: back()
        case .back: if !stack[0].perform(.back, &shared) { open(dialog: .quit) }
        case .help: open(dialog: .help)
        case .filter: open(dialog: .filter)
        case .search: open(dialog: .search)
        case .searchNext where top.kind != .heartbeat: search(lastSearch, forwards: true)
        case .searchPrevious: search(lastSearch, forwards: false)
        case .export: open(dialog: .export)
        case .redraw: shared.requests.append(.effect(.redraw))
        case .timeFormat: shared.change { $0.timeFormat = $0.timeFormat.next }
        case .pause: pause()
        case .hideControl:
            shared.change { $0.hidesControl.toggle() }
            refreshAll()
        case .jumpToLadder: go(to: .ladder)
        case .jumpToHeartbeat where top.kind != .heartbeat: go(to: .heartbeat)
        case .screenHeartbeat where top.kind == .connections: push(.heartbeat, ScreenTarget())
        case .screenFindings where top.kind == .connections: push(.findings, ScreenTarget())
        default:
            guard let kind = ScreenKind.allCases.first(where: { $0.action == action }) else { return false }
            go(to: kind)
        }
        return true
    }

    private mutating func back() {
        if stack[stack.count - 1].perform(.back, &shared) { return }
        stack.removeLast()
        stack[stack.count - 1].refresh(&shared)
    }

    private mutating func pause() {
        shared.isPaused.toggle()
        shared.say(shared.isPaused ? "the display stands still; traffic goes on" : "the display goes on")
        if !shared.isPaused { shared.session.refresh() }
    }

    /// Shows a screen about what is under the cursor.
    private mutating func go(to kind: ScreenKind) {
        guard kind != top.kind else { return }
        if kind == .connections {
            stack.removeLast(stack.count - 1)
            stack[0].refresh(&shared)
            return
        }
        push(kind, top.target)
    }

    /// Shows a screen above the present one.
    mutating func open(_ kind: ScreenKind, _ target: ScreenTarget) { push(kind, target) }

    private mutating func push(_ kind: ScreenKind, _ target: ScreenTarget) {
        if let place = stack.dropFirst().firstIndex(where: { $0.kind == kind }) { stack.remove(at: place) }
        stack.append(kind.screen(target, &shared))
    }

    private mutating func open(dialog kind: Shared.DialogKind) {
        dialog =
            switch kind {
            case .filter: FilterDialog(shared)
            case .search: SearchDialog(shared)
            case .export: ExportDialog(top.target, isAboutMessages: top.kind != .connections, shared)
            case .columns: ColumnsDialog(shared)
            case .help: HelpDialog(top.kind, shared)
            case .quit: QuitDialog(shared)
            }
    }

    private mutating func click(_ event: MouseEvent) {
        guard dialog == nil else { return }
        let size = lastSize ?? ScreenSize(columns: 80, rows: 24)
        let layout = InspectorLayout(size)
        if event.kind == .click, layout.tabs.contains(row: event.row, column: event.column) {
            if let kind = TitleBar(top.kind).screen(at: event.column, columns: size.columns) { go(to: kind) }
            return
        }
        guard layout.body.contains(row: event.row, column: event.column) else { return }
        stack[stack.count - 1].click(event, in: layout.body, &shared)
    }

    private mutating func take(_ report: ExportReport) {
        if dialog?.take(report, &shared) == .closes { dialog = nil }
        switch report {
        case .done(let words): shared.say(words, .good)
        case .failed(let words): shared.say(words, .error)
        case .cancelled: shared.say("the export was given up; nothing was written", .warning)
        case .progress, .exists: break
        }
    }

    private mutating func take(_ status: SourceStatus) {
        if status.errors.count > shared.status.errors.count, let error = status.errors.last {
            shared.say(error, .error)
        } else if status.remarks.count > shared.status.remarks.count, let remark = status.remarks.last {
            shared.say(remark, .warning)
        }
        shared.status = status
    }

    /// Searches on the present screen.
    private mutating func search(_ text: String, forwards: Bool) {
        guard !text.isEmpty else {
            open(dialog: .search)
            return
        }
        switch stack[stack.count - 1].search(text, forwards: forwards, &shared) {
        case .found, .searching: break
        case .missing: shared.say("“\(text)” is not found \(forwards ? "below" : "above")", .warning)
        case .impossible: shared.say("this screen cannot be searched", .faint)
        }
    }

    /// Shows only what an expression matches; everything where it is empty.
    private mutating func apply(filter text: String) {
        var filter: Filter?
        do throws(FilterError) {
            filter = text.isEmpty ? nil : try Filter(text)
        } catch {
            return shared.say("the filter is wrong: \(error.problem)", .error)
        }
        shared.matching = nil
        do throws(SessionError) {
            if let filter { shared.matching = try MatchingConnections(path: shared.session.path, filter: filter) }
        } catch {
            return shared.say("\(error)", .error)
        }
        (shared.filter, shared.filterText) = (filter, text)
        refreshAll()
    }

    private mutating func refreshAll() {
        for index in stack.indices { stack[index].refresh(&shared) }
    }

    /// Does what screens and dialogs asked for, and gives what is left to the world.
    private mutating func settle() -> [Effect] {
        var effects: [Effect] = []
        while !shared.requests.isEmpty {
            let requests = shared.requests
            shared.requests.removeAll()
            for request in requests {
                switch request {
                case .open(let kind, let target): push(kind, target)
                case .dialog(let kind): open(dialog: kind)
                case .effect(let effect): effects.append(effect)
                case .say(let words, let role): saying = (words, role)
                case .filter(let text): apply(filter: text)
                case .search(let text):
                    lastSearch = text
                    search(text, forwards: true)
                }
            }
        }
        return effects
    }

    /// The size that was drawn last, which says where the mouse is.
    private var lastSize: ScreenSize?

    /// Goes on with what takes long until `isDue` says that it is time to look for keys; true where there is more to do.
    package mutating func work(isDue: () -> Bool) -> Bool {
        guard !shared.isPaused else { return false }
        defer { hear() }
        var isMore = false
        // What is seen comes first; the counters take turns with it.
        worksOnScreen.toggle()
        if worksOnScreen {
            isMore = stack[stack.count - 1].work(&shared, isDue: isDue)
            if isMore { return true }
        }
        if let matching = shared.matching { isMore = matching.work(isDue: isDue) || isMore }
        if !isDue() { isMore = shared.tally.work(shared.session, present: shared.present, isDue: isDue) || isMore }
        if !worksOnScreen, !isDue() { isMore = stack[stack.count - 1].work(&shared, isDue: isDue) || isMore }
        return isMore
    }

    /// Takes what was said while working; what else was asked for waits for the next event.
    private mutating func hear() {
        shared.requests.removeAll { request in
            guard case .say(let words, let role) = request else { return false }
            saying = (words, role)
            return true
        }
    }

    /// Whether the session is written by somebody else, so that one has to look for what is new.
    package var followsOthers: Bool { !shared.session.isEnded && !shared.isPaused }

    /// Looks whether the session has grown; says whether it has.
    package mutating func refresh() -> Bool {
        guard !shared.isPaused else { return false }
        return shared.session.refresh()
    }

    /// Reads what will be drawn on a screen of a size.
    package mutating func prepare(_ size: ScreenSize) {
        lastSize = size
        let body = InspectorLayout(size).body
        stack[stack.count - 1].prepare(body, &shared)
        dialog?.prepare(body)
    }

    /// Draws what was prepared.
    package func draw(on canvas: inout Canvas) {
        let layout = InspectorLayout(canvas.screen.size)
        TitleBar(top.kind).draw(layout.tabs, about: top.title(shared), on: &canvas)
        top.draw(layout.body, on: &canvas, shared)
        StatusBar(shared: shared, saying: saying).draw(layout.status, on: &canvas)
        KeyBar(shared.keys.bindings(on: top.kind)).draw(layout.keys, on: &canvas)
        dialog?.draw(layout.body, on: &canvas, shared)
    }
}
