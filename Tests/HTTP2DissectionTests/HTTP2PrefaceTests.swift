import Testing

@testable import HTTP2Dissection

struct HTTP2PrefaceTests {
    @Test func `a beginning of the preface may become one, and nothing else may`() {
        for count in 0...HTTP2Preface.bytes.count {
            let start = Array(HTTP2Preface.bytes[..<count])
            #expect(HTTP2Preface.match(start) == (count == HTTP2Preface.bytes.count))
            #expect(HTTP2Preface.match(start + [0]) == (count == HTTP2Preface.bytes.count ? true : nil))
        }
        #expect(HTTP2Preface.bytes.count == 24)
    }
}
