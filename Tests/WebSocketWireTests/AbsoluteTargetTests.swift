import Testing

@testable import WebSocketWire

struct AbsoluteTargetTests {
    @Test(
        arguments: [
            ("http://a.example/b?c", "a.example", "/b?c"), ("ws://a:80", "a:80", "/"), ("http://a?b", "a", "/?b"),
            ("HTTP://me:secret@[::1]:8080/x@y", "[::1]:8080", "/x@y"), ("http://", "", "/"),
            ("http://a/b#c", "a", "/b#c"),
        ])
    func `scheme and host are taken apart`(_ target: String, _ authority: String, _ path: String) {
        let address = AbsoluteTarget(target)
        #expect(address?.authority == authority)
        #expect(address?.path == path)
    }

    @Test(arguments: ["/", "*", "a:443", "", "://a", "/x?u=http://a/b", "http:/a"])
    func `other targets are not absolute`(_ target: String) {
        #expect(AbsoluteTarget(target) == nil)
    }
}
