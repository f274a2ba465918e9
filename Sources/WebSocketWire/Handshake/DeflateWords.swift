/// What one side says about permessage-deflate: an offer or the answer to it (RFC 7692 section 7.1).
struct DeflateWords {
    /// Who is speaking.
    enum Speaker: String {
        case client = "offered"
        case server = "agreed"
    }

    private enum Bits {
        case none
        case any
        case value(Int)
        case unusable

        var value: Int? {
            if case .value(let value) = self { value } else { nil }
        }

        var isUnusable: Bool {
            if case .unusable = self { true } else { false }
        }
    }

    private let element: ExtensionOffer
    private let speaker: Speaker
    private var serverNoContextTakeover = false
    private var clientNoContextTakeover = false
    private var serverBits = Bits.none
    private var clientBits = Bits.none

    /// Reads an extension named permessage-deflate. Of a repeated parameter the first counts, an unknown one does not.
    init(_ element: ExtensionOffer, by speaker: Speaker, into findings: inout Findings) {
        self.element = element
        self.speaker = speaker
        var seen: Set<String> = []
        for parameter in element.parameters {
            guard seen.insert(parameter.name).inserted else {
                findings.add(DeflateRules.repeatedParameter, "\(Excerpt(parameter.name)) in \(text)")
                continue
            }
            read(parameter, into: &findings)
        }
    }

    /// The parameters that a connection has after these words; nil where a window size cannot be used.
    var parameters: DeflateParameters? {
        guard !serverBits.isUnusable, !clientBits.isUnusable else { return nil }
        return DeflateParameters(
            serverNoContextTakeover: serverNoContextTakeover, clientNoContextTakeover: clientNoContextTakeover,
            serverMaxWindowBits: serverBits.value ?? 15, clientMaxWindowBits: clientBits.value ?? 15)
    }

    /// What an answer says against the offer that it accepts.
    func judged(against offer: DeflateWords) -> [Violation] {
        var violations: [Violation] = []
        if offer.serverNoContextTakeover, !serverNoContextTakeover {
            violations.append(Violation(DeflateRules.missingServerNoTakeover, "\(offer.text), \(text)"))
        }
        if let offered = offer.serverBits.value, offered < serverBits.value ?? 15, !serverBits.isUnusable {
            violations.append(Violation(DeflateRules.serverWindowTooLarge, "\(offer.text), \(text)"))
        }
        switch (offer.clientBits, clientBits) {
        case (.none, .any), (.none, .value), (.none, .unusable):
            violations.append(Violation(DeflateRules.clientWindowNotOffered, "\(offer.text), \(text)"))
        case (.value(let offered), .value(let agreed)) where offered < agreed:
            violations.append(Violation(DeflateRules.clientWindowTooLarge, "\(offer.text), \(text)"))
        default:
            break
        }
        return violations
    }

    private var text: String { "\(speaker.rawValue) \(Excerpt(element.text).quoted)" }

    private mutating func read(_ parameter: ExtensionOffer.Parameter, into findings: inout Findings) {
        switch parameter.name {
        case "server_no_context_takeover":
            serverNoContextTakeover = true
            judgeNoValue(parameter, into: &findings)
        case "client_no_context_takeover":
            clientNoContextTakeover = true
            judgeNoValue(parameter, into: &findings)
        case "server_max_window_bits":
            serverBits = bits(parameter, into: &findings)
            if parameter.value == nil {
                findings.add(DeflateRules.invalidWindowBits, "\(parameter.name) has no value in \(text)")
            }
        case "client_max_window_bits":
            clientBits = bits(parameter, into: &findings)
            if parameter.value == nil, speaker == .server {
                findings.add(DeflateRules.clientWindowWithoutValue, text)
            }
        default:
            findings.add(DeflateRules.unknownParameter, "\(Excerpt(parameter.name)) in \(text)")
        }
    }

    private func judgeNoValue(_ parameter: ExtensionOffer.Parameter, into findings: inout Findings) {
        guard let value = parameter.value else { return }
        findings.add(DeflateRules.takeoverWithValue, "\(parameter.name) has the value \(Excerpt(value)) in \(text)")
    }

    private func bits(_ parameter: ExtensionOffer.Parameter, into findings: inout Findings) -> Bits {
        guard let value = parameter.value else { return .any }
        var said: String { "\(parameter.name)=\(Excerpt(value)) in \(text)" }
        if parameter.isQuoted {
            findings.add(DeflateRules.quotedWindowBits, said)
        }
        let digits = value.utf8.drop { $0 == UInt8(ascii: "0") }
        if digits.count != value.utf8.count, !digits.isEmpty {
            findings.add(DeflateRules.leadingZero, said)
        }
        guard digits.count <= 2, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            case let number = digits.reduce(0, { $0 * 10 + Int($1) - 48 }), (8...15).contains(number)
        else {
            findings.add(DeflateRules.invalidWindowBits, said)
            return .unusable
        }
        return .value(number)
    }
}
