import LiveCapture
import Testing

struct CaptureErrorTests {
    @Test(arguments: [
        (
            CaptureError.noSuchInterface("eth9", known: ["lo", "any"]),
            "eth9: there is no such interface: choose among lo, any"
        ),
        (.noSuchInterface("eth9", known: []), "eth9: there is no such interface: none is known here"),
        (
            .notPermitted("lo"),
            "lo: capturing needs the capabilities cap_net_raw and cap_net_admin, and this process lacks them"
        ),
        (
            .interfaceDown("ifb0"),
            "ifb0: the interface is not up: bring it up with `ip link set ifb0 up`"
        ),
        (
            .wrongFilter("tcp prot 1", reason: "syntax error"),
            "the filter `tcp prot 1` is wrong: syntax error: `man pcap-filter` explains the language"
        ),
        (.notOpened("lo", reason: "no memory"), "lo: it cannot be captured on: no memory"),
        (.ended("lo", reason: "it went down"), "lo: nothing more comes from it: it went down"),
        (
            .noResources(reason: "too many files"),
            "capturing cannot begin: too many files: end other programs, or raise the limits with `ulimit`"
        ),
    ])
    func `an error says what happened and what to do`(_ error: CaptureError, _ text: String) {
        #expect(error.description == text)
    }
}
