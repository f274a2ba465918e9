import CaptureKit
import Glibc
import TestKit

/// What decryption costs: the same traffic in clear and inside TLS.
struct SecuredFigures {
    let order: Order

    /// Frames in records and packets of their own, and what they cost.
    private static let records = 200_000.0

    func printFigures() {
        guard make() else { return }
        for name in ["small", "large"] {
            print("\nsecured, \(name) records")
            let (clear, secured) = ("\(folder)/\(name)-clear.pcapng", "\(folder)/\(name)-tls.pcapng")
            let log = "\(folder)/\(name).log"
            var contenders: [PairedRuns.Contender] = [
                .wscope(clear, [], named: "in clear"), .wscope(secured, ["--keylog", log], named: "decrypted"),
            ]
            if order.usesTshark { contenders.append(.tshark(secured, ["-o", "tls.keylog_file:\(log)"])) }
            let medians = PairedRuns(contenders, runs: order.runs).printFigures()
            guard name == "small", medians.count > 1 else { continue }
            let cost = (medians[1] - medians[0]) / Self.records * 1e6
            print("  decryption: \(hundredths(cost)) us a record")
        }
        fflush(nil)
    }

    private var folder: String { order.folder + "/secured" }

    /// Makes the captures where they are not there yet; whether they are.
    private func make() -> Bool {
        if access(folder + "/large.log", R_OK) == 0 { return true }
        mkdir(order.folder, 0o755)
        print("secured: being made")
        let tool = CaptureFile.root + "/Tests/Tools/make_secured_load.py"
        let end = Program("/usr/bin/env", ["python3", "-B", tool, folder])?.end(within: 3_600)
        guard end?.exitCode == 0 else {
            print("secured: skipped, since its maker failed: \(end?.errorText ?? "it does not start")")
            return false
        }
        return true
    }
}
