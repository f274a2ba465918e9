import TextScreen

/// The line that says where the traffic comes from, what of it is shown, and how it goes; or what was said last.
struct StatusBar {
    let shared: Shared
    let saying: (words: String, role: Role)?

    /// Draws it.
    func draw(_ area: ScreenArea, on canvas: inout Canvas) {
        canvas.fill(row: area.top, Style(.bar), in: area)
        if let saying {
            canvas.write(
                saying.words, Style(saying.role, .bold), row: area.top, column: area.left, width: area.columns,
                alignsRight: false, in: area)
            return
        }
        let right = figures(fitting: area.columns)
        let room = area.columns - TextWidth.columns(of: right) - 1
        canvas.write(right, Style(.bar), row: area.top, column: area.right - TextWidth.columns(of: right), in: area)
        guard room > 0 else { return }
        canvas.write(
            words, Style(.bar), row: area.top, column: area.left, width: room, alignsRight: false, in: area)
    }

    /// The source, the filter, and what goes on.
    private var words: String {
        var words = [shared.status.name]
        if shared.isPaused { words.append("PAUSED") }
        if !shared.filterText.isEmpty { words.append("filter: \(shared.filterText)") }
        if let progress { words.append(progress) }
        if let error = shared.session.error ?? shared.matching?.error ?? shared.status.errors.last {
            words.append(error)
        }
        return words.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// How far reading and counting have come; nil where they are done.
    private var progress: String? {
        let status = shared.status
        if !status.isLive, !status.isEnded, let size = status.size, size > 0 {
            return "reading \(Int(Double(min(status.consumed, size)) / Double(size) * 100))%"
        }
        let (done, all) = (shared.tally.position, shared.session.messageCount)
        guard all - done > 100_000 else { return nil }
        return "counting \(done * 100 / max(1, all))%"
    }

    /// Numbers: connections, messages, rate, memory and file, losses. What matters least is left out where there is no room.
    private func figures(fitting columns: Int) -> String {
        let (session, status) = (shared.session, shared.status)
        let shown = shared.matching.map { "\($0.connections.count)/" } ?? ""
        let messages = CountWords.short(UInt64(max(0, session.messageCount)))
        var figures = ["\(shown)\(session.connectionCount) conn", "\(messages) msg"]
        if status.isLive { figures.append("\(CountWords.short(shared.tally.rate(at: shared.now)))/s") }
        if status.memory > 0 { figures.append("mem \(CountWords.bytes(status.memory))") }
        figures.append("file \(CountWords.bytes(session.fileSize))")
        if status.dropped > 0 { figures.append("LOST \(CountWords.short(status.dropped))") }
        for least in ["mem ", "file "] where TextWidth.columns(of: figures.joined(separator: " ")) > columns {
            figures.removeAll { $0.hasPrefix(least) }
        }
        return figures.joined(separator: " ")
    }
}
