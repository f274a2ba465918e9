import ByteStreams
import JSONText

/// Goes through a HAR's text and says where in it each value stands.
struct HARWalker {
    /// What comes next.
    enum Step: Hashable {
        /// An object or array begins or ends.
        case begin(HARPlace), end(HARPlace)
        /// A value that is neither, and the object or array in which it stands. `name` says under which name.
        case value(HARPlace, JSONReader.Token)
        /// The window ends before the next value does.
        case cut
        /// The text is whole.
        case finished
        /// What stands at this place in the window is not JSON.
        case invalid(Int)
    }

    private static let longestName = 64

    private(set) var reader = JSONReader()
    private var places: [HARPlace] = []
    /// The name of the value that came last; empty in an array.
    private(set) var name = ""

    /// The innermost object or array that is open.
    var place: HARPlace? { places.last }

    /// Whether one of that kind is open.
    func isInside(_ place: HARPlace) -> Bool { places.contains(place) }

    /// The window begins `count` bytes later than before.
    mutating func drop(_ count: Int) { reader.drop(count) }

    /// Goes to the next value, or to the beginning or end of one.
    mutating func next(_ window: RawSpan, isLast: Bool) -> Step {
        while true {
            switch reader.next(window, isLast: isLast) {
            case .cut: return .cut
            case .end: return .finished
            case .invalid(let offset): return .invalid(offset)
            case .token(.name(let range, let isEscaped)): take(name: window.extracting(range), isEscaped)
            case .token(.beginObject): return begin(isArray: false)
            case .token(.beginArray): return begin(isArray: true)
            case .token(.endObject), .token(.endArray): return end()
            case .token(let token):
                let place = places.last ?? .other
                if place.isArray { name = "" }
                return .value(place, token)
            }
        }
    }

    private mutating func take(name text: RawSpan, _ isEscaped: Bool) {
        if text.byteCount > Self.longestName {
            name = ""
        } else if isEscaped {
            name = JSONString.text(text)
        } else {
            name = unsafe text.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    private mutating func begin(isArray: Bool) -> Step {
        var inner = places.last?.inner(name) ?? .root
        if inner != .other, inner.isArray != isArray { inner = .other }
        places.append(inner)
        name = ""
        return .begin(inner)
    }

    private mutating func end() -> Step {
        name = ""
        return .end(places.popLast() ?? .other)
    }
}
