package import WebSocketWire

/// What may be odd about the connections that a HAR of another program tells.
package enum HARRules {
    package static let connectionError = Rule(
        "wscope-har-connection-error", "wscope", .warning,
        "A connection that a HAR tells has no error.")
    package static let unreadableMessage = Rule(
        "wscope-har-unreadable-message", "wscope", .warning,
        "An element of _webSocketMessages has a type, an opcode and data, which is base64 where it is no text.")
    package static let leftOut = Rule(
        "wscope-har-left-out", "wscope", .note,
        "An entry's headers, and what else it says beside its messages, fit in 4 MiB.")
    package static let findingsLeftOut = Rule(
        "wscope-har-findings-left-out", "wscope", .note,
        "An entry tells every finding about its connection.")
}
