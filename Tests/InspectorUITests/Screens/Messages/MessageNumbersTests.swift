import Testing

@testable import InspectorUI

struct MessageNumbersTests {
    @Test func `the numbers are those of a plain search, wherever one begins and however it is sliced`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        let all = session.lines(Array(1...session.messageCount))
        for (connections, hidesControl) in [([1], false), ([2], true), ([1, 2], true), ([], false), ([], true)] {
            let wanted = all.filter {
                (connections.isEmpty || connections.contains($0.message.connection))
                    && !(hidesControl && $0.message.opcode.isControl)
            }.map(\.number)
            for around in [nil, 1, session.messageCount / 2, session.messageCount] as [Int64?] {
                var numbers = MessageNumbers(
                    MessageNumbers.Scope(connections: connections, hidesControl: hidesControl), session,
                    around: around)
                var calls = 0
                while numbers.work(
                    session,
                    isDue: {
                        calls += 1
                        return calls % 3 == 0
                    }), calls < 10_000
                {}
                #expect((0..<numbers.count).map { numbers[$0] } == wanted)
                for (index, number) in wanted.enumerated() { #expect(numbers.index(of: number) == index) }
                #expect(numbers.progress(of: session.messageCount) == nil)
            }
        }
    }
}
