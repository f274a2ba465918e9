import ByteStreams
import Dissection
import WebSocketWire

/// What a HAR's entry says beside its messages, as it is read: first in any order, then made into events.
struct HARFacts {
    /// What an entry says besides its messages, at most, in bytes; texts beyond it are left out.
    static let budget = 4_194_304

    /// A request or a response.
    struct Head {
        var isThere = false
        var isUnseen = false
        var method = "GET"
        var url = ""
        var target: String?
        var version = ""
        var status = 0
        var reason = ""
        var fields: [HTTPField] = []
        var name = ""
        var value = ""
    }

    /// The end as HTTP Toolkit tells it.
    struct Close {
        var isThere = false
        var isAborted = false
        var code: CloseCode?
        var time: Timestamp?
    }

    /// What HAR has no place for, and wscope wrote beside it.
    struct Own {
        var isThere = false
        var connection: Int?
        var time: Timestamp?
        var client: Endpoint?
        var server: Endpoint?
        var source: TrafficSource?
        var handshake: Int64?
        var stream: UInt32?
        var confidence: Double?
        var security: StreamSecurity?
    }

    /// The end as wscope tells it.
    struct OwnClose {
        var isThere = false
        var time: Timestamp?
        var outcome: ConnectionOutcome?
        var by: Direction?
        var code: CloseCode?
        var messages = PerDirection()
        var bytes = PerDirection()
    }

    /// A finding as wscope tells it.
    struct Note {
        var message: Int?
        var time: Timestamp?
        var severity = Severity.note
        var rule = ""
        var section = ""
        var law = ""
        var detail = ""
    }

    var resourceType = ""
    var started: Timestamp?
    var serverAddress = ""
    var request = Head()
    var response = Head()
    var close = Close()
    var own = Own()
    var ownClose = OwnClose()
    var note = Note()
    private(set) var notes: [Note] = []
    /// Findings that wscope left out when it wrote the entry.
    var notesLeftOut = 0
    /// Whether `_webSocketMessages` is there.
    var hasMessages = false
    private var left = HARFacts.budget
    /// Whether texts were left out.
    private(set) var isCut = false

    /// Whether it is about a WebSocket connection.
    var isWebSocket: Bool {
        hasMessages || resourceType == "websocket" || request.url.hasPrefix("ws://") || request.url.hasPrefix("wss://")
    }

    /// The text of a value, as long as there is room for it; nil where it is no text.
    mutating func text(_ value: borrowing HARValue) -> String? {
        guard value.length <= left else {
            isCut = true
            return nil
        }
        left -= value.length
        return value.text
    }

    /// Takes in an element of a list that begins.
    mutating func begin(_ place: HARPlace) {
        switch place {
        case .request: request.isThere = true
        case .response: response.isThere = true
        case .requestField: (request.name, request.value) = ("", "")
        case .responseField: (response.name, response.value) = ("", "")
        case .messages: hasMessages = true
        case .close: close.isThere = true
        case .facts: own.isThere = true
        case .security: own.security = StreamSecurity()
        case .closeFacts: ownClose.isThere = true
        case .finding: note = Note()
        default: break
        }
    }

    /// Takes in what has ended. An element counts for the budget even where it is empty.
    mutating func end(_ place: HARPlace) {
        guard place == .requestField || place == .responseField || place == .finding else { return }
        guard left >= 64 else {
            isCut = true
            return
        }
        left -= 64
        switch place {
        case .requestField: request.fields.append(HTTPField(request.name, request.value))
        case .responseField: response.fields.append(HTTPField(response.name, response.value))
        default: notes.append(note)
        }
    }
}
