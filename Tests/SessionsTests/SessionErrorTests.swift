import Testing

@testable import Sessions

struct SessionErrorTests {
    @Test func `it says where, what, and what to do`() {
        let error = SessionError(file: "a.wscope", problem: "the disk is full", advice: "free some space")
        #expect("\(error)" == "a.wscope: the disk is full: free some space")
    }
}
