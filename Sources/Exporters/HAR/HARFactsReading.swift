import ByteStreams
import Dissection
import WebSocketWire

/// How single values become facts of an entry. A value of another kind than expected is as good as none.
extension HARFacts {
    /// Takes in a value that stands in a part of an entry under a name.
    mutating func take(_ value: borrowing HARValue, _ place: HARPlace, _ name: String) {
        switch place {
        case .entry: take(entry: value, name)
        case .request: take(value, of: \.request, name)
        case .response: take(value, of: \.response, name)
        case .requestField: take(field: value, of: \.request, name)
        case .responseField: take(field: value, of: \.response, name)
        case .close: take(close: value, name)
        case .facts: take(fact: value, name)
        case .security: take(security: value, name)
        case .certificateNames:
            if let text = text(value) { own.security?.certificateNames.append(text) }
        case .closeFacts: take(closeFact: value, name)
        case .closeMessages: Self.take(value, of: &ownClose.messages, name)
        case .closeBytes: Self.take(value, of: &ownClose.bytes, name)
        case .finding: take(finding: value, name)
        default: break
        }
    }

    private mutating func take(entry value: borrowing HARValue, _ name: String) {
        switch name {
        case "_resourceType": resourceType = text(value) ?? ""
        case "startedDateTime": started = text(value).flatMap { Timestamp(iso: $0) }
        case "serverIPAddress": serverAddress = text(value) ?? ""
        case "_wscope_findings_left_out": notesLeftOut = value.count() ?? 0
        case "_webSocketClose": close.isAborted = text(value) == "aborted"
        default: break
        }
    }

    private mutating func take(_ value: borrowing HARValue, of head: WritableKeyPath<HARFacts, Head>, _ name: String) {
        switch name {
        case "method": self[keyPath: head].method = text(value) ?? self[keyPath: head].method
        case "url": self[keyPath: head].url = text(value) ?? ""
        case "_target": self[keyPath: head].target = text(value)
        case "httpVersion": self[keyPath: head].version = text(value) ?? ""
        case "status": self[keyPath: head].status = value.count(atMost: 999) ?? 0
        case "statusText": self[keyPath: head].reason = text(value) ?? ""
        case "_unseen": self[keyPath: head].isUnseen = value.isTrue
        default: break
        }
    }

    private mutating func take(
        field value: borrowing HARValue, of head: WritableKeyPath<HARFacts, Head>, _ name: String
    ) {
        switch name {
        case "name": self[keyPath: head].name = text(value) ?? ""
        case "value": self[keyPath: head].value = text(value) ?? ""
        default: break
        }
    }

    private mutating func take(close value: borrowing HARValue, _ name: String) {
        switch name {
        case "code": close.code = value.count(atMost: 65_535).map { CloseCode(rawValue: UInt16($0)) }
        case "timestamp": close.time = value.seconds
        default: break
        }
    }

    private mutating func take(fact value: borrowing HARValue, _ name: String) {
        switch name {
        case "conn": own.connection = value.count()
        case "time_ns": own.time = value.integer.map { Timestamp(nanoseconds: $0) }
        case "client": own.client = text(value).flatMap { Endpoint(text: $0) }
        case "server": own.server = text(value).flatMap { Endpoint(text: $0) }
        case "source": own.source = text(value).flatMap { TrafficSource(rawValue: $0) }
        case "handshake_ns": own.handshake = value.integer
        case "stream": own.stream = value.number().flatMap { UInt32(exactly: $0) }
        case "confidence": own.confidence = value.fraction
        default: break
        }
    }

    private mutating func take(security value: borrowing HARValue, _ name: String) {
        let text = text(value)
        switch name {
        case "version": own.security?.version = text
        case "cipher": own.security?.cipherSuite = text
        case "sni": own.security?.serverName = text
        case "alpn": own.security?.applicationProtocol = text
        default: break
        }
    }

    private mutating func take(closeFact value: borrowing HARValue, _ name: String) {
        switch name {
        case "time_ns": ownClose.time = value.integer.map { Timestamp(nanoseconds: $0) }
        case "how": ownClose.outcome = text(value).flatMap { ConnectionOutcome(rawValue: $0) }
        case "by": ownClose.by = text(value).flatMap { Direction(word: $0) }
        case "code": ownClose.code = value.count(atMost: 65_535).map { CloseCode(rawValue: UInt16($0)) }
        default: break
        }
    }

    private static func take(_ value: borrowing HARValue, of numbers: inout PerDirection, _ name: String) {
        guard let direction = Direction(word: name) else { return }
        numbers[direction] = value.natural ?? 0
    }

    private mutating func take(finding value: borrowing HARValue, _ name: String) {
        switch name {
        case "seq": note.message = value.count()
        case "time_ns": note.time = value.integer.map { Timestamp(nanoseconds: $0) }
        case "severity": note.severity = text(value).flatMap { Severity(rawValue: $0) } ?? .note
        case "rule": note.rule = text(value) ?? ""
        case "section": note.section = text(value) ?? ""
        case "law": note.law = text(value) ?? ""
        case "detail": note.detail = text(value) ?? ""
        default: break
        }
    }
}

extension Direction {
    /// The side of a name, as `name` gives it; nil for any other.
    init?(word: String) {
        switch word {
        case "client": self = .fromClient
        case "server": self = .fromServer
        default: return nil
        }
    }
}
