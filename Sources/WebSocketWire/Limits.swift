/// What this module keeps at most. Whatever goes beyond is counted, not kept.
package enum Limits {
    /// Bytes of an empty payload buffer's memory that are kept for the next message.
    static let reusedPayload = 8_192
    /// Bytes among which a frame border is looked for.
    static let searchWindow = 131_072
    /// Bytes of scratch memory for payload that is judged and not kept.
    static let scratch = 16_384
    /// Findings about one message that are kept.
    static let violations = 64
    /// Missing stretches of one payload that are told one by one.
    static let holes = 1_024
    /// Bytes of a control frame's payload that are kept whatever the cap is (RFC 6455 section 5.5).
    package static let controlPayload = 125
    /// Bytes kept of a control frame that carries more than RFC 6455 allows.
    package static let oversizedControlPayload = 65_536
    /// Bytes that one message inflates to before inflation stops, where payloads are capped lower: a decompression bomb
    /// costs no more than this.
    package static let inflatedMessage: UInt64 = 64 << 20
}
