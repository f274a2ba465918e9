import Dissection
import TextScreen

/// The messages of one connection, of several, or of all, with all about the one under the cursor.
struct MessagesScreen: InspectorScreen {
    /// What takes the keys.
    private enum Focus {
        case list, detail
    }

    let kind = ScreenKind.messages
    private let connections: [Int]
    private var list: MessageList
    private var detail = DetailPane()
    private var focus = Focus.list
    private var isMaximised = false
    private var hasDetail = false
    private var cell = MessageCell.opcode
    private var columns = MessageColumns(columns: 80, timeWidth: 15, hasConnection: false)
    private var match = ""
    private var search: MessageTextSearch?
    private var told = -1
    private var marking: MessageMarking?

    init(_ target: ScreenTarget, _ shared: inout Shared) {
        connections = target.connections
        list = MessageList(target.connections, at: target.message, shared)
    }

    var target: ScreenTarget {
        var target = ScreenTarget(connections: connections, message: list.currentNumber)
        if connections.isEmpty, let row = list.currentRow { target.connections = [row.connection] }
        return target
    }

    func title(_ shared: Shared) -> String {
        var words = list.numbers.error.map { [$0] } ?? []
        if let record = list.record {
            words.append(ConnectionWords.title(record))
        } else {
            words.append(
                connections.isEmpty ? "all connections" : CountWords.counted(connections.count, "connection"))
        }
        words.append("\(CountWords.long(UInt64(list.numbers.count))) messages")
        if let progress = list.numbers.progress(of: shared.session.messageCount) { words.append("\(progress) % read") }
        if shared.settings.hidesControl { words.append("control hidden") }
        if list.cursor.isFollowing { words.append("following") }
        return words.joined(separator: " · ")
    }

    mutating func refresh(_ shared: inout Shared) {
        list.restart(shared)
    }

    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool {
        if search != nil {
            search = nil
            shared.say("the search was given up", .faint)
        }
        switch action {
        case .nextPane: return changePane(by: 1)
        case .previousPane: return changePane(by: -1)
        case .back: return close()
        case .copy: return copy(&shared)
        case .page: return page(&shared)
        case .clear: return clear(&shared)
        case .mark where focus == .list: return mark(&shared)
        case .markAll: return markAll(&shared)
        case .filterFromCell: return filterFromCell(&shared)
        case .changeView: return detail.changeView(shared.session)
        case .enter where focus == .list: return open()
        default: break
        }
        if focus == .detail, detail.perform(action) { return true }
        switch action {
        case .moveLeft, .moveRight: return changeCell(by: action == .moveLeft ? -1 : 1)
        case .fold, .foldAll: return hasDetail && detail.perform(action)
        default: return list.perform(action)
        }
    }

    private mutating func open() -> Bool {
        guard list.current != nil else { return false }
        isMaximised = true
        focus = .detail
        return true
    }

    private mutating func close() -> Bool {
        guard isMaximised || focus == .detail else { return false }
        isMaximised = false
        focus = .list
        return true
    }

    /// Goes to the next part: the list, then the tabs of the detail pane.
    private mutating func changePane(by step: Int) -> Bool {
        guard hasDetail else { return false }
        if focus == .list {
            focus = .detail
            if step < 0 { detail.show(.timing) }
        } else if !detail.changeTab(by: step) {
            if isMaximised {
                detail.show(step > 0 ? .pretty : .timing)
            } else {
                focus = .list
                if step > 0 { detail.show(.pretty) }
            }
        }
        return true
    }

    private mutating func changeCell(by step: Int) -> Bool {
        let cells = columns.places.map(\.cell).filter { $0 != .time }
        guard let place = cells.firstIndex(of: cell), cells.indices.contains(place + step) else { return true }
        cell = cells[place + step]
        return true
    }

    private mutating func mark(_ shared: inout Shared) -> Bool {
        guard let number = list.currentNumber else { return false }
        if shared.marks.messages.remove(number) == nil {
            guard shared.marks.messages.count < Shared.Marks.mostMessages else {
                shared.say(
                    "\(CountWords.long(UInt64(Shared.Marks.mostMessages))) messages are marked: no more can be",
                    .warning)
                return true
            }
            shared.marks.messages.insert(number)
        }
        return list.perform(.moveDown)
    }

    private mutating func markAll(_ shared: inout Shared) -> Bool {
        guard list.numbers.count > 0 else { return false }
        marking = MessageMarking(list.numbers, shared)
        return true
    }

    private mutating func clear(_ shared: inout Shared) -> Bool {
        shared.cleared.message = shared.session.messageCount
        list.restart(shared)
        shared.say("what was seen so far is hidden; it stays in the session", .note)
        return true
    }

    private mutating func filterFromCell(_ shared: inout Shared) -> Bool {
        let line = list.currentNumber.flatMap { shared.session.lines([$0]).first }
        let text = focus == .detail ? detail.filter : list.currentRow.flatMap { CellFilter.text(cell, $0, line) }
        guard let text else {
            shared.say("nothing here makes a filter", .faint)
            return true
        }
        shared.requests.append(.filter(CellFilter.joined(text, to: shared.filterText)))
        return true
    }

    private func copy(_ shared: inout Shared) -> Bool {
        guard let number = list.currentNumber, let whole = shared.session.whole(number, payload: Self.mostCopied)
        else { return false }
        let (text, count) = Self.copied(whole)
        shared.requests.append(.effect(.copy(text)))
        let length = whole.message.length ?? UInt64(whole.payload.count)
        let isAll = UInt64(count) >= length
        let words =
            isAll
            ? "\(CountWords.long(length)) bytes copied"
            : "the first \(CountWords.long(UInt64(count))) of \(CountWords.long(length)) bytes copied"
        shared.say(words, isAll ? .note : .warning)
        return true
    }

    private func page(_ shared: inout Shared) -> Bool {
        guard let number = list.currentNumber, let whole = shared.session.whole(number, payload: Self.mostPaged)
        else { return false }
        shared.requests.append(.effect(.page(whole.payload)))
        return true
    }

    mutating func search(_ text: String, forwards: Bool, _ shared: inout Shared) -> SearchOutcome {
        match = TextPieces.folded(text)
        let start =
            switch list.current {
            case .message(let number): number
            case .closing: shared.session.messageCount + 1
            case .opening, nil: Int64(0)
            }
        search = MessageTextSearch(text, isForwards: forwards, from: start, in: connections, shared)
        told = -1
        return .searching
    }

    mutating func work(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        var isMore = workOnSearch(&shared, isDue: isDue)
        if !isDue() { isMore = workOnMarks(&shared, isDue: isDue) || isMore }
        return list.work(shared.session, isDue: isDue) || isMore
    }

    private mutating func workOnSearch(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        guard let step = search?.work(shared.session, isDue: isDue), let text = search?.text else { return false }
        switch step {
        case .goesOn:
            let progress = search?.progress(of: shared.session.messageCount) ?? 0
            if progress != told { shared.say("searching “\(text)”… \(progress) %, any key gives up") }
            told = progress
            return true
        case .found(let number):
            list.move(to: number)
            if told >= 0 { shared.say("“\(text)” found", .good) }
        case .missing:
            shared.say("“\(text)” is not found \(search?.isForwards == true ? "below" : "above")", .warning)
        case .failed(let words): shared.say(words, .error)
        }
        search = nil
        return false
    }

    private mutating func workOnMarks(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        guard marking?.work(list.numbers, &shared, isDue: isDue) == false else { return marking != nil }
        marking = nil
        return false
    }
}

extension MessagesScreen {
    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared) {
        let layout = MessagesLayout(area, isMaximised: isMaximised)
        hasDetail = layout.hasDetail
        if !hasDetail { focus = .list }
        columns = MessageColumns(
            columns: layout.list.columns, timeWidth: list.times(shared).width, hasConnection: connections.count != 1)
        let height = isMaximised ? list.cursor.height : layout.list.rows - Self.headRows(layout.list)
        list.prepare(height: max(1, height), shared)
        if hasDetail { detail.prepare(layout.detail, list, shared) }
    }

    private static func headRows(_ area: ScreenArea) -> Int { area.rows >= 4 ? 1 : 0 }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let layout = MessagesLayout(area, isMaximised: isMaximised)
        drawList(layout.list, &canvas, shared)
        for row in layout.border.top..<layout.border.bottom {
            canvas.write("│", Style(.border), row: row, column: layout.border.left, in: layout.border)
        }
        guard layout.hasDetail else { return }
        detail.draw(layout.detail, hasFocus: focus == .detail, match: match, on: &canvas)
    }

    private func drawList(_ area: ScreenArea, _ canvas: inout Canvas, _ shared: Shared) {
        guard area.rows > 0 else { return }
        let head = Self.headRows(area)
        if head > 0 {
            for place in columns.places where place.start < area.columns {
                let style = Style(.heading, place.cell == cell && focus == .list ? .underlined : [])
                canvas.write(
                    place.title, style, row: area.top, column: area.left + place.start, width: place.width,
                    alignsRight: place.cell == .size, in: area)
            }
        }
        let times = list.times(shared)
        for (index, row) in list.rows.enumerated() where index + head < area.rows {
            let line = area.top + head + index
            row.draw(columns, times, match: match, row: line, in: area, on: &canvas)
            if row.id == list.current { drawCursor(line, area, &canvas) }
        }
        guard list.rows.isEmpty, area.rows > head else { return }
        canvas.write(
            EmptyListWords.text(list.numbers, shared), Style(.faint), row: area.top + head, column: area.left + 2,
            in: area)
    }

    private func drawCursor(_ row: Int, _ area: ScreenArea, _ canvas: inout Canvas) {
        canvas.emphasise(row: row, .selected, in: area)
        guard focus == .list, let place = columns.place(of: cell), cell != .preview else { return }
        let end = min(area.right, area.left + place.start + place.width)
        let start = min(end, area.left + place.start)
        canvas.restyle(row: row, columns: start..<end) { $0.emphasis.formUnion(.underlined) }
    }

    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {
        let layout = MessagesLayout(area, isMaximised: isMaximised)
        let isInDetail = layout.detail.contains(row: event.row, column: event.column)
        switch event.kind {
        case .wheelUp, .wheelDown:
            let action: Action = event.kind == .wheelUp ? .moveUp : .moveDown
            for _ in 0..<3 { _ = isInDetail ? detail.perform(action) : list.perform(action) }
        case .click, .doubleClick:
            focus = isInDetail ? .detail : .list
            if isInDetail {
                detail.click(row: event.row, column: event.column, in: layout.detail)
            } else {
                let place = event.row - layout.list.top - Self.headRows(layout.list)
                guard place >= 0, place < list.rows.count else { return }
                list.move(to: list.cursor.top + place)
                if event.kind == .doubleClick { _ = open() }
            }
        }
    }
}
