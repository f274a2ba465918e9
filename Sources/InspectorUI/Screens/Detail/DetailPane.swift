import Dissection
import PayloadViews
import Sessions
import TextScreen

/// All about the message under the cursor, in tabs.
struct DetailPane {
    /// What the rows were made for: they are made anew when it changes.
    private struct Source: Hashable {
        let id: MessageRowID
        let tab: DetailTab
        let width: Int
        let version: Int
        let format: TimeFormat
    }

    /// Bytes of a payload that are read at first, and where more is looked at.
    private static let firstBytes = 262_144
    private static let mostBytes = 16 << 20

    /// The tab that is shown.
    private(set) var tab = DetailTab.pretty
    private var id: MessageRowID?
    private var whole: WholeMessage?
    private var context = PayloadContext()
    private var pretty: PrettyText?
    private var timing: MessageTiming?
    private var hex = HexView()
    private var rows: [DetailRow] = []
    private var source: Source?
    private var version = 0
    private var cursors = Array(repeating: ListCursor(), count: DetailTab.allCases.count)
    private var findings: [FindingRecord] = []
    private var findingNumbers: [Int64] = []
    private var head: [DetailRow] = []

    /// The cursor among the rows of the tab.
    private var cursor: ListCursor {
        get { cursors[tab.rawValue] }
        set { cursors[tab.rawValue] = newValue }
    }

    /// Goes to a tab.
    mutating func show(_ tab: DetailTab) {
        self.tab = tab
    }

    /// Goes to the next tab, or the one before; false where there is none.
    mutating func changeTab(by step: Int) -> Bool {
        guard let next = DetailTab(rawValue: tab.rawValue + step) else { return false }
        tab = next
        return true
    }

    /// Does what a key means while the pane has the focus.
    mutating func perform(_ action: Action) -> Bool {
        if tab == .hex, hex.perform(action) { return true }
        switch action {
        case .moveLeft: _ = changeTab(by: -1)
        case .moveRight: _ = changeTab(by: 1)
        case .enter, .mark, .fold: return fold()
        case .foldAll:
            guard tab == .pretty, pretty?.toggleAll() != nil else { return false }
            version += 1
        case .follow: return false
        default:
            guard cursor.perform(action) else { return false }
            cursor.isFollowing = false
        }
        return true
    }

    private mutating func fold() -> Bool {
        guard tab == .pretty, pretty != nil, cursor.row < rows.count else { return false }
        let line = rows[cursor.row].line
        let next = pretty?.toggle(line) ?? line
        version += 1
        remake()
        cursor.fit(count: rows.count, height: cursor.height)
        cursor.move(to: rows.firstIndex { $0.line == next } ?? cursor.row)
        return true
    }

    /// Shows the payload as something else: the next format, or in hexadecimal the wire's bytes.
    mutating func changeView(_ session: SessionView) -> Bool {
        guard let whole else { return false }
        if tab == .hex {
            guard whole.message.isCompressed else { return false }
            if whole.compressed == nil { read(session, Self.mostBytes) }
            hex.toggleWire()
            return true
        }
        guard tab == .pretty, pretty.map({ $0.views.count > 1 }) ?? false else { return false }
        pretty?.chooseNext(whole, context)
        version += 1
        cursor = ListCursor()
        return true
    }

    /// A filter for what is under the cursor; nil where there is none.
    var filter: String? {
        guard tab == .pretty, let pretty, cursor.row < rows.count else { return nil }
        return pretty.filter(for: rows[cursor.row].line)
    }

    private mutating func read(_ session: SessionView, _ limit: Int) {
        guard case .message(let number) = id else { return }
        whole = session.whole(number, payload: limit)
        version += 1
    }

    /// Takes a row of the list as the one that is shown.
    private mutating func take(_ id: MessageRowID?, _ session: SessionView) {
        self.id = id
        (whole, pretty, timing, findings, findingNumbers) = (nil, nil, nil, [], [])
        cursors = Array(repeating: ListCursor(), count: DetailTab.allCases.count)
        let showsWire = hex.showsWire
        hex = HexView()
        if showsWire { hex.toggleWire() }
        read(session, Self.firstBytes)
        if let whole { context = session.context(of: whole.message.connection) }
    }

    /// Reads what will be shown of a list's row.
    mutating func prepare(_ area: ScreenArea, _ list: MessageList, _ shared: Shared) {
        if list.current != id { take(list.current, shared.session) }
        takeFindings(list, shared.session)
        let times = list.times(shared)
        if let id {
            prepareTab(shared)
            let next = Source(
                id: id, tab: tab, width: area.columns, version: version, format: shared.settings.timeFormat)
            if next != source {
                source = next
                remake(list, times)
            }
        } else {
            rows = []
        }
        makeHead(area, times)
        let body = self.body(area)
        if tab == .hex, let whole {
            hex.prepare(whole, width: body.columns, height: body.rows)
            if whole.payload.count == Self.firstBytes, hex.isAtEnd {
                read(shared.session, Self.mostBytes)
                if let whole = self.whole { hex.prepare(whole, width: body.columns, height: body.rows) }
            }
        }
        cursor.fit(count: rows.count, height: body.rows)
    }

    private mutating func takeFindings(_ list: MessageList, _ session: SessionView) {
        guard let message = whole?.message else { return }
        let numbers = list.findings.about(seq: message.number, of: message.connection)?.numbers ?? []
        guard numbers != findingNumbers else { return }
        findingNumbers = numbers
        findings = session.findings(numbers)
    }

    private mutating func prepareTab(_ shared: Shared) {
        guard let whole else { return }
        if tab == .pretty, pretty == nil { pretty = PrettyText(whole, context) }
        if tab == .timing, timing == nil { timing = MessageTiming(whole, shared.session) }
    }

    /// Makes the rows of the tab anew, in the width they had.
    private mutating func remake() {
        guard let width = source?.width, let pretty, pretty.view?.format != .hex else { return }
        rows = pretty.rows(width: width)
        source = nil
    }

    private mutating func remake(_ list: MessageList, _ times: TimeWords) {
        guard let source else { return }
        guard let whole else {
            switch source.id {
            case .opening: rows = list.record.map { ConnectionText.opening($0.opening, width: source.width) } ?? []
            case .closing:
                rows = list.record?.closing.map { ConnectionText.closing($0, width: source.width) } ?? []
            case .message: rows = [DetailRow("it cannot be read at the moment", .warning)]
            }
            return
        }
        switch tab {
        case .pretty where pretty?.view?.format == .hex && source.width < HexWords.leastColumns:
            rows = HexWords.rows(whole.payload.prefix(PrettyText.limits.lines * 8), width: source.width)
        case .pretty: rows = pretty?.rows(width: source.width) ?? []
        case .text:
            let length = whole.message.length ?? UInt64(whole.payload.count)
            rows = PlainText.rows(whole.payload, length: length, width: source.width)
        case .hex: rows = []
        case .frames: rows = FramesText.rows(whole, times, width: source.width)
        case .timing: rows = timing?.rows(times, width: source.width) ?? []
        }
    }
}

extension DetailPane {
    /// Where the tab's text is.
    private func body(_ area: ScreenArea) -> ScreenArea {
        area.split(top: head.count + 1).rest
    }

    /// Makes the lines above the text; there are fewer of them where there is little room.
    private mutating func makeHead(_ area: ScreenArea, _ times: TimeWords) {
        var wrapping = RowWrapping(width: area.columns)
        guard let whole else {
            head = []
            return
        }
        let room = max(1, area.rows / 3)
        wrapping.add(words: DetailHead.title(whole, times), line: 0)
        for line in DetailHead.remarks(whole, findings) { wrapping.add(words: line, line: 0) }
        if area.rows >= 9, let about { wrapping.add(words: about, line: 0) }
        head = Array(wrapping.rows.prefix(room))
    }

    /// What the tab shows, and how sure that is.
    private var about: [TextPiece]? {
        switch tab {
        case .pretty:
            guard let pretty, let view = pretty.view else { return nil }
            var pieces = [
                TextPiece(view.format.title, .word),
                TextPiece(" \(view.certainty.word): \(view.reason)", .comment),
            ]
            if pretty.views.count > 1 {
                pieces.append(TextPiece(" (view \(pretty.choice + 1) of \(pretty.views.count))", .faint))
            }
            return pieces
        case .hex where whole?.message.isCompressed == true:
            let showsWire = hex.showsWire && whole?.compressed != nil
            let words = showsWire ? "as on the wire, unmasked, still compressed" : "inflated"
            let note = hex.showsWire && !showsWire ? "; what was on the wire is not kept" : ""
            return [TextPiece(words + note, .comment)]
        case .text, .hex, .frames, .timing: return nil
        }
    }

    /// Draws it.
    func draw(_ area: ScreenArea, hasFocus: Bool, match: String, on canvas: inout Canvas) {
        drawTabs(area, hasFocus, &canvas)
        for (index, row) in head.enumerated() {
            TextPieces.draw(
                row.pieces, row: area.top + 1 + index, column: area.left + row.indent, in: area, on: &canvas)
        }
        let body = body(area)
        if tab == .hex, whole != nil {
            hex.draw(body, hasFocus: hasFocus, on: &canvas)
            return
        }
        for (index, place) in cursor.shown.enumerated() where place < rows.count && index < body.rows {
            let row = rows[place]
            TextPieces.draw(
                row.pieces, match: match, row: body.top + index, column: body.left + row.indent, in: body, on: &canvas)
            if hasFocus, place == cursor.row { canvas.emphasise(row: body.top + index, .selected, in: body) }
        }
    }

    private func drawTabs(_ area: ScreenArea, _ hasFocus: Bool, _ canvas: inout Canvas) {
        let line = String(repeating: "─", count: area.columns)
        canvas.write(line, Style(.border), row: area.top, column: area.left, in: area)
        for place in tabs(columns: area.columns) {
            let isShown = place.tab == tab
            let style = Style(isShown ? .heading : .faint, isShown ? (hasFocus ? [.bold, .reversed] : .bold) : [])
            canvas.write(place.text, style, row: area.top, column: area.left + place.start, in: area)
        }
        guard tab != .hex, rows.count > cursor.height else { return }
        let place = " \(cursor.row + 1)/\(rows.count) "
        let start = area.right - place.utf8.count
        guard start >= area.left + (tabs(columns: area.columns).last.map { $0.start + $0.text.utf8.count } ?? 0) else {
            return
        }
        canvas.write(place, Style(.faint), row: area.top, column: start, in: area)
    }

    private func tabs(columns: Int) -> [(tab: DetailTab, start: Int, text: String)] {
        var start = 0
        return DetailTab.allCases.map { tab in
            let text = columns < 42 && tab != self.tab ? " \(tab.title.prefix(1)) " : " \(tab.title) "
            defer { start += text.utf8.count }
            return (tab, start, text)
        }
    }

    /// Takes a click at a place of its area.
    mutating func click(row: Int, column: Int, in area: ScreenArea) {
        guard row > area.top else {
            tab = tabs(columns: area.columns).last { $0.start <= column - area.left }?.tab ?? tab
            return
        }
        guard row >= body(area).top, tab != .hex else { return }
        cursor.move(to: cursor.top + row - body(area).top)
    }
}
