import ByteStreams
import Testing
import TextScreen

@testable import InspectorUI

/// A terminal that gives the inputs of a script at their times, and a host whose clock goes on only while it waits.
private final class ScriptedWorld: Terminal, InspectorHost {
    var size = ScreenSize(columns: 80, rows: 24)
    let isASCII = false
    var steady: Int64 = 0
    var now: Timestamp { Timestamp(nanoseconds: MessagesFixture.start + steady) }
    var status = SourceStatus()
    var script: [(at: Int64, input: TerminalInput)] = []
    var draws: [Int64] = []
    var screens: [Screen] = []
    var waits: [Int?] = []
    var copied: [String] = []
    var performed: [Effect] = []
    var events: [InspectorEvent] = []
    /// Called at each wait, before it.
    var atWait: (ScriptedWorld) -> Void = { _ in }

    func show(_ screen: Screen) {
        draws.append(steady)
        screens.append(screen)
    }

    func nextInput(within milliseconds: Int?) -> TerminalInput? {
        waits.append(milliseconds)
        if waits.count > 100_000 { return .ended }
        atWait(self)
        steady += 10_000
        let next = script.first
        let patience = milliseconds.map { steady + Int64($0) * 1_000_000 }
        if let next, next.at <= patience ?? .max {
            script.removeFirst()
            steady = max(steady, next.at)
            return next.input
        }
        guard let patience else { return .ended }
        steady = max(steady, patience)
        return nil
    }

    func lend(_ body: () -> Void) { body() }
    func copy(_ text: String) { copied.append(text) }
    func perform(_ effect: Effect) { performed.append(effect) }
    func news() -> [InspectorEvent] {
        defer { events = [] }
        return events
    }
}

struct InspectorLoopTests {
    private static func run(_ fixture: MessagesFixture, _ world: ScriptedWorld, begin: () -> Void = {}) throws {
        var settings = InspectorSettings()
        settings.hasSeenHint = true
        let inspector = try Inspector(session: fixture.path, settings: settings, now: world.now) { _ in 0 }
        InspectorLoop(inspector, on: world, host: world).run(begin: begin)
    }

    @Test func `the first screen is drawn before anything else`() throws {
        let world = ScriptedWorld()
        var drawn = 0
        try Self.run(.usual(), world) { drawn = world.draws.count }
        #expect(drawn == 1 && world.draws[0] == 0)
    }

    @Test func `without work it waits as long as it takes, and draws nothing new`() throws {
        let world = ScriptedWorld()
        world.status.isEnded = true
        world.script = [(10_000_000_000, .woken), (20_000_000_000, .ended)]
        try Self.run(.usual(), world)
        #expect(world.waits.contains { $0 == nil })
        #expect(world.draws.filter { $0 > 1_000_000_000 && $0 < 10_000_000_000 } == [])
        #expect(world.waits.count < 100)
    }

    @Test func `a key is answered within 8 milliseconds`() throws {
        let world = ScriptedWorld()
        for step in 0..<20 {
            world.script.append((1_000_000_000 + Int64(step) * 50_000_000, .key(.down)))
        }
        world.script.append((3_000_000_000, .ended))
        let keys = world.script.dropLast().map(\.at)
        try Self.run(.usual(), world)
        for key in keys { #expect(world.draws.contains { $0 >= key && $0 - key <= 8_000_000 + 100_000 }) }
    }

    @Test func `keys close behind each other are answered in time, too`() throws {
        let world = ScriptedWorld()
        let keys = (0..<50).map { 1_000_000_000 + Int64($0) * 9_700_000 }
        world.script = keys.map { ($0, .key(.down)) } + [(3_000_000_000, .ended)]
        try Self.run(.usual(), world)
        for key in keys { #expect(world.draws.contains { $0 >= key && $0 - key <= 8_200_000 }) }
    }

    @Test func `many keys at once are drawn once`() throws {
        let world = ScriptedWorld()
        world.script = (0..<60).map { _ in (1_000_000_000, .key(.down)) } + [(2_000_000_000, .ended)]
        try Self.run(.usual(), world)
        #expect(world.draws.filter { $0 >= 1_000_000_000 }.count <= 3)
    }

    @Test func `traffic is drawn every 33 milliseconds at most, and seen`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.commit()
        let world = ScriptedWorld()
        world.status.isLive = true
        world.script = [(2_000_000_000, .ended)]
        var sent: Int64 = 0
        world.atWait = { world in
            while sent * 5_000_000 < world.steady, sent < 300 {
                sent += 1
                fixture.text(1, .fromServer, "tick \(sent)")
                fixture.commit()
                world.script.insert((world.steady, .woken), at: 0)
            }
        }
        try Self.run(fixture, world)
        let last = try #require(world.screens.last).lines.joined(separator: "\n")
        #expect(last.contains("300 msg"))
        for (draw, next) in zip(world.draws, world.draws.dropFirst()) { #expect(next - draw >= 33_000_000) }
        #expect(world.draws.count > 20)
    }

    @Test func `what is asked for is done, and the end ends`() throws {
        let world = ScriptedWorld()
        world.script = [
            (1_000_000, .key(.character("t"))), (2_000_000, .key(.character("Q"))), (3_000_000, .key(.character("t"))),
        ]
        try Self.run(.usual(), world)
        #expect(world.performed.count == 1)
        #expect(world.script.count == 1)
    }

    @Test func `another size is drawn`() throws {
        let world = ScriptedWorld()
        world.script = [(100_000_000, .resized), (200_000_000, .ended)]
        world.atWait = { if $0.waits.count > 3 { $0.size = ScreenSize(columns: 41, rows: 9) } }
        try Self.run(.usual(), world)
        #expect(world.screens.last?.size == ScreenSize(columns: 41, rows: 9))
    }
}
