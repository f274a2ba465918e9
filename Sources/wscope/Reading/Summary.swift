import Dissection
import Packets
import WebSocketWire

/// What a run has seen, and what it has not understood, in a few lines for people.
struct Summary {
    let traffic: TrafficTotals
    let streams: StreamTallies
    let layers: LayerTally
    let secured: SecuredTally
    let timesGoneBack: Int

    /// The lines; with everything that was counted where `isVerbose`.
    func text(isVerbose: Bool) -> String {
        var lines: [String?] = Self.lines(of: traffic)
        lines[0]? += "; \(Self.counted(streams.packets, "packet")), \(Self.counted(streams.streams, "TCP stream"))"
        if streams.gaps > 0 {
            lines.append("missing: \(streams.gapBytes) bytes in \(Self.counted(streams.gaps, "gap")) of TCP streams")
        }
        lines += secured.lines(isVerbose: isVerbose)
        if timesGoneBack > 0 { lines.append("packet times go back \(Self.counted(timesGoneBack, "time"))") }
        lines += unusual.filter { isVerbose || $0.matters }.map { "\($0.count) \($0.what)" }
        let strange = layers.entries(.notUnderstood)
        if !strange.isEmpty {
            lines.append(
                "not understood: "
                    + strange.map { "\(Self.counted($0.count, "packet")) of \($0.kind)" }.joined(separator: ", "))
        }
        if isVerbose {
            let others = layers.entries(.notTCP)
            if !others.isEmpty {
                lines.append(
                    "not TCP: "
                        + others.map { "\(Self.counted($0.count, "packet")) of \($0.kind)" }.joined(separator: ", "))
            }
        }
        return lines.compactMap { $0 }.map { "wscope: \($0)\n" }.joined()
    }

    /// What traffic was seen: connections, messages and findings.
    static func lines(of traffic: TrafficTotals) -> [String] {
        let refused = traffic.refused > 0 ? " (\(traffic.refused) refused)" : ""
        let overview =
            "\(counted(traffic.connections, "WebSocket connection"))\(refused), "
            + "\(counted(traffic.messages, "message")), \(traffic.bytes) bytes"
        let counts = Severity.allCases.reversed().compactMap { severity in
            traffic.findings[severity].map { counted($0, severity.rawValue) }
        }
        return counts.isEmpty ? [overview] : [overview, "findings: " + counts.joined(separator: ", ")]
    }

    /// What was counted on the way, and whether it means that something may be missing.
    private var unusual: [(count: Int, what: String, matters: Bool)] {
        [
            (streams.malformedSegments, "TCP segments whose header is cut or contradicts itself", true),
            (streams.cutSegments, "TCP segments cut by the snap length", true),
            (streams.forgottenStreams, "TCP streams forgotten to stay within memory limits", true),
            (streams.gapsForRoom, "gaps settled early to stay within memory limits", true),
            (streams.segmentsBeforeStart, "TCP segments from before the first byte seen of their stream", true),
            (streams.implausibleSegments, "TCP segments that fit no place in their stream", true),
            (streams.segmentsAfterFinish, "TCP segments with bytes after the end of their stream", true),
            (streams.segmentsAfterEnd, "TCP segments after the end of their connection", true),
            (streams.implausibleOpenings, "SYN segments that fit neither their connection nor a new one", true),
            (streams.implausibleFinishes, "FIN segments that contradict their stream", true),
            (streams.implausibleResets, "RST segments outside the window", false),
            (streams.repeatedSegments, "TCP segments that bring nothing new", false),
        ].filter { $0.count > 0 }
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
