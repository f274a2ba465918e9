import ByteStreams
import Testing

@testable import InspectorUI

struct PulseGraphTests {
    @Test func `there are no more points than dots, and the longest round trip is among them`() {
        var pulse = Pulse()
        for index in 0..<20_000 {
            let time = Timestamp(nanoseconds: Int64(index) * 1_000_000_000)
            pulse.ping(Int64(index), seq: index, at: time, from: .fromServer)
            pulse.pong(
                Int64(index), seq: -1, at: time, from: .fromClient, answering: index,
                roundTrip: index == 12_345 ? 900_000_000 : 20_000_000)
        }
        var graph = PulseGraph()
        graph.fit(pulse, .control, columns: 40, at: Timestamp(nanoseconds: 20_000_000_000_000))
        #expect(graph.points.count <= 240)
        #expect(graph.points.contains { $0.value == 900_000_000 })
        #expect(abs((graph.wrong ?? 0) - 0.617) < 0.001)
        graph.fit(Pulse(), .control, columns: 40, at: Timestamp(nanoseconds: 0))
        #expect(graph.points.isEmpty && graph.span == nil && graph.wrong == nil)
    }

    @Test func `one beat, and none of the width, do no harm`() {
        var pulse = Pulse()
        pulse.ping(1, seq: 1, at: Timestamp(nanoseconds: 5), from: .fromClient)
        var graph = PulseGraph()
        for columns in 0...3 { graph.fit(pulse, .control, columns: columns, at: Timestamp(nanoseconds: .max)) }
        #expect(graph.wrong == 0)
    }
}
