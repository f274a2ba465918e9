/// The laws of frames and messages (RFC 6455 sections 5 to 8, RFC 7692 sections 6 and 7) that an observer can judge.
package enum FrameRules {
    package static let unmaskedClientFrame = Rule(
        "rfc6455-5.1-unmasked-client-frame", "RFC 6455 section 5.1", .error,
        "A client masks every frame that it sends.")
    package static let maskedServerFrame = Rule(
        "rfc6455-5.1-masked-server-frame", "RFC 6455 section 5.1", .error,
        "A server masks no frame that it sends.")
    package static let reservedBits = Rule(
        "rfc6455-5.2-reserved-bits", "RFC 6455 section 5.2", .error,
        "RSV1, RSV2 and RSV3 are 0 unless an extension that both agreed on gives them a meaning.")
    package static let reservedOpcode = Rule(
        "rfc6455-5.2-reserved-opcode", "RFC 6455 section 5.2", .error,
        "Opcodes 3 to 7 and 11 to 15 have no meaning.")
    package static let lengthNotMinimal = Rule(
        "rfc6455-5.2-length-not-minimal", "RFC 6455 section 5.2", .error,
        "A payload length is written in the fewest bytes that can tell it.")
    package static let lengthTopBit = Rule(
        "rfc6455-5.2-length-top-bit", "RFC 6455 section 5.2", .error,
        "The most significant bit of a 64-bit payload length is 0.")
    package static let predictableMask = Rule(
        "rfc6455-5.3-predictable-mask", "RFC 6455 section 5.3", .warning,
        "Masking keys are unpredictable: not all zero, and not the same frame after frame.")
    package static let continuationWithoutStart = Rule(
        "rfc6455-5.4-continuation-without-start", "RFC 6455 section 5.4", .error,
        "A continuation frame continues a message that has begun.")
    package static let messageInsideMessage = Rule(
        "rfc6455-5.4-message-inside-message", "RFC 6455 section 5.4", .error,
        "No message begins before the last frame of the one before.")
    package static let fragmentedControl = Rule(
        "rfc6455-5.5-fragmented-control", "RFC 6455 section 5.5", .error,
        "Control frames are not fragmented.")
    package static let oversizedControl = Rule(
        "rfc6455-5.5-oversized-control", "RFC 6455 section 5.5", .error,
        "A control frame carries at most 125 bytes.")
    package static let dataAfterClose = Rule(
        "rfc6455-5.5.1-frame-after-close", "RFC 6455 section 5.5.1", .error,
        "Nothing follows a Close frame from the same side.")
    package static let closeBodyTooShort = Rule(
        "rfc6455-5.5.1-close-body-too-short", "RFC 6455 section 5.5.1", .error,
        "A Close frame's body is empty or begins with two bytes of code.")
    package static let closeReasonNotUTF8 = Rule(
        "rfc6455-5.5.1-close-reason-not-utf8", "RFC 6455 section 5.5.1", .error,
        "A close reason is UTF-8.")
    package static let closeCodeForbidden = Rule(
        "rfc6455-7.4.1-close-code-never-sent", "RFC 6455 section 7.4.1", .error,
        "The codes 1004, 1005, 1006 and 1015 never stand in a Close frame.")
    package static let closeCodeUnused = Rule(
        "rfc6455-7.4.2-close-code-undefined", "RFC 6455 section 7.4.2", .error,
        "A close code is one that is defined (1000 to 2999), registered (3000 to 3999) or private (4000 to 4999).")
    package static let invalidText = Rule(
        "rfc6455-8.1-invalid-utf8", "RFC 6455 section 8.1", .error,
        "A text message is UTF-8 as a whole.")
    package static let compressedControl = Rule(
        "rfc7692-6.1-compressed-control", "RFC 7692 section 6.1", .error,
        "RSV1 is not set on control frames.")
    package static let compressedContinuation = Rule(
        "rfc7692-6.1-compressed-continuation", "RFC 7692 section 6.1", .error,
        "RSV1 is set on a message's first frame only.")
    package static let invalidDeflate = Rule(
        "rfc7692-7.2.2-invalid-deflate", "RFC 7692 section 7.2.2", .error,
        "A compressed message is a deflate stream that refers to nothing outside the agreed context.")
    package static let inflateLimit = Rule(
        "wscope-inflate-limit", "wscope", .warning,
        "A message that inflates beyond the limit is not inflated to its end.")

    /// All of them, in the order of their sections.
    package static let all: [Rule] = [
        unmaskedClientFrame, maskedServerFrame, reservedBits, reservedOpcode, lengthNotMinimal, lengthTopBit,
        predictableMask, continuationWithoutStart, messageInsideMessage, fragmentedControl, oversizedControl,
        dataAfterClose, closeBodyTooShort, closeReasonNotUTF8, closeCodeForbidden, closeCodeUnused, invalidText,
        compressedControl, compressedContinuation, invalidDeflate, inflateLimit,
    ]
}
