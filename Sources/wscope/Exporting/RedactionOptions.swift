import ArgumentParser
import Exporters
import Glibc
import Packets

/// What an export replaces by pseudonyms.
struct RedactionOptions: ParsableArguments {
    @Flag(
        help: """
            Replace secrets by pseudonyms of the same length: credentials, cookies, keys and tokens in headers and \
            subprotocols, users and tokens in addresses, members of JSON named like secrets, and in any text what \
            follows Bearer or Basic or a name such as token= or password:. Pings, pongs, Close reasons, binary \
            messages that are not UTF-8 text, and secrets that nothing names stay as they are. Pseudonyms differ from \
            run to run; equal secrets have equal ones.
            """)
    var redact = false

    @Option(
        help: ArgumentHelp(
            """
            With --redact, the member of JSON texts to replace instead of those named like secrets: a name such as \
            password, or a path such as user.token (repeatable).
            """, valueName: "name|path"))
    var redactJson: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            With --redact, make pseudonyms with the key in this file, 32 bytes, so that they are the same in every run. \
            Whoever has it can test guesses of a secret.
            """, valueName: "file"))
    var redactKey: String?

    private static let keySize = 32

    /// What replaces secrets; nil where nothing is to be replaced. Throws how the program ends where that is not possible,
    /// which it has told then.
    func makeRedactor() throws -> Redactor? {
        guard redact || !redactJson.isEmpty || redactKey != nil else { return nil }
        let key = try key()
        do throws(RedactionRuleError) {
            return Redactor(rules: try RedactionRules(redactJson), key: key)
        } catch {
            Diagnostics.write("wscope: --redact-json \(error)")
            throw ProgramExit.usage
        }
    }

    private func key() throws -> [UInt8] {
        guard let redactKey else { return Array((0..<Self.keySize).map { _ in UInt8.random(in: 0...255) }) }
        do throws(SourceError) {
            var source = SourceBytes(try FileDescriptor.opened(redactKey))
            let key = try source.first(Self.keySize + 1)
            guard key.count == Self.keySize else {
                throw SourceError(
                    file: redactKey,
                    problem:
                        "it has \(key.count > Self.keySize ? "more than" : "\(key.count) bytes, and not the") \(Self.keySize) bytes of a key",
                    advice: "make one with `head -c 32 /dev/urandom > FILE`")
            }
            return key
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.unreadableInput
        }
    }
}
