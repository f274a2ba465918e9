import ByteStreams
import JSONText

/// Places in what a string of JSON says, as places in how it is written.
enum EscapedPlaces {
    /// Secrets in what a string says, none of which overlap and in the order of their places, where they are written.
    static func written(_ secrets: [Secret], in string: RawSpan) -> [Secret] {
        var places: [Secret] = []
        places.reserveCapacity(secrets.count)
        var cursor = Cursor()
        for secret in secrets {
            cursor.advance(to: secret.range.lowerBound, in: string, passing: false)
            let start = cursor.written
            cursor.hasEscapes = false
            cursor.advance(to: secret.range.upperBound, in: string, passing: true)
            guard start < cursor.written else { continue }
            let notation = cursor.hasEscapes ? Pseudonyms.Notation.json : secret.notation
            places.append(Secret(range: start..<cursor.written, notation: notation))
        }
        return places
    }

    private struct Cursor {
        var written = 0
        var said = 0
        var hasEscapes = false

        /// Goes on to a place; where that is amid an escape, behind it or to its beginning.
        mutating func advance(to place: Int, in string: RawSpan, passing: Bool) {
            while said < place, written < string.byteCount {
                let extent = JSONString.extent(string, at: written)
                guard passing || said + extent.said <= place else { return }
                if string.byte(at: written) == 0x5c { hasEscapes = true }
                written = min(string.byteCount, written + extent.written)
                said += extent.said
            }
        }
    }
}
