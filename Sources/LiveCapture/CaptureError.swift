/// Why packets cannot be captured, in words for a person.
package enum CaptureError: Error, Sendable, Hashable {
    /// There is no interface of this name; those that there are.
    case noSuchInterface(String, known: [String])
    /// The process may not capture on the interface.
    case notPermitted(String)
    /// The interface is not up.
    case interfaceDown(String)
    /// The filter expression cannot be compiled; what libpcap says.
    case wrongFilter(String, reason: String)
    /// The interface cannot be opened for another reason; what libpcap says.
    case notOpened(String, reason: String)
    /// The interface was captured on, and nothing more comes from it; what libpcap says.
    case ended(String, reason: String)
    /// The system has no more threads or descriptors; what it says.
    case noResources(reason: String)
}

extension CaptureError: CustomStringConvertible {
    /// What happened, and what to do about it where that does not depend on the program.
    package var description: String {
        switch self {
        case .noSuchInterface(let name, let known):
            "\(name): there is no such interface: "
                + (known.isEmpty ? "none is known here" : "choose among \(known.joined(separator: ", "))")
        case .notPermitted(let name):
            "\(name): capturing needs the capabilities cap_net_raw and cap_net_admin, and this process lacks them"
        case .interfaceDown(let name):
            "\(name): the interface is not up: bring it up with `ip link set \(name) up`"
        case .wrongFilter(let expression, let reason):
            "the filter `\(expression)` is wrong: \(reason): `man pcap-filter` explains the language"
        case .notOpened(let name, let reason):
            "\(name): it cannot be captured on: \(reason)"
        case .ended(let name, let reason):
            "\(name): nothing more comes from it: \(reason)"
        case .noResources(let reason):
            "capturing cannot begin: \(reason): end other programs, or raise the limits with `ulimit`"
        }
    }
}
