import ByteStreams
import Dissection
import HTTP2Dissection
import Packets
import TLSDecryption

/// The way of captured packets to what they mean: TCP streams, out of TLS where the secrets are known, out of HTTP/2,
/// into the stories of their connections.
struct TrafficDecoder: ~Copyable {
    private var packets = PacketDissector(seed: .random(in: .min ... .max))
    private var decryptor: TLSDecryptor
    private var dissector: HTTP2Dissector
    /// When the last packet came.
    private(set) var lastTime = Timestamp(nanoseconds: 0)
    /// What was told and not yet written.
    var batch = TrafficBatch()

    /// A decoder that tells what `options` ask for. `waits` says whether secrets may come behind the packets that they
    /// open.
    init(options: DissectionOptions, waits: Bool) {
        dissector = HTTP2Dissector(options: options)
        decryptor = TLSDecryptor(waits: waits)
    }

    /// What was counted above the IP layer.
    var streams: StreamTallies { packets.tallies }

    /// What gave no TCP segment.
    var layers: LayerTally { packets.layerTallies }

    /// The TLS connections that were opened, and those that were not.
    var secured: SecuredTally {
        SecuredTally(
            opened: decryptor.openedCount, unopened: decryptor.unopenedCount, examples: decryptor.unopened,
            secrets: decryptor.keys.count)
    }

    /// Takes a packet.
    mutating func accept(_ packet: CapturedPacket, bytes: RawSpan) {
        lastTime = packet.time
        packets.accept(packet, bytes: bytes) { stream, time, event in
            decryptor.accept(event, of: stream, at: time) { stream, time, event in
                dissector.accept(event, of: stream, at: time, into: &batch)
            }
        }
    }

    /// Takes the time where no packet comes: what waits for missing bytes or secrets may have waited for too long.
    mutating func advance(to time: Timestamp) {
        packets.advance(to: time) { stream, time, event in
            decryptor.accept(event, of: stream, at: time) { stream, time, event in
                dissector.accept(event, of: stream, at: time, into: &batch)
            }
        }
        decryptor.advance(to: time) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
        }
    }

    /// Learns the secrets that `read` adds, and opens what waited for them.
    mutating func learn(at time: Timestamp, _ read: (inout KeyLog) -> Void) {
        read(&decryptor.keys)
        decryptor.wake(at: time) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
        }
    }

    /// The input has ended: ends every connection. `write` takes the batch whenever it is full.
    mutating func finish(write: (inout TrafficBatch) -> Void) {
        packets.finish { stream, time, event in
            decryptor.accept(event, of: stream, at: time) { stream, time, event in
                dissector.accept(event, of: stream, at: time, into: &batch)
            }
            if batch.isFull { write(&batch) }
        }
        decryptor.finish(at: lastTime) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
            if batch.isFull { write(&batch) }
        }
    }
}

/// What became of the connections with TLS.
struct SecuredTally {
    /// How many were opened.
    let opened: Int
    /// How many were not.
    let unopened: Int
    /// The first of those that were not.
    let examples: [UnopenedConnection]
    /// How many connections the key logs know.
    let secrets: Int

    /// Lines for people: those that were not opened, the first few of them one by one.
    func lines(isVerbose: Bool) -> [String] {
        guard opened + unopened > 0 else { return [] }
        var lines = ["TLS: \(opened) of \(opened + unopened) connections opened"]
        if unopened > 0, secrets == 0 { lines[0] += "; no secrets were given (--keylog FILE)" }
        let shown = isVerbose ? examples.count : min(examples.count, 5)
        for connection in examples.prefix(shown) {
            let facts = connection.facts
            let words = [facts.version.map { "TLS \($0)" }, facts.serverName].compactMap { $0 }
            lines.append(
                "not opened: \(connection.opening.client) → \(connection.opening.server)"
                    + (words.isEmpty ? "" : " (\(words.joined(separator: ", ")))") + ": \(connection.obstacle.text)")
        }
        if unopened > shown { lines.append("and \(unopened - shown) more" + (isVerbose ? "" : " (--verbose)")) }
        return lines
    }
}
