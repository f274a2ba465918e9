import ByteStreams

/// One direction of a TLS connection: where its records are, and under which key.
struct TLSLane {
    /// What protects the direction's next record.
    enum Epoch: Hashable {
        /// Nothing yet.
        case clear
        /// The early traffic secret (0-RTT, RFC 8446 section 2.3).
        case early
        /// The handshake traffic secret of TLS 1.3.
        case handshake
        /// The application traffic secret, or the keys behind ChangeCipherSpec of TLS 1.2.
        case application
        /// Keys that are not known and not waited for.
        case closed
    }

    /// Why the direction's next record cannot be taken yet.
    enum Wait: Hashable {
        /// The ServerHello says what it means.
        case serverHello
        /// The server's EncryptedExtensions say whether early data counts.
        case earlyDecision
        /// A secret is not in the key log.
        case secret
        /// The other direction waits with bytes that came earlier.
        case otherLane
    }

    var reader = RecordReader()
    var handshake = HandshakeReader()
    var epoch = Epoch.clear
    var opener: RecordOpener?
    /// The traffic secret of TLS 1.3 behind `opener`.
    var secret: [UInt8] = []
    /// The sequence number of the next record under `opener` (RFC 8446 section 5.3).
    var sequence: UInt64 = 0
    /// Records that came or were proven to have come, those in clear among them.
    var records = 0
    /// What was lost since the last record that could be opened.
    var loss = RecordLoss()
    /// Looks for the next record; nil where the border is known.
    var search: RecordSearch?
    var wait: Wait?
    var held = HeldItems()
    /// Whether a record of application data was opened under the present kind of key.
    var hasData = false
    /// Whether records are padded, so that what is lost cannot be counted.
    var isPadded = false
    /// Records in a row that could not be opened although none was lost.
    var failures = 0

    /// Takes the direction to its next keys.
    mutating func enter(_ next: Epoch, _ opener: RecordOpener?, secret: [UInt8] = []) {
        epoch = next
        self.opener = opener
        self.secret = secret
        sequence = 0
        failures = 0
        hasData = false
    }
}

/// Records that were lost, until one behind them is opened.
struct RecordLoss {
    /// Records whose headers were seen, or whose number is proven.
    var records = 0
    /// Bytes on the wire, headers and all, of records that are lost together with their number.
    var uncountedBytes = 0
    /// Whether nothing is known of how much was lost.
    var isUnknown = false
    /// Whether nothing is lost, but records were passed over for want of a secret that came later.
    var isReopened = false
    /// Bytes of content of the counted records, as long as that can be told.
    var content = 0
    /// Whether `content` cannot be told.
    var isUncertain = false

    var isNone: Bool { records == 0 && uncountedBytes == 0 && !isUnknown }

    /// The greatest number of records that may be lost beside the counted ones: the shortest is a header, a type and a
    /// tag.
    var mostRecords: Int {
        isUnknown ? TLSLimits.trials : min(uncountedBytes / (RecordHeader.length + 17) + 1, TLSLimits.trials)
    }
}
