package import ByteStreams
import WebSocketWire

/// Something that a peer does on its connection, in bytes.
package struct Cue: Sendable {
    /// What it is.
    package enum Act: Sendable {
        /// The client connects to the server. What is known of the TLS that is around it, where there is one.
        case connect(StreamOpening, StreamSecurity?)
        /// A side says these bytes.
        case say(Direction, [UInt8])
        /// A side ends its half of the connection in order.
        case finish(Direction)
        /// A side aborts the connection.
        case abort(Direction)
    }

    /// Which of the peers it is, from 0. A peer has one connection at a time.
    package let peer: Int
    /// Nanoseconds since the beginning of the script.
    package let offset: Int64
    /// What it does.
    package let act: Act
}

/// A peer's scenes as bytes, in the order of time.
struct Performance: Sendable {
    /// Bytes said at once at most; more come in pieces, as on a network.
    private static let piece = 16_384
    private static let pieceTime: Int64 = 400_000
    /// A scene that lasts no time would be the last of all.
    private static let shortestScene: Int64 = 1_000_000

    private let number: Int
    private var peer: any Peer
    private let chance: Chance
    private var calls = 0
    private var voices = Voices(deflate: nil, Chance(seed: 0))
    private var lines: ArraySlice<Line> = []
    private var unsaid: ArraySlice<UInt8> = []
    private var speaker = Direction.fromClient
    private var sceneStart: Int64
    private var sceneEnd: Int64
    /// When the next cue comes.
    private(set) var nextOffset: Int64

    /// The performance of a peer that begins at an offset.
    init(_ peer: any Peer, number: Int, beginsAt offset: Int64, _ chance: Chance) {
        self.number = number
        self.peer = peer
        self.chance = chance
        sceneStart = offset
        sceneEnd = offset
        nextOffset = offset
        prepare()
    }

    /// Bytes of memory that what is not said yet and the windows take.
    var memory: Int { unsaid.count + voices.memory + lines.reduce(0) { $0 + $1.size } }

    /// The next cue. There always is one.
    mutating func next() -> Cue {
        let offset = nextOffset
        let act = unsaid.isEmpty ? perform() : .say(speaker, takePiece())
        prepare()
        return Cue(peer: number, offset: offset, act: act)
    }

    private mutating func takePiece() -> [UInt8] {
        let piece = Array(unsaid.prefix(Self.piece))
        unsaid = unsaid.count > piece.count ? unsaid.dropFirst(piece.count) : []
        return piece
    }

    private mutating func perform() -> Cue.Act {
        guard let line = lines.popFirst() else { return .say(.fromClient, []) }
        switch line.act {
        case .call(let visit, let port): return call(visit, port)
        case .finish: return .finish(line.side)
        case .abort: return .abort(line.side)
        case .bytes(let bytes): unsaid = bytes[...]
        case .frame(let frame): unsaid = voices.bytes(of: frame, from: line.side)[...]
        case .message(let message): unsaid = voices.bytes(of: message, from: line.side)[...]
        }
        speaker = line.side
        return .say(speaker, takePiece())
    }

    private mutating func call(_ visit: Visit, _ port: UInt16) -> Cue.Act {
        calls += 1
        voices = Voices(deflate: visit.site.deflate, chance.branch(calls))
        let opening = StreamOpening(
            client: Endpoint(address: visit.visitor.address, port: port),
            server: Endpoint(address: visit.site.address, port: visit.site.port), roles: .known)
        return .connect(opening, visit.site.security)
    }

    /// Works out when the next cue comes; has the peer write another scene where there is none.
    private mutating func prepare() {
        guard unsaid.isEmpty else {
            nextOffset += Self.pieceTime
            return
        }
        while lines.isEmpty {
            var scene = Scene()
            peer.write(&scene)
            lines = scene.inOrder[...]
            sceneStart = max(sceneEnd, nextOffset)
            sceneEnd = sceneStart + max(Self.shortestScene, scene.duration)
        }
        if let line = lines.first { nextOffset = max(nextOffset, sceneStart + line.offset) }
    }
}

extension Line {
    /// Bytes of payload that it keeps in memory.
    fileprivate var size: Int {
        switch act {
        case .bytes(let bytes): bytes.count
        case .frame(let frame): frame.payload.count
        case .message(let message): message.payload.count
        case .call, .finish, .abort: 0
        }
    }
}
