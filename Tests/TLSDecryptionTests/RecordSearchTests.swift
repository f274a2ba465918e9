import ByteStreams
import TestKit
import Testing

@testable import TLSDecryption

struct RecordSearchTests {
    private static let record: [UInt8] = [23, 3, 3, 0, 20] + [UInt8](repeating: 9, count: 20)

    @Test func `what may be a record is found behind any bytes, however they come`() {
        let noise: [UInt8] = [1, 23, 3, 23, 3, 3, 0, 1, 7]
        forEveryChunking(of: noise + Self.record + [5, 6]) { chunks in
            var search = RecordSearch()
            var rest: [UInt8]?
            for chunk in chunks {
                if let found = rest {
                    rest = found + chunk
                    continue
                }
                search.append(chunk.span.bytes)
                guard let candidate = search.next() else { continue }
                #expect(candidate.header.bodyLength == 20)
                #expect(Array(search.bytes[candidate.body]) == [UInt8](repeating: 9, count: 20))
                #expect(search.passed == noise.count)
                rest = search.rest(behind: candidate)
            }
            #expect(rest == [5, 6])
        }
    }

    @Test func `a candidate that is rejected is passed over`() {
        var search = RecordSearch()
        search.append((Self.record + Self.record).span.bytes)
        #expect(search.next()?.body.lowerBound == 5)
        search.reject()
        #expect(search.next()?.body.lowerBound == 30)
        #expect(search.passed == 25)
    }
}
