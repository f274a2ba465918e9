import Testing

@testable import Exporters

struct HARAddressTests {
    @Test(
        arguments: [
            ("ws://h/a?b=c", false, "h", 80, "/a?b=c"), ("wss://h:8443", true, "h", 8_443, "/"),
            ("ws://[::1]:81/x#y", false, "::1", 81, "/x"), ("wss://[::1]/", true, "::1", 443, "/"),
            ("https://u:p@h/?", true, "h", 443, "/?"), ("ws://h?q", false, "h", 80, "/?q"), ("", false, "", 80, "/"),
            ("://", false, "", 80, "/"), ("ws://h:99999/", false, "h:99999", 80, "/"),
            ("ws://h:/", false, "h", 80, "/"),
            ("nonsense", false, "nonsense", 80, "/"),
        ] as [(String, Bool, String, UInt16, String)])
    func `an address has parts`(_ url: String, _ isSecured: Bool, _ host: String, _ port: UInt16, _ target: String) {
        let address = HARAddress(url)
        #expect((address.isSecured, address.host, address.port, address.target) == (isSecured, host, port, target))
    }
}
