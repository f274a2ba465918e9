@testable import WebSocketWire

/// What a message turned out to be.
struct ReadMessage: Equatable {
    var number = 0
    var opcode = Opcode.text
    var kept: [UInt8] = []
    var length: UInt64 = 0
    var holes: [Hole] = []
    var frames = 0
    var wireLength: UInt64 = 0
    var missing: UInt64 = 0
    var isComplete = true
    var doubt: [String] = []
    var rules: [String] = []
    var details: [String] = []
    var textLength: Int?
    var inflation = Inflater.Outcome.inflated

    /// The kept bytes as text.
    var string: String { String(decoding: kept, as: UTF8.self) }

    init(_ draft: borrowing MessageDraft, isComplete: Bool) {
        number = draft.number
        opcode = draft.opcode
        kept = draft.payload.kept.bytes.copiedBytes
        length = draft.payload.length
        holes = draft.payload.holes
        frames = draft.frames
        wireLength = draft.wireLength
        missing = draft.missing
        self.isComplete = isComplete
        doubt = draft.doubt.names
        rules = draft.violations.map(\.rule.id)
        details = draft.violations.map(\.detail)
        textLength = draft.payload.textLength
        inflation = draft.inflation
    }

    /// Whether what is kept stands at the same places in `truth`, which has the payload's length.
    func agrees(with truth: [UInt8]) -> Bool {
        guard length == UInt64(truth.count) else { return false }
        var rest = truth[...]
        var shown: [UInt8] = []
        for hole in holes {
            let start = Int(hole.offset)
            guard start >= rest.startIndex, start + Int(hole.length) <= truth.count else { return false }
            shown += truth[rest.startIndex..<start]
            rest = truth[(start + Int(hole.length))...]
        }
        return kept == shown + rest
    }
}

/// One direction read from its bytes: a decoder and an assembler as a tap would drive them.
struct MessageReader: ~Copyable {
    private var decoder = FrameDecoder()
    private var assembler: MessageAssembler
    private var number = 1
    private(set) var messages: [ReadMessage] = []

    init(_ terms: MessageAssembler.Terms, midstream: Bool = false) {
        assembler = MessageAssembler(terms: terms, midstream: midstream)
    }

    mutating func feed(_ bytes: [UInt8]) {
        var offset = 0
        while let piece = decoder.next(bytes.span.bytes, at: &offset) {
            switch piece {
            case .header(let header):
                let interrupts = assembler.interrupts(header)
                if interrupts { endUnfinished() }
                assembler.begin(header, number: &number, interrupting: interrupts)
            case .payload(let range):
                assembler.add(bytes.span.bytes.extracting(range))
            case .end:
                endFrame()
            }
        }
    }

    private mutating func endFrame() {
        switch assembler.endFrame() {
        case .control:
            messages.append(ReadMessage(assembler.control, isComplete: true))
            assembler.control.clear()
        case .data:
            messages.append(ReadMessage(assembler.data, isComplete: true))
            assembler.data.clear()
        case nil: break
        }
    }

    /// So many bytes do not arrive; frames go on behind them where their place cannot be known otherwise.
    mutating func lose(_ count: Int) {
        switch decoder.skip(count) {
        case .inPayload(let missing):
            assembler.skip(missing)
            feed([])
        case .lost(let payload):
            if let payload {
                assembler.skip(payload)
                endFrame()
            }
            endUnfinished()
            assembler.resynchronise()
            decoder.resume()
        }
    }

    mutating func endUnfinished() {
        guard assembler.data.isActive else { return }
        assembler.finishData(isComplete: false)
        messages.append(ReadMessage(assembler.data, isComplete: false))
        assembler.data.clear()
    }
}

extension RawSpan {
    /// The bytes as an array.
    var copiedBytes: [UInt8] {
        withUnsafeBytes { Array($0) }
    }
}

/// The messages that a direction's bytes are, fed in chunks.
func read(_ chunks: [[UInt8]], _ terms: MessageAssembler.Terms) -> [ReadMessage] {
    var reader = MessageReader(terms)
    for chunk in chunks { reader.feed(chunk) }
    reader.endUnfinished()
    return reader.messages
}

/// The messages that frames are, of a server where nothing else is said.
func read(
    _ frames: [FrameBytes], _ terms: MessageAssembler.Terms = MessageAssembler.Terms(masking: .forbidden)
) -> [ReadMessage] {
    read([frames.flatMap(\.wire)], terms)
}
