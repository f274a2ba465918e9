/// The laws of agreeing on compression (RFC 7692 sections 5 and 7.1) that an observer can judge.
package enum DeflateRules {
    /// RFC 7692 section 5.
    package static let acceptedTwice = Rule(
        "rfc7692-5-accepted-twice", "RFC 7692 section 5", .error,
        "A server agrees to permessage-deflate once.")
    /// RFC 7692 section 5, with RFC 6455 section 9.1.
    package static let conflictingExtensions = Rule(
        "rfc7692-5-conflicting-extensions", "RFC 7692 section 5", .error,
        "No two agreed extensions use the same reserved bit.")
    /// RFC 7692 section 7.1.
    package static let unknownParameter = Rule(
        "rfc7692-7.1-unknown-parameter", "RFC 7692 section 7.1", .error,
        "permessage-deflate has the parameters server_no_context_takeover, client_no_context_takeover,"
            + " server_max_window_bits and client_max_window_bits.")
    /// RFC 7692 section 7.1.
    package static let repeatedParameter = Rule(
        "rfc7692-7.1-repeated-parameter", "RFC 7692 section 7.1", .error,
        "Every parameter of permessage-deflate stands once.")
    /// RFC 7692 section 7.1.1.
    package static let takeoverWithValue = Rule(
        "rfc7692-7.1.1-context-takeover-with-value", "RFC 7692 section 7.1.1", .error,
        "server_no_context_takeover and client_no_context_takeover have no value.")
    /// RFC 7692 section 7.1.1.1.
    package static let missingServerNoTakeover = Rule(
        "rfc7692-7.1.1.1-missing-server-no-context-takeover", "RFC 7692 section 7.1.1.1", .error,
        "A server accepts an offer with server_no_context_takeover by saying it too.")
    /// RFC 7692 section 7.1.2.
    package static let invalidWindowBits = Rule(
        "rfc7692-7.1.2-invalid-window-bits", "RFC 7692 section 7.1.2", .error,
        "A window size is a decimal number from 8 to 15.")
    /// RFC 7692 section 7.1.2.
    package static let leadingZero = Rule(
        "rfc7692-7.1.2-leading-zero", "RFC 7692 section 7.1.2", .error,
        "A window size has no leading zero.")
    /// RFC 7692 section 7.1.2.
    package static let quotedWindowBits = Rule(
        "rfc7692-7.1.2-quoted-window-bits", "RFC 7692 section 7.1.2", .note,
        "A window size stands without quotation marks: RFC 6455 allows them, and many peers refuse them.")
    /// RFC 7692 section 7.1.2.1.
    package static let serverWindowTooLarge = Rule(
        "rfc7692-7.1.2.1-server-max-window-bits-too-large", "RFC 7692 section 7.1.2.1", .error,
        "A server accepts an offer with server_max_window_bits by saying the same or a smaller value.")
    /// RFC 7692 section 7.1.2.2.
    package static let clientWindowNotOffered = Rule(
        "rfc7692-7.1.2.2-client-max-window-bits-not-offered", "RFC 7692 section 7.1.2.2", .error,
        "A server says client_max_window_bits only where the offer does.")
    /// RFC 7692 section 7.1.2.2.
    package static let clientWindowTooLarge = Rule(
        "rfc7692-7.1.2.2-client-max-window-bits-too-large", "RFC 7692 section 7.1.2.2", .note,
        "A client that offered a value for client_max_window_bits stays within it, however large the answer.")
    /// RFC 7692 section 7.1.2.2.
    package static let clientWindowWithoutValue = Rule(
        "rfc7692-7.1.2.2-client-max-window-bits-without-value", "RFC 7692 section 7.1.2.2", .error,
        "client_max_window_bits has a value in a response.")
    /// The compression before RFC 7692, frame by frame.
    package static let perFrameDeflate = Rule(
        "tyoshino-perframe-deflate-offered", "draft-tyoshino-hybi-websocket-perframe-deflate-06", .note,
        "deflate-frame and x-webkit-deflate-frame belong to a draft that RFC 7692 replaced.")

    /// All of them.
    package static let all = [
        acceptedTwice, conflictingExtensions, unknownParameter, repeatedParameter, takeoverWithValue,
        missingServerNoTakeover, invalidWindowBits, leadingZero, quotedWindowBits, serverWindowTooLarge,
        clientWindowNotOffered, clientWindowTooLarge, clientWindowWithoutValue, perFrameDeflate,
    ]
}
