import ByteStreams
import Testing

@testable import InspectorUI

struct PulseTests {
    private static let second: Int64 = 1_000_000_000

    private func at(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

    /// Pings of the server, one every ten seconds, with their answers' milliseconds; nil for none.
    private func pulse(_ answers: [Double?]) -> Pulse {
        var pulse = Pulse()
        for (index, answer) in answers.enumerated() {
            let time = Double(index) * 10
            pulse.ping(Int64(index * 2 + 1), seq: index * 2 + 1, at: at(time), from: .fromServer)
            guard let answer else { continue }
            pulse.pong(
                Int64(index * 2 + 2), seq: index * 2 + 2, at: at(time + answer / 1_000), from: .fromClient,
                answering: index * 2 + 1, roundTrip: Int64(answer * 1e6))
        }
        return pulse
    }

    @Test func `nothing has no verdict and no shares`() {
        #expect(Pulse().verdict(at: at(100)) == nil)
        #expect(Pulse().roundTrips.quantile(0.5) == nil)
    }

    @Test func `an answer is late where it takes five times the median before it, and ten milliseconds`() {
        #expect(pulse([20, 20, 20, 20, 20, 99]).verdict(at: at(51)) == nil)
        let late = pulse([20, 20, 20, 20, 20, 101, 900]).verdict(at: at(61))
        #expect(late?.place == 5)
        #expect(late?.words == "RTT from 20.0 ms to 101 ms, 2 late")
        #expect(pulse([0.1, 0.1, 0.1, 0.1, 0.1, 9]).verdict(at: at(51)) == nil)
    }

    @Test func `late answers do not become what is usual`() {
        let pulse = pulse([20, 20, 20, 20, 20] + Array(repeating: 500, count: 50))
        #expect(pulse.late == 50)
    }

    @Test func `an answer that takes longer than the interval is late`() {
        let pulse = pulse([6_000, 7_000, 6_500, 7_000, 12_000])
        #expect(pulse.late == 1)
        #expect(pulse.beats.last?.lateness == .overInterval)
    }

    @Test func `a ping is missed where a later one is answered, until it is answered all the same`() {
        var pulse = pulse([20, nil, 20])
        #expect(pulse.missed == 1 && pulse.beats[1].fate == .missed)
        #expect(pulse.verdict(at: at(21))?.words == "1 ping unanswered")
        #expect(pulse.verdict(at: at(21))?.place == 1)
        pulse.pong(
            9, seq: 9, at: at(25), from: .fromClient, answering: 3, roundTrip: 15 * Self.second)
        #expect(pulse.missed == 0 && pulse.beats[1].fate == .answered(15 * Self.second))
        #expect(pulse.verdict(at: at(26))?.words == "RTT from 20.0 ms to 15.0 s")
    }

    @Test func `a ping that waits is wrong as soon as it has waited too long, before anybody says so`() {
        let pulse = pulse([20, 20, nil])
        #expect(pulse.verdict(at: at(20.5)) == nil)
        #expect(pulse.verdict(at: at(22))?.words == "1 ping unanswered")
        #expect(pulse.verdict(at: at(22))?.place == 2)
        #expect(pulse.waiting == 1)
    }

    @Test func `at the end a ping is missed, or cut short where it was just sent`() {
        var ended = pulse([20, 20, nil])
        ended.end(at: at(20.1))
        #expect(ended.cut == 1 && ended.missed == 0 && ended.verdict(at: at(90)) == nil)
        var dead = pulse([20, 20, nil])
        dead.end(at: at(60))
        #expect(dead.missed == 1 && dead.verdict(at: at(90))?.place == 2)
    }

    @Test func `the first beats go where there are too many, and what they came to stays`() {
        var pulse = Pulse()
        let pings = Pulse.most + Pulse.most / 4 + 10_000
        for index in 0..<pings {
            pulse.ping(
                Int64(index), seq: index, at: at(Double(index)), from: index % 2 == 0 ? .fromClient : .fromServer)
        }
        #expect(pulse.beats.count <= Pulse.most + Pulse.most / 4)
        #expect(pulse.beats.count + pulse.dropped == pings)
        #expect(pulse.missed + pulse.waiting == pings)
        let verdict = pulse.verdict(at: at(1e9))
        #expect(verdict?.time == at(0) && verdict?.place == nil)
        #expect(verdict?.words.hasPrefix("\(pings) pings unanswered") == true)
        #expect(pulse.intervals[.fromClient]?.count == pings / 2 - 1)
    }

    @Test func `pongs without pings, times that run back and extreme numbers do no harm`() {
        var pulse = Pulse()
        for time in [Int64.max, 0, .min, 5] {
            let moment = Timestamp(nanoseconds: time)
            pulse.ping(time, seq: 1, at: moment, from: .fromClient)
            pulse.pong(time, seq: 2, at: moment, from: .fromServer, answering: 1, roundTrip: .max)
            pulse.pong(time, seq: 3, at: moment, from: .fromServer, answering: 77, roundTrip: .min)
            pulse.pong(time, seq: 4, at: moment, from: .fromServer, answering: nil, roundTrip: 0)
            _ = pulse.verdict(at: Timestamp(nanoseconds: .min))
        }
        pulse.end(at: Timestamp(nanoseconds: .max))
        #expect(pulse.unsolicited == 4)
        #expect(pulse.answered == 8)
    }
}
