import TextScreen

/// A row of the handshake: over all columns, or with the request's side and the response's.
enum HandshakeRow: Sendable, Hashable {
    case one([TextPiece])
    case two([TextPiece], [TextPiece])

    /// Lines over all columns, wrapped.
    static func all(_ lines: [[TextPiece]], _ columns: Int) -> [HandshakeRow] {
        lines.flatMap { WrappedPieces.lines($0, columns: columns - 2).map { .one($0) } }
    }

    /// Lines of both sides beside each other, wrapped; the shorter side is filled up.
    static func pair(
        _ left: [[TextPiece]], _ right: [[TextPiece]], _ columns: Int
    ) -> [HandshakeRow] {
        let (first, second) = (
            left.flatMap { WrappedPieces.lines($0, columns: columns / 2 - 2) },
            right.flatMap { WrappedPieces.lines($0, columns: columns - columns / 2 - 2) }
        )
        return (0..<max(first.count, second.count)).map { row in
            .two(row < first.count ? first[row] : [], row < second.count ? second[row] : [])
        }
    }
}
