import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// An element of `_webSocketMessages` as it is read: first its members in any order, then made into a message. Of another
/// program's HAR nothing is known of frames: `frames` and `wireLength` are 0.
struct HARMessage {
    /// Holes that one message tells at most.
    private static let mostHoles = 4_096

    private var type = ""
    private var time: Timestamp?
    private var opcode: Int128?
    private var data: [UInt8]?
    private var rest: [UInt8] = []
    private var isBase64 = false
    private var length: UInt64?
    private var hasLength = true
    private var number: Int?
    private var isCapped = false
    private var textLength: Int?
    private var frames: Int?
    private var wireLength: UInt64?
    private var isCompressed = false
    private var ping: Int?
    private var roundTrip: Int64?
    private var trouble: Message.Trouble?
    private var hole: [UInt64] = []

    /// Why an element is no message.
    enum Flaw: Hashable {
        /// Chrome tells an error of the connection, in these words.
        case error(String)
        /// A member is missing, or is not what it must be.
        case unreadable(String)
    }

    /// Takes in a value that stands in the element, or in a part of it, under a name.
    mutating func take(_ value: borrowing HARValue, _ place: HARPlace, _ name: String) {
        switch place {
        case .message: take(value, name)
        case .hole:
            if hole.count < 2 { hole.append(value.natural ?? 0) }
        case .doubt: trouble?.doubt.formUnion(Doubt(named: value.length < 32 ? value.text ?? "" : ""))
        default: break
        }
    }

    /// Takes in a part of it that ends.
    mutating func end(_ place: HARPlace) {
        guard place == .hole else { return }
        if hole.count == 2, let known = trouble?.holes.count, known < Self.mostHoles {
            trouble?.holes.append(Hole(offset: hole[0], length: hole[1]))
        }
        hole = []
    }

    private mutating func take(_ value: borrowing HARValue, _ name: String) {
        switch name {
        case "type": type = value.length < 32 ? value.text ?? "" : ""
        case "time": if time == nil { time = value.seconds }
        case "opcode": opcode = value.number()
        case "data": data = value.bytes
        case "_time_ns": time = value.integer.map { Timestamp(nanoseconds: $0) } ?? time
        case "_rest":
            rest = []
            if let digits = value.bytes { _ = unsafe Base64Text.append(digits.span.bytes, to: &rest) }
        case "_encoding": isBase64 = value.length < 32 && value.text == "base64"
        case "_text_length": textLength = value.count()
        case "_seq": number = value.count()
        case "_length":
            length = value.natural
            hasLength = !value.isNull
        case "_kept": isCapped = true
        default: take(fact: value, name)
        }
    }

    private mutating func take(fact value: borrowing HARValue, _ name: String) {
        switch name {
        case "_frames": frames = value.count()
        case "_wire_length": wireLength = value.natural
        case "_compressed": isCompressed = value.isTrue
        case "_answers": ping = value.count()
        case "_rtt_ns": roundTrip = value.integer
        case "_missing":
            if trouble == nil { trouble = Message.Trouble() }
            trouble?.missing = value.natural ?? 0
        case "_incomplete": trouble?.isIncomplete = value.isTrue
        default: break
        }
    }

    /// When the element says that it was; nil where it does not.
    var toldTime: Timestamp? { time }

    /// Shows the message and its payload to `body`; where the element is none, says why. `next` is its number where it
    /// tells none, and `earlier` its time.
    func tell(
        connection: Int, next: Int, earlier: Timestamp, _ body: (RestoredMessage, RawSpan) -> Void
    ) -> Flaw? {
        if type == "error" || opcode == -1 {
            return .error(String(decoding: (data ?? []).prefix(4_096), as: UTF8.self))
        }
        guard let from = direction else { return .unreadable("its type is neither send nor receive") }
        guard let data else { return .unreadable("its data is missing, or no string") }
        guard let code = opcode ?? 1 as Int128?, let bits = UInt8(exactly: code), bits < 16 else {
            return .unreadable("its opcode is none")
        }
        var message = RestoredMessage()
        message.connection = connection
        message.number = number.flatMap { $0 > 0 ? $0 : nil } ?? next
        message.time = time ?? earlier
        message.from = from
        message.opcode = Opcode(rawValue: bits)
        message.isCompressed = isCompressed
        message.isCapped = isCapped
        message.frames = frames ?? (wireLength == nil ? 0 : 1)
        message.wireLength = wireLength ?? 0
        if let ping { message.answer = PingAnswer(ping: ping, roundTrip: roundTrip ?? 0) }
        message.trouble = trouble
        return tell(data, &message, body)
    }

    private var direction: Direction? {
        switch type {
        case "send": .fromClient
        case "receive": .fromServer
        default: nil
        }
    }

    private func tell(
        _ data: [UInt8], _ message: inout RestoredMessage, _ body: (RestoredMessage, RawSpan) -> Void
    ) -> Flaw? {
        var payload: [UInt8] = []
        var flaw: Flaw?
        if message.opcode == .text, !isBase64 {
            payload = data
            var judge = UTF8Validator()
            unsafe judge.feed(data.span.bytes)
            message.textLength = judge.isComplete ? data.count : nil
            if !rest.isEmpty { payload += rest }
        } else if let wrong = unsafe Base64Text.append(data.span.bytes, to: &payload) {
            // The words themselves are all that is known of the payload.
            payload = data
            flaw = .unreadable("its data is no base64 from digit \(wrong) on, and is told as it is written")
        } else {
            message.textLength = textLength
        }
        message.length = hasLength ? length ?? UInt64(payload.count) : nil
        unsafe body(message, payload.span.bytes)
        return flaw
    }
}

extension Doubt {
    /// The doubt of a name, as `names` gives it; none for any other.
    init(named name: String) {
        let all: [Doubt] = [.resynchronised, .contextLost, .inferredDeflate, .notInflated]
        self = all.first { $0.names == [name] } ?? []
    }
}
