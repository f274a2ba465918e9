import Filters
import TextScreen

/// The help: the keys of the present screen, as the table has them, and the filter's language.
struct HelpDialog: InspectorDialog {
    private let title: String
    private let keys: [(keys: String, help: String)]
    private let page: [(text: String, role: Role)]
    /// The first line that is shown, and how many were there when it was drawn last.
    private var first = 0
    private var size = ScreenArea(top: 0, left: 0, rows: 20, columns: 80)

    /// Columns between two columns of keys.
    private static let gap = 2

    init(_ kind: ScreenKind, _ shared: Shared) {
        title = "Help: \(kind.title)"
        keys = shared.keys.bindings(on: kind).map { ($0.keys.map(\.name).joined(separator: " "), $0.help) }
        var page: [(text: String, role: Role)] = [("", .plain), ("The display filter (f)", .heading)]
        page += FilterHelp.text.split(separator: "\n", omittingEmptySubsequences: false).map { ("  \($0)", .plain) }
        page.append(("The config: $XDG_CONFIG_HOME/wscope/config.toml, else ~/.config/wscope/config.toml", .heading))
        page.append(("  [keys] binds anew, by the words that the keys' table has: filter = [\"x\", \"F2\"]", .plain))
        self.page = page
    }

    mutating func prepare(_ area: ScreenArea) {
        size = area
        settle()
    }

    private mutating func settle() {
        first = max(0, min(first, lines(size.columns - 4).count - (size.rows - 2)))
    }

    mutating func press(_ key: Key, _ shared: inout Shared) -> DialogOutcome {
        let page = max(1, size.rows - 3)
        switch shared.keys.action(for: key, on: .handshake) {
        case .moveDown?: first += 1
        case .moveUp?: first -= 1
        case .pageDown?: first += page
        case .pageUp?: first -= page
        case .halfPageDown?: first += page / 2
        case .halfPageUp?: first -= page / 2
        case .moveToStart?: first = 0
        case .moveToEnd?: first = .max / 2
        default: return .closes
        }
        settle()
        return .stays
    }

    /// The lines of a width: the keys in as many columns as there is room for, and the rest of the page.
    private func lines(_ width: Int) -> [(text: String, role: Role)] {
        let label = keys.map { TextWidth.columns(of: $0.keys) }.max() ?? 0
        let cells = keys.map { Self.padded($0.keys, label) + "  " + $0.help }
        let widest = cells.map { TextWidth.columns(of: $0) }.max() ?? 0
        let columns = max(1, (width + Self.gap) / max(1, widest + Self.gap))
        let rows = (cells.count + columns - 1) / columns
        let table = (0..<rows).map { row in
            stride(from: row, to: cells.count, by: max(1, rows)).map { Self.padded(cells[$0], widest + Self.gap) }
                .joined()
        }
        return table.map { ($0, .plain) } + page
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - TextWidth.columns(of: text)))
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        canvas.box(area, title: title)
        let inside = ScreenArea(
            top: area.top + 1, left: area.left + 2, rows: area.rows - 2, columns: area.columns - 4)
        let lines = lines(inside.columns)
        for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
            canvas.write(
                line.text, Style(line.role), row: inside.top + row, column: inside.left, width: inside.columns,
                alignsRight: false, in: inside)
        }
        let rest = lines.count - first - inside.rows
        let words = rest > 0 ? " \(rest) more lines: j, PgDn; any other key closes " : " any other key closes "
        let foot = ScreenArea(top: area.bottom - 1, left: area.left + 1, rows: 1, columns: area.columns - 2)
        canvas.write(words, Style(.faint), row: foot.top, column: foot.left + 1, in: foot)
    }
}
