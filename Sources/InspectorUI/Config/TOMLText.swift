/// A text in TOML, with the places of what stands in it, so that a value can be changed and the rest stays as it is.
struct TOMLText: Sendable {
    /// A key with its value.
    struct Entry: Sendable {
        /// The table and the key.
        let path: [String]
        /// The value; nil where it is wrong.
        let value: TOMLValue?
        /// The line, from 1.
        let line: Int
        /// All of it, with the line end.
        let statement: Range<Int>
        /// The value.
        let place: Range<Int>
    }

    /// The head of a table.
    struct Table: Sendable {
        /// Its name.
        let path: [String]
        /// The line, from 1.
        let line: Int
        /// Behind its last entry, or behind its head.
        var end: Int
    }

    /// Something that is wrong.
    struct Problem: Error, Sendable, Hashable {
        /// The line, from 1.
        let line: Int
        /// What is wrong, and what to do.
        let words: String
    }

    /// The text in UTF-8.
    private(set) var bytes: [UInt8]
    /// What stands in it, in order.
    private(set) var entries: [Entry] = []
    /// The tables, in order; the first is what stands before any head.
    private(set) var tables: [Table] = []
    /// What is wrong in it, in order.
    private(set) var problems: [Problem] = []

    /// The text of TOML, read as far as it can be.
    init(_ text: String) {
        bytes = Array(text.utf8)
        read()
    }

    /// The text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The entry of a path: the first, where there are several.
    func entry(_ path: [String]) -> Entry? { entries.first { $0.path == path } }

    /// Gives a key another value, or takes it away where the value is nil.
    mutating func set(_ path: [String], _ value: TOMLValue?) {
        if let entry = entry(path) {
            bytes.replaceSubrange(value == nil ? entry.statement : entry.place, with: Array((value?.text ?? "").utf8))
        } else if let value, let key = path.last {
            insert("\(key) = \(value.text)\n", into: Array(path.dropLast()))
        }
        read()
    }

    private mutating func insert(_ line: String, into path: [String]) {
        let isClosed = bytes.isEmpty || bytes.last == UInt8(ascii: "\n")
        if let table = tables.last(where: { $0.path == path }) {
            let needsBreak = table.end > 0 && bytes[table.end - 1] != UInt8(ascii: "\n")
            bytes.insert(contentsOf: Array(((needsBreak ? "\n" : "") + line).utf8), at: table.end)
        } else {
            let head = (isClosed ? "" : "\n") + (bytes.isEmpty ? "" : "\n") + "[\(path.joined(separator: "."))]\n"
            bytes += Array((head + line).utf8)
        }
    }

    private mutating func read() {
        (entries, problems, tables) = ([], [], [Table(path: [], line: 1, end: 0)])
        var reader = TOMLReader(bytes)
        while !reader.isAtEnd {
            let start = reader.place
            let line = reader.line
            do throws(Problem) {
                switch try reader.statement() {
                case .nothing: break
                case .table(let path): tables.append(Table(path: path, line: line, end: reader.place))
                case .entry(let path, let value, let place):
                    add(path, value, line, start..<reader.place, place)
                }
            } catch {
                problems.append(error)
                reader.goOn(behind: start, line: line)
                if let (path, place) = TOMLReader(bytes, from: start, line: line).unreadable() {
                    add(path, nil, line, start..<reader.place, place)
                }
            }
        }
    }

    private mutating func add(
        _ key: [String], _ value: TOMLValue?, _ line: Int, _ statement: Range<Int>, _ place: Range<Int>
    ) {
        let table = tables[tables.count - 1]
        tables[tables.count - 1].end = statement.upperBound
        let path = table.path + key
        if let first = entry(path) {
            problems.append(
                Problem(
                    line: line,
                    words:
                        "“\(path.joined(separator: "."))” stands in line \(first.line) already, which counts: remove one"
                ))
        }
        entries.append(Entry(path: path, value: value, line: line, statement: statement, place: place))
    }
}
