import JSONText

@testable import PayloadViews

/// A message, and what it is.
struct Sample: Sendable, CustomStringConvertible {
    let bytes: [UInt8]
    let kind: PayloadFacts.Kind
    let subprotocol: String?
    let target: String?
    let format: PayloadFormat
    let certainty: Certainty
    let summary: String

    init(
        _ bytes: [UInt8], kind: PayloadFacts.Kind = .binary, subprotocol: String? = nil, target: String? = nil,
        _ format: PayloadFormat, _ certainty: Certainty, _ summary: String
    ) {
        self.bytes = bytes
        self.kind = kind
        self.subprotocol = subprotocol
        self.target = target
        self.format = format
        self.certainty = certainty
        self.summary = summary
    }

    init(
        _ text: String, subprotocol: String? = nil, target: String? = nil, _ format: PayloadFormat,
        _ certainty: Certainty, _ summary: String
    ) {
        self.init(
            Array(text.utf8), kind: .text, subprotocol: subprotocol, target: target, format, certainty, summary)
    }

    var description: String { summary }

    var context: PayloadContext { PayloadContext(subprotocol: subprotocol, target: target) }
    var facts: PayloadFacts { PayloadFacts(kind: kind, context: context) }

    /// The view of its format that the viewer gives.
    var view: PayloadView? { PayloadViewer.views(of: bytes.span.bytes, facts).first { $0.format == format } }

    /// The lines of its format, as text with two spaces a level.
    var picture: String { Self.picture(of: bytes, as: format, facts) }

    static func picture(of bytes: [UInt8], as format: PayloadFormat, _ facts: PayloadFacts) -> String {
        PayloadViewer.lines(of: bytes.span.bytes, as: format, facts)
            .map { String(repeating: "  ", count: $0.indent) + $0.text }.joined(separator: "\n")
    }

    /// What the fast way says of it.
    func said(isWhole: Bool = true) -> String? {
        Self.said(of: bytes, PayloadFacts(kind: kind, context: context, isWhole: isWhole))?.text
    }

    static func said(of bytes: [UInt8], _ facts: PayloadFacts) -> (format: PayloadFormat, text: String)? {
        var line = TextLine()
        return PayloadViewer.summarise(bytes.span.bytes, facts, into: &line).map { ($0, line.text) }
    }

    /// Bytes written as hexadecimal digits, and text between apostrophes.
    static func wire(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, part) in text.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                bytes += Array(part.utf8)
            } else {
                bytes += part.split(separator: " ").compactMap { UInt8($0, radix: 16) }
            }
        }
        return bytes
    }
}
