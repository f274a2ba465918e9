import Synchronization
import Testing

@testable import wscope

struct RunNewsTests {
    @Test func `errors and remarks are kept apart, and every line as it is to be printed`() {
        let news = RunNews()
        let calls = Mutex(0)
        news.tell { calls.withLock { $0 += 1 } }
        RunNews.$current.withValue(news) {
            Diagnostics.write("wscope: a.pcap: it is damaged")
            Diagnostics.remark("wscope: capturing on lo")
            Diagnostics.put("wscope: 1 connection\nwscope: findings: none\n")
        }
        #expect(news.status.errors == ["a.pcap: it is damaged"])
        #expect(news.status.remarks == ["capturing on lo"])
        #expect(
            news.lines == [
                "wscope: a.pcap: it is damaged", "wscope: capturing on lo", "wscope: 1 connection",
                "wscope: findings: none",
            ])
        #expect(calls.withLock { $0 } == 3)
    }

    @Test func `however much is said, no more than so much is kept`() {
        let news = RunNews()
        for number in 0..<5_000 { news.take("line \(number)", number % 2 == 0 ? .remark : .error) }
        #expect(news.lines.count == 1_000)
        #expect(news.status.errors.count + news.status.remarks.count == 1_000)
    }

    @Test func `a run's thread tells its end, and ends when it is asked to`() {
        let news = RunNews()
        let thread = RunThread(news) {
            while !ProcessSetup.isInterrupted {}
            Diagnostics.write("wscope: asked")
            throw ProgramExit.noPermission
        }
        thread.start()
        #expect(!news.status.isEnded)
        news.cancel()
        #expect(thread.join() == .noPermission)
        #expect(news.status.isEnded && news.status.errors == ["asked"])
        #expect(thread.join() == .noPermission)
    }
}

struct RecordingPaceTests {
    @Test func `the beginning is handed over at once, and then less and less often`() {
        var pace = RecordingPace()
        var times: [Int64] = []
        for now in stride(from: Int64(0), to: 1_000_000_000, by: 500_000) where pace.isDue(at: now) {
            times.append(now)
        }
        #expect(times.first == 0 && times.dropFirst().first == 1_000_000)
        let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(gaps == gaps.sorted() && gaps.last == 50_000_000)
    }
}
