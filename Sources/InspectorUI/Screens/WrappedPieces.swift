import TextScreen

/// Stretches of text in lines of at most so many columns; lines behind the first are indented. A line ends between words
/// where that costs little.
enum WrappedPieces {
    private static let indent = 2
    /// Characters of a word that may be taken to the next line.
    private static let longestWord = 16
    /// Lines of one text, at most.
    private static let mostLines = 4_096

    static func lines(_ pieces: [TextPiece], columns: Int) -> [[TextPiece]] {
        let room = max(indent + 1, columns)
        var lines: [[TextPiece]] = []
        var line: [(scalar: Unicode.Scalar, columns: Int, role: Role)] = []
        var width = 0
        for piece in pieces {
            for scalar in piece.text.unicodeScalars {
                let more = Self.columns(of: scalar)
                let limit = lines.isEmpty ? room : room - indent
                if width + more > limit, !line.isEmpty {
                    let rest = cut(&line, atMost: min(longestWord, limit / 4))
                    lines.append(joined(line, isFirst: lines.isEmpty))
                    if lines.count >= mostLines { return lines + [[TextPiece("…", .faint)]] }
                    line = rest
                    width = rest.reduce(0) { $0 + $1.columns }
                }
                line.append((scalar, more, piece.role))
                width += more
            }
        }
        return lines + [joined(line, isFirst: lines.isEmpty)]
    }

    /// Takes the last word off a line where it is short, and gives it.
    private static func cut(
        _ line: inout [(scalar: Unicode.Scalar, columns: Int, role: Role)], atMost count: Int
    ) -> [(scalar: Unicode.Scalar, columns: Int, role: Role)] {
        guard let space = line.lastIndex(where: { $0.scalar == " " }), line.count - space <= count, space > 0 else {
            return []
        }
        let rest = Array(line[(space + 1)...])
        line.removeSubrange(space...)
        return rest
    }

    private static func joined(
        _ line: [(scalar: Unicode.Scalar, columns: Int, role: Role)], isFirst: Bool
    ) -> [TextPiece] {
        var pieces = isFirst ? [] : [TextPiece(String(repeating: " ", count: indent))]
        var text = String.UnicodeScalarView()
        for (index, part) in line.enumerated() {
            text.append(part.scalar)
            guard index + 1 == line.count || line[index + 1].role != part.role else { continue }
            pieces.append(TextPiece(String(text), part.role))
            text = String.UnicodeScalarView()
        }
        return pieces
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch TextWidth.shown(scalar) {
        case .cell(_, let columns): columns
        case .standIn: 1
        case .mark, .nothing: 0
        }
    }
}
