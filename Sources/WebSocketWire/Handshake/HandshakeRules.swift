/// The laws of the opening handshake (RFC 6455 sections 3, 4, 9.1 and 11.3) that an observer can judge.
package enum HandshakeRules {
    /// RFC 6455 section 3.
    package static let fragmentInTarget = Rule(
        "rfc6455-3-fragment-in-target", "RFC 6455 section 3", .error,
        "A WebSocket address has no fragment.")
    /// RFC 6455 section 4.1, requirement 2.
    package static let methodNotGet = Rule(
        "rfc6455-4.1-method-not-get", "RFC 6455 section 4.1", .error,
        "The method of a handshake request is GET.")
    /// RFC 6455 section 4.1, requirement 2.
    package static let requestVersionTooLow = Rule(
        "rfc6455-4.1-http-version-too-low", "RFC 6455 section 4.1", .error,
        "The HTTP version of a handshake request is at least 1.1.")
    /// RFC 6455 section 4.1, requirement 4.
    package static let missingHost = Rule(
        "rfc6455-4.1-missing-host-header", "RFC 6455 section 4.1", .error,
        "A handshake request has a Host header.")
    /// RFC 6455 section 4.1, requirement 5.
    package static let requestUpgrade = Rule(
        "rfc6455-4.1-missing-upgrade-header", "RFC 6455 section 4.1", .error,
        "A handshake request has an Upgrade header that includes websocket.")
    /// RFC 6455 section 4.1, requirement 6.
    package static let requestConnection = Rule(
        "rfc6455-4.1-missing-connection-upgrade", "RFC 6455 section 4.1", .error,
        "A handshake request has a Connection header that includes Upgrade.")
    /// RFC 6455 section 4.1, requirement 7.
    package static let missingKey = Rule(
        "rfc6455-4.1-missing-key-header", "RFC 6455 section 4.1", .error,
        "A handshake request has a Sec-WebSocket-Key header.")
    /// RFC 6455 section 4.1, requirement 7.
    package static let invalidKey = Rule(
        "rfc6455-4.1-invalid-key", "RFC 6455 section 4.1", .error,
        "A Sec-WebSocket-Key is the base64 of 16 bytes.")
    /// RFC 6455 section 4.1, requirement 9.
    package static let missingVersion = Rule(
        "rfc6455-4.1-missing-version-header", "RFC 6455 section 4.1", .error,
        "A handshake request has a Sec-WebSocket-Version header.")
    /// RFC 6455 section 4.1, requirement 9.
    package static let unsupportedVersion = Rule(
        "rfc6455-4.1-unsupported-version", "RFC 6455 section 4.1", .error,
        "The Sec-WebSocket-Version of a handshake request is 13.")
    /// RFC 6455 section 4.1, requirement 10.
    package static let invalidSubprotocolOffer = Rule(
        "rfc6455-4.1-invalid-subprotocol", "RFC 6455 section 4.1", .error,
        "An offered subprotocol is a token.")
    /// RFC 6455 section 4.1, requirement 10.
    package static let repeatedSubprotocol = Rule(
        "rfc6455-4.1-repeated-subprotocol", "RFC 6455 section 4.1", .error,
        "Every offered subprotocol is offered once.")
    /// RFC 6455 section 4.2.2, item 4.
    package static let unexpectedAcceptance = Rule(
        "rfc6455-4.2.2-established-unexpected", "RFC 6455 section 4.2.2", .error,
        "A server switches to WebSocket only where the request asked for it.")
    /// RFC 6455 section 4.2.2, item 5.
    package static let responseVersionTooLow = Rule(
        "rfc6455-4.2.2-http-version-too-low", "RFC 6455 section 4.2.2", .warning,
        "The HTTP version of a handshake response is at least 1.1.")
    /// RFC 6455 section 4.2.2, item 5.
    package static let responseUpgrade = Rule(
        "rfc6455-4.2.2-missing-upgrade-header", "RFC 6455 section 4.2.2", .error,
        "A handshake response has an Upgrade header that says websocket and nothing else.")
    /// RFC 6455 section 4.2.2, item 5.
    package static let responseConnection = Rule(
        "rfc6455-4.2.2-missing-connection-upgrade", "RFC 6455 section 4.2.2", .error,
        "A handshake response has a Connection header that includes Upgrade.")
    /// RFC 6455 section 4.2.2, item 5.
    package static let missingAccept = Rule(
        "rfc6455-4.2.2-missing-accept-header", "RFC 6455 section 4.2.2", .error,
        "A handshake response has a Sec-WebSocket-Accept header.")
    /// RFC 6455 section 4.2.2, item 5.
    package static let wrongAccept = Rule(
        "rfc6455-4.2.2-wrong-accept-header", "RFC 6455 section 4.2.2", .error,
        "Sec-WebSocket-Accept is the base64 of the SHA-1 hash of the request's key and the protocol's own UUID.")
    /// RFC 6455 section 4.2.2, item 5.
    package static let unofferedSubprotocol = Rule(
        "rfc6455-4.2.2-subprotocol-not-offered", "RFC 6455 section 4.2.2", .error,
        "A server agrees only to a subprotocol that was offered.")
    /// RFC 6455 section 4.2.2, item 5.
    package static let severalSubprotocols = Rule(
        "rfc6455-4.2.2-several-subprotocols", "RFC 6455 section 4.2.2", .error,
        "A server agrees to one subprotocol at most.")
    /// RFC 6455 section 4.3.
    package static let invalidSubprotocolAnswer = Rule(
        "rfc6455-4.3-invalid-subprotocol", "RFC 6455 section 4.3", .error,
        "An agreed subprotocol is a token.")
    /// RFC 6455 section 4.2.2, item 4, and section 4.4.
    package static let refusalWithoutVersion = Rule(
        "rfc6455-4.4-missing-version-header", "RFC 6455 section 4.4", .error,
        "A server that refuses a protocol version says in Sec-WebSocket-Version which ones it knows.")
    /// RFC 6455 section 9.1.
    package static let malformedExtensions = Rule(
        "rfc6455-9.1-malformed-extension", "RFC 6455 section 9.1", .error,
        "An extension is a token, followed by parameters that are tokens, with or without a value that is a token.")
    /// RFC 6455 section 9.1.
    package static let unofferedExtension = Rule(
        "rfc6455-9.1-extension-not-offered", "RFC 6455 section 9.1", .error,
        "A server agrees only to extensions that were offered.")
    /// RFC 6455 section 11.3.1.
    package static let multipleKeys = Rule(
        "rfc6455-11.3.1-multiple-key-headers", "RFC 6455 section 11.3.1", .error,
        "Sec-WebSocket-Key stands once in a request.")
    /// RFC 6455 section 11.3.2.
    package static let multipleExtensionHeaders = Rule(
        "rfc6455-11.3.2-multiple-extensions-headers", "RFC 6455 section 11.3.2", .error,
        "Sec-WebSocket-Extensions stands once in a response.")
    /// RFC 6455 section 11.3.3.
    package static let multipleAccepts = Rule(
        "rfc6455-11.3.3-multiple-accept-headers", "RFC 6455 section 11.3.3", .error,
        "Sec-WebSocket-Accept stands once in a response.")
    /// RFC 6455 section 11.3.4.
    package static let multipleProtocolHeaders = Rule(
        "rfc6455-11.3.4-multiple-protocol-headers", "RFC 6455 section 11.3.4", .error,
        "Sec-WebSocket-Protocol stands once in a response.")
    /// RFC 6455 section 11.3.5.
    package static let multipleVersions = Rule(
        "rfc6455-11.3.5-multiple-version-headers", "RFC 6455 section 11.3.5", .error,
        "Sec-WebSocket-Version stands once in a request.")
    /// The handshake before RFC 6455, with two keys and eight bytes after the head.
    package static let hixieKey = Rule(
        "hixie76-5.1-key1-header", "draft-hixie-thewebsocketprotocol-76 section 5.1", .note,
        "Sec-WebSocket-Key1 belongs to a draft that RFC 6455 replaced.")

    /// All laws of the handshake, with those of HTTP and of compression.
    package static let all =
        [
            fragmentInTarget, methodNotGet, requestVersionTooLow, missingHost, requestUpgrade, requestConnection,
            missingKey, invalidKey, missingVersion, unsupportedVersion, invalidSubprotocolOffer, repeatedSubprotocol,
            unexpectedAcceptance, responseVersionTooLow, responseUpgrade, responseConnection, missingAccept,
            wrongAccept, unofferedSubprotocol, severalSubprotocols, invalidSubprotocolAnswer, refusalWithoutVersion,
            malformedExtensions, unofferedExtension, multipleKeys, multipleExtensionHeaders, multipleAccepts,
            multipleProtocolHeaders, multipleVersions, hixieKey,
        ] + HTTPRules.all + DeflateRules.all
}
