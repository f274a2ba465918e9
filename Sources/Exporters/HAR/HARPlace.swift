/// The objects and arrays of a HAR that are of interest.
enum HARPlace: UInt8, Hashable {
    case root, log, entries, entry
    case request, requestFields, requestField, response, responseFields, responseField
    case facts, security, certificateNames
    case messages, message, holes, hole, doubt
    case close, closeFacts, closeMessages, closeBytes, findings, finding
    /// Any other, with all that is in it.
    case other

    /// What an object or array is that begins in this one as the member of that name.
    func inner(_ name: String) -> HARPlace {
        switch self {
        case .root: name == "log" ? .log : .other
        case .log: name == "entries" ? .entries : .other
        case .entries: .entry
        case .entry: Self.ofEntry(name)
        case .request: name == "headers" ? .requestFields : .other
        case .requestFields: .requestField
        case .response: name == "headers" ? .responseFields : .other
        case .responseFields: .responseField
        case .facts: name == "tls" ? .security : .other
        case .security: name == "names" ? .certificateNames : .other
        case .messages: .message
        case .message: name == "_holes" ? .holes : name == "_doubt" ? .doubt : .other
        case .holes: .hole
        case .closeFacts: name == "messages" ? .closeMessages : name == "bytes" ? .closeBytes : .other
        case .findings: .finding
        case .requestField, .responseField, .certificateNames, .hole, .doubt, .close, .closeMessages, .closeBytes,
            .finding, .other:
            .other
        }
    }

    private static func ofEntry(_ name: String) -> HARPlace {
        switch name {
        case "request": .request
        case "response": .response
        case "_webSocketMessages": .messages
        case "_webSocketClose": .close
        case "_wscope": .facts
        case "_wscope_close": .closeFacts
        case "_wscope_findings": .findings
        default: .other
        }
    }

    /// Whether it is an array where it is what its name says.
    var isArray: Bool {
        switch self {
        case .entries, .requestFields, .responseFields, .certificateNames, .messages, .holes, .hole, .doubt, .findings:
            true
        default: false
        }
    }
}
