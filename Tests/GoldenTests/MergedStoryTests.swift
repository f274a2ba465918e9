import CaptureKit
import Testing

struct MergedStoryTests {
    /// A capture beside another one, whose connections have other addresses or ports.
    struct Pair: Sendable, CustomStringConvertible {
        let capture: CaptureFile
        let other: CaptureFile
        var description: String { "\(capture) beside \(other)" }

        static let all: [Pair] = CaptureFile.all.enumerated().compactMap { index, capture in
            let others = CaptureFile.all[(index + 1)...] + CaptureFile.all[..<index]
            // Connections with TLS that stay closed have ends too, which the story does not tell.
            return others.first {
                (capture.keyLog.isEmpty || $0.keyLog.isEmpty)
                    && endpoints(of: $0).isDisjoint(with: endpoints(of: capture))
            }.map { Pair(capture: capture, other: $0) }
        }

        private static func endpoints(of capture: CaptureFile) -> Set<String> {
            var found: Set<String> = []
            for line in capture.expected.split(separator: 0x0a) {
                guard let line = JSONLine(line), let client = line.text("client"), let server = line.text("server")
                else { continue }
                found.insert(client + server)
            }
            return found
        }
    }

    @Test
    func `nearly every capture has another beside which it can be read`() {
        #expect(Pair.all.count * 10 > CaptureFile.all.count * 9)
    }

    @Test(arguments: Pair.all)
    func `connections say the same beside those of another capture`(_ pair: Pair) throws {
        let packets = PacketList(of: pair.capture.bytes)
        let others = PacketList(of: pair.other.bytes)
        let start = try #require(packets.packets.first?.time)
        let otherStart = try #require(others.packets.first?.time)
        let shifted = others.shifted(by: start - otherStart + 1_234_567)
        var telling = Telling()
        telling.keyLog = pair.capture.keyLog + pair.other.keyLog
        let merged = Story(of: [pair.capture.bytes, shifted.pcapng()], telling)
        let mine = connections(pair.capture.expected)
        let theirs = connections(Story(of: shifted.pcapng(), telling).jsonLines)
        let all = connections(merged.jsonLines)
        #expect(all.count == mine.count + theirs.count)
        #expect(all.filter { mine.contains($0) } == mine)
        #expect(Set(all) == Set(mine + theirs))
    }

    /// The lines of each connection without its number, in the order in which the connections were recognised.
    private func connections(_ story: [UInt8]) -> [[String]] {
        var lines: [Int: [String]] = [:]
        for bytes in story.split(separator: 0x0a) {
            guard let number = JSONLine(bytes)?.number("conn") else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            lines[number, default: []].append(text.replacing("\"conn\":\(number),", with: "", maxReplacements: 1))
        }
        return lines.sorted { $0.key < $1.key }.map(\.value)
    }
}
