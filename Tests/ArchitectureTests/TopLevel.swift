/// What may stand at the top of the repository.
struct TopLevel {
    /// The visible entries; those that begin with a dot are free.
    static let allowed: Set<Substring> = ["Package.swift", "Sources", "Tests", "Captures", "README.md", "LICENSE"]

    /// The entries at the top that tracked paths make and that are not allowed.
    static func strangers(among paths: [String]) -> [Substring] {
        Set(paths.compactMap { $0.split(separator: "/").first }).subtracting(allowed).filter { !$0.hasPrefix(".") }
            .sorted()
    }
}
