/// The page that explains the language, made from the table of fields.
package enum FilterHelp {
    /// The whole page, in lines of 100 columns at most, with a line feed at the end.
    package static var text: String {
        let tables = Field.Subject.allCases.map { subject in
            ([heading(subject)] + Field.all.filter { $0.subject == subject }.flatMap(lines)).joined(separator: "\n")
        }
        return ([introduction] + tables + [values, examples]).joined(separator: "\n\n") + "\n"
    }

    private static let introduction = """
        A filter says which connections, messages and findings are shown.

          length > 1k and from == server        a comparison of a field with a value
          compressed                            a Boolean field alone: whether it is true
          rtt                                   any other field alone: whether it is there
          "hello"                               text alone: payload contains "hello"

        Operators, those that bind most first: comparisons, not (!), and (&&), or (||); parentheses group.
          ==  !=  <  <=  >  >=      also eq ne lt le gt ge
          contains                  text or bytes inside, in that case
          matches (~)               a regular expression of PCRE2, in any case
          in {1, 3..5}              one of several values or ranges, both ends included

        A message has its connection's fields, those of its frames, and the findings about it. A connection is shown
        where it matches by itself, or any of its messages or findings does; a finding has its connection's fields
        and its own rule and severity. Where a field has several values, == and all others ask whether any of them is
        so, and != whether none is equal. Comparing a field that is not there is false, whatever the operator; `not`
        makes that true.
        """

    private static let values = """
        VALUES
          numbers       10, 1.5, 0x3e8; sizes with k M G (1,000s) or Ki Mi Gi (1,024s)
          times         seconds, or a number with ns us ms s m
          dates         seconds since 1970, or "2024-11-22 10:00:00.5", with Z or +01:00, UTC without
          text          "…" with \\" \\\\ \\n \\t \\xNN; without marks where it has no spaces and no operators inside.
                        It is compared byte by byte. In patterns only \\" is read, the rest is left to PCRE2.
          bytes         text, de:ad:be:ef or 0xdeadbeef
          addresses     10.0.0.1, 10.0.0.0/8, ::1, 2001:db8::/32; client and server also 10.0.0.1:80, [::1]:80
          opcodes       text, binary, close, ping, pong, continuation, or 0x0 to 0xf
          JSON          numbers, text, true, false and null; values of different types are different
        """

    private static let examples = """
        EXAMPLES
          opcode == text and json.user.id == 17
          json..price > 99.5 or json.items[0].name ~ "^a"
          header.user-agent contains "curl" and not tls
          ip == 10.0.0.0/8 and port in {80, 8000..8999}
          time >= "2024-11-22 10:00" and delta > 1.5s
          opcode == close and code != 1000
          severity >= warning and finding contains "rfc6455"
        """

    private static func heading(_ subject: Field.Subject) -> String {
        switch subject {
        case .connection: "FIELDS OF A CONNECTION"
        case .message: "FIELDS OF A MESSAGE"
        case .frame: "FIELDS OF ANY FRAME OF A MESSAGE"
        case .json: "FIELDS OF A TEXT MESSAGE THAT IS JSON"
        case .finding: "FIELDS OF A FINDING, OR OF THE FINDINGS ABOUT A MESSAGE"
        }
    }

    private static func lines(_ field: Field) -> [String] {
        let margin = String(repeating: " ", count: 26)
        var lines = wrapped("\(field.help) (\(field.kind.words))")
        if !field.aliases.isEmpty { lines += wrapped("also " + field.aliases.joined(separator: ", ")) }
        var name = "  \(field.pattern) "
        name += String(repeating: " ", count: max(0, margin.count - name.count))
        return [name + (lines.first ?? "")] + lines.dropFirst().map { margin + $0 }
    }

    /// Words in lines of 74 columns.
    private static func wrapped(_ text: String) -> [String] {
        text.split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, last.count + word.count < 74 {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }
}
