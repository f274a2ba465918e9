/// The laws of HTTP/1.1 messages (RFC 9112, RFC 9110) that a lenient reader sees broken.
package enum HTTPRules {
    /// RFC 9112 section 2.2.
    package static let leadingBlankLines = Rule(
        "rfc9112-2.2-leading-blank-line", "RFC 9112 section 2.2", .warning,
        "No blank line comes before a message's first line.")
    /// RFC 9112 section 2.2.
    package static let bareLineFeed = Rule(
        "rfc9112-2.2-bare-line-feed", "RFC 9112 section 2.2", .warning,
        "A line of a message's head ends with a carriage return and a line feed.")
    /// RFC 9112 section 2.2.
    package static let whitespaceAfterStartLine = Rule(
        "rfc9112-2.2-whitespace-after-start-line", "RFC 9112 section 2.2", .warning,
        "No white space stands between the first line and the first header field.")
    /// RFC 9112 section 2.3.
    package static let oddVersion = Rule(
        "rfc9112-2.3-odd-version", "RFC 9112 section 2.3", .warning,
        "The version of a message is HTTP/1.0 or HTTP/1.1, in capitals.")
    /// RFC 9112 section 3, and section 4.
    package static let irregularStartLine = Rule(
        "rfc9112-3-irregular-start-line", "RFC 9112 section 3", .warning,
        "The parts of a message's first line are separated by one space each.")
    /// RFC 9112 section 3.2.
    package static let invalidTarget = Rule(
        "rfc9112-3.2-invalid-target", "RFC 9112 section 3.2", .warning,
        "A request target is not empty and has no white space, control characters or characters beyond ASCII.")
    /// RFC 9112 section 3.2.
    package static let multipleHosts = Rule(
        "rfc9112-3.2-multiple-host-headers", "RFC 9112 section 3.2", .error,
        "A request has one Host header and no more.")
    /// RFC 9112 section 3.2.
    package static let hostDiffers = Rule(
        "rfc9112-3.2-host-differs-from-target", "RFC 9112 section 3.2", .error,
        "The Host header is the same as the host that the request target names.")
    /// RFC 9112 section 3.2.2.
    package static let absoluteTarget = Rule(
        "rfc9112-3.2.2-absolute-target", "RFC 9112 section 3.2.2", .note,
        "A request target with scheme and host is meant for a proxy.")
    /// RFC 9112 section 4.
    package static let missingReasonSpace = Rule(
        "rfc9112-4-missing-reason-space", "RFC 9112 section 4", .warning,
        "A space follows the status code even where the reason is left out.")
    /// RFC 9112 section 5.
    package static let missingColon = Rule(
        "rfc9112-5-missing-colon", "RFC 9112 section 5", .warning,
        "A header line is a name, a colon and a value.")
    /// RFC 9112 section 5.1.
    package static let spaceBeforeColon = Rule(
        "rfc9112-5.1-space-before-colon", "RFC 9112 section 5.1", .warning,
        "No white space stands between a header's name and its colon.")
    /// RFC 9112 section 5.2.
    package static let lineFolding = Rule(
        "rfc9112-5.2-line-folding", "RFC 9112 section 5.2", .warning,
        "A header is not continued on the next line.")
    /// RFC 9112 section 6.1.
    package static let transferEncodingWithLength = Rule(
        "rfc9112-6.1-transfer-encoding-with-length", "RFC 9112 section 6.1", .error,
        "A message with Transfer-Encoding has no Content-Length.")
    /// RFC 9112 section 6.1.
    package static let transferEncodingInSwitch = Rule(
        "rfc9112-6.1-transfer-encoding-in-101", "RFC 9112 section 6.1", .error,
        "A response with an informational status has no Transfer-Encoding.")
    /// RFC 9112 section 6.3.
    package static let notChunkedLast = Rule(
        "rfc9112-6.3-final-coding-not-chunked", "RFC 9112 section 6.3", .error,
        "The last transfer coding of a request is chunked.")
    /// RFC 9112 section 6.3.
    package static let invalidLength = Rule(
        "rfc9112-6.3-invalid-content-length", "RFC 9112 section 6.3", .error,
        "A Content-Length is a decimal number.")
    /// RFC 9112 section 6.3.
    package static let differingLengths = Rule(
        "rfc9112-6.3-differing-content-lengths", "RFC 9112 section 6.3", .error,
        "A message says its Content-Length once.")
    /// RFC 9112 section 7.1.
    package static let malformedChunk = Rule(
        "rfc9112-7.1-malformed-chunk", "RFC 9112 section 7.1", .error,
        "A chunk is its size in hexadecimal, a line end, so many bytes, and a line end.")
    /// RFC 9110 section 5.1.
    package static let invalidFieldName = Rule(
        "rfc9110-5.1-invalid-field-name", "RFC 9110 section 5.1", .warning,
        "A header's name is a token.")
    /// RFC 9110 section 5.5.
    package static let controlCharacter = Rule(
        "rfc9110-5.5-control-character", "RFC 9110 section 5.5", .error,
        "No NUL, carriage return or other control character stands inside a header.")
    /// RFC 9110 section 5.5.
    package static let nonASCIIValue = Rule(
        "rfc9110-5.5-non-ascii-value", "RFC 9110 section 5.5", .note,
        "A header's value keeps to ASCII.")
    /// RFC 9110 section 8.6.
    package static let lengthInSwitch = Rule(
        "rfc9110-8.6-content-length-in-101", "RFC 9110 section 8.6", .error,
        "A response with an informational status has no Content-Length.")
    /// RFC 9110 section 9.3.1.
    package static let contentInRequest = Rule(
        "rfc9110-9.3.1-content-in-upgrade-request", "RFC 9110 section 9.3.1", .warning,
        "A GET request has no body.")
    /// RFC 9110 section 15.5.22.
    package static let upgradeRequiredWithoutUpgrade = Rule(
        "rfc9110-15.5.22-missing-upgrade-header", "RFC 9110 section 15.5.22", .error,
        "A response with status 426 says in its Upgrade header what is required.")

    /// All of them.
    package static let all = [
        leadingBlankLines, bareLineFeed, whitespaceAfterStartLine, oddVersion, irregularStartLine, invalidTarget,
        multipleHosts, hostDiffers, absoluteTarget, missingReasonSpace, missingColon, spaceBeforeColon, lineFolding,
        transferEncodingWithLength, transferEncodingInSwitch, notChunkedLast, invalidLength, differingLengths,
        malformedChunk, invalidFieldName, controlCharacter, nonASCIIValue, lengthInSwitch, contentInRequest,
        upgradeRequiredWithoutUpgrade,
    ]
}
